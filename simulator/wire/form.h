#ifndef IAM_SIMULATOR_WIRE_FORM_H_
#define IAM_SIMULATOR_WIRE_FORM_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/http/percent.h"

namespace iam {

// Names and values in the order they came. All are UTF-8: parameters become
// JSON, and nothing that AWS has a name for is anything else.
using Form = std::vector<QueryParameter>;

// ParseQuery(), but nullopt also for what is no UTF-8.
std::optional<Form> ParseForm(absl::string_view text);

// PercentDecode(); likewise.
std::optional<std::string> DecodeText(absl::string_view text);

// The value of the first of that name, null if there is none.
const std::string* FindIn(const Form& form, absl::string_view name);

// The path by which a request is routed: the one that its signature is over.
// All services but S3 normalize it.
std::string RoutedPath(absl::string_view target, bool is_s3);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_FORM_H_
