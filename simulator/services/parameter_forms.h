#ifndef IAM_SIMULATOR_SERVICES_PARAMETER_FORMS_H_
#define IAM_SIMULATOR_SERVICES_PARAMETER_FORMS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// What is wrong with a parameter's value: a constraint of the API's model, as
// "Member must have length less than or equal to 64", or a whole message.
struct FormError {
  std::string text;
  bool is_constraint = false;
};

// Holds a value against what parameters of that name may be, whatever operation
// takes them. `member` is what messages call it: "userName".
std::optional<FormError> CheckParameterForm(absl::string_view parameter,
                                            absl::string_view text,
                                            absl::string_view member);

// No control characters, which no XML can hold, but tabs and line ends.
bool IsPrintable(absl::string_view text);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_PARAMETER_FORMS_H_
