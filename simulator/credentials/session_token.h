#ifndef IAM_SIMULATOR_CREDENTIALS_SESSION_TOKEN_H_
#define IAM_SIMULATOR_CREDENTIALS_SESSION_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "simulator/credentials/caller.h"
#include "simulator/credentials/secret_box.h"

namespace iam {

// A session token is a Session, sealed, in base 64: who has it can neither read
// nor change it, and it says all there is to know of the session. It is as
// secret as what is in it is to its bearer: in no log and no message.
//
// Below 4,096 characters unless the session's policies are long. Times are
// kept to the second.
std::string SealSession(const Session& session, const SecretBox& box);

// kInvalidArgument for what the box did not seal. Whether the session has
// expired, and whose key it comes with, is for the caller to look at.
absl::StatusOr<Session> OpenSession(absl::string_view token,
                                    const SecretBox& box);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_SESSION_TOKEN_H_
