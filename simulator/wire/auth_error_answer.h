#ifndef IAM_SIMULATOR_WIRE_AUTH_ERROR_ANSWER_H_
#define IAM_SIMULATOR_WIRE_AUTH_ERROR_ANSWER_H_

#include "simulator/signature/auth_error.h"
#include "simulator/wire/api_error.h"
#include "simulator/wire/wire_table.h"

namespace iam {

// Why the caller is not known, as the service answers it: the table of
// semantics 8.3 (R8.30 to R8.32).
ApiError AuthErrorAnswer(const AuthError& error, const WireClient& client,
                         Protocol protocol);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_AUTH_ERROR_ANSWER_H_
