#ifndef IAM_SIMULATOR_ENDPOINT_SESSION_LIMITS_H_
#define IAM_SIMULATOR_ENDPOINT_SESSION_LIMITS_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "simulator/credentials/caller.h"
#include "simulator/wire/api_error.h"

namespace iam {

// What a kind of credentials cannot call, whatever policies say (R6.7d, R6.7j):
// "IAM User Guide, Compare AWS STS credentials". `client` is botocore's name.
std::optional<ApiError> CheckSessionLimits(const Caller& caller,
                                           absl::string_view client,
                                           absl::string_view operation);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_SESSION_LIMITS_H_
