#ifndef IAM_SIMULATOR_FOUND_REGEX_H_
#define IAM_SIMULATOR_FOUND_REGEX_H_

#include "absl/strings/string_view.h"
#include "re2/re2.h"
#include "re2/stringpiece.h"

namespace iam {

// Between the string views of RE2 and ours, which convert on some distributions
// only.
inline re2::StringPiece ToPiece(absl::string_view text) {
  return re2::StringPiece(text.data(), text.size());
}
inline absl::string_view ToView(const re2::StringPiece& piece) {
  return absl::string_view(piece.data(), piece.size());
}

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_REGEX_H_
