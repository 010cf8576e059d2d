#ifndef IAM_SIMULATOR_RENDER_WRAP_H_
#define IAM_SIMULATOR_RENDER_WRAP_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// `text` in lines of at most 80 columns, each but the first behind `indent`
// blanks. Words longer than a line stay whole. Ends with a line break.
std::string Wrap(absl::string_view text, size_t indent);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_WRAP_H_
