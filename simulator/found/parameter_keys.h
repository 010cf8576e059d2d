#ifndef IAM_SIMULATOR_FOUND_PARAMETER_KEYS_H_
#define IAM_SIMULATOR_FOUND_PARAMETER_KEYS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/request.h"

namespace iam {

// Where parameters come from. In a trail, some are hidden.
enum class ParametersFrom { kCall, kTrail };

// Sets the condition keys that a service takes from the parameters of a call:
// tags, sts:ExternalId, s3:prefix, … `prefix` is the service's in actions,
// `parameters`, an object, may be null; names compare without regard to case.
// Notes what is left out because there is too much of it, and tags that are
// given two values, of which the last is taken.
void SetParameterKeys(absl::string_view prefix, const JsonValue* parameters,
                      ParametersFrom from, Context* context,
                      std::vector<std::string>* notes);

// What CloudTrail writes in place of a parameter.
bool IsHiddenParameter(absl::string_view value);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_PARAMETER_KEYS_H_
