#ifndef IAM_SIMULATOR_WIRE_DENIAL_CODE_H_
#define IAM_SIMULATOR_WIRE_DENIAL_CODE_H_

#include "simulator/wire/api_error.h"
#include "simulator/wire/wire_table.h"

namespace iam {

// Status and code with which the service denies a call (R7.20); no message.
ApiError DenialOf(const WireClient& client, Protocol protocol);

// The answer to a caller whose account has not enabled the Region (R8.30).
ApiError NotEnabled(const WireClient& client);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_DENIAL_CODE_H_
