#ifndef IAM_TEXT_PERCENT_H_
#define IAM_TEXT_PERCENT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// Decodes "%7B". nullopt if a '%' has no two hexadecimal digits behind it. '+'
// is a plus.
std::optional<std::string> PercentDecode(absl::string_view text);

}  // namespace iam

#endif  // IAM_TEXT_PERCENT_H_
