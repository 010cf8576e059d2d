#ifndef IAM_SIMULATOR_FOUND_DENIAL_CODE_H_
#define IAM_SIMULATOR_FOUND_DENIAL_CODE_H_

#include "absl/strings/string_view.h"

namespace iam {

// Whether an error code says that permission was missing: "AccessDenied",
// "Client.UnauthorizedOperation", "403", … R7.20, R7.21.
bool IsDenialCode(absl::string_view code);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_DENIAL_CODE_H_
