#ifndef IAM_SIMULATOR_SERVICES_PARAMETER_CHECK_H_
#define IAM_SIMULATOR_SERVICES_PARAMETER_CHECK_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/wire/api_error.h"

namespace iam {

// Holds parameters against what an operation takes: names in a row, with '!'
// those that must be there, with "[]" lists of texts, with "{}" lists of
// objects:
//
//   "UserName! Path PermissionsBoundary Tags{}"
//
// An unknown parameter is an error, never passed over: a call must not do less
// than it says. So is a value that the model of the API excludes: too long,
// of other characters, none of those listed.
std::optional<ApiError> CheckParameters(absl::string_view operation,
                                        absl::string_view takes,
                                        const JsonValue& parameters);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_PARAMETER_CHECK_H_
