#ifndef IAM_SIMULATOR_FOUND_JSON_EXTENT_H_
#define IAM_SIMULATOR_FOUND_JSON_EXTENT_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace iam {

// Whether `text`, which begins with a bracket, may be the beginning of JSON:
// what follows in it is a string, an object or a list, or the other bracket.
bool LooksLikeJson(absl::string_view text);

// How long the JSON value is that `text` begins with, an object or a list,
// judged by its brackets and strings alone. Of one that is cut off, has a line
// break in a string or is nested too deeply: up to there. Linear in the result.
size_t JsonExtent(absl::string_view text);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_JSON_EXTENT_H_
