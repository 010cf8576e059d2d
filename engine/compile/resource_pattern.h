#ifndef IAM_COMPILE_RESOURCE_PATTERN_H_
#define IAM_COMPILE_RESOURCE_PATTERN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iam/policy_type.h"

namespace iam {

// An ARN with fewer than six components is tried once more with "*" for each
// that is missing; how freely hangs on the policy's type. Empty if not.
std::string FillUpArn(absl::string_view text, PolicyType type);

}  // namespace iam

#endif  // IAM_COMPILE_RESOURCE_PATTERN_H_
