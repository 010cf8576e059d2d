#ifndef IAM_TEXT_EXCERPT_H_
#define IAM_TEXT_EXCERPT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iam/source.h"

namespace iam {

// Bytes of a source line that an excerpt shows; longer lines are clipped around
// the caret.
inline constexpr size_t kMaxExcerpt = 100;

// The source line on which `span` begins, with a caret under its first and
// tildes under its other characters; two lines:
//    14 |         "StringEqual": {
//       |          ^~~~~~~~~~~
std::string Excerpt(const Source& source, Span span);

// `text` with everything replaced that could move a terminal's cursor, reorder
// the line or be no character at all: control characters (tabs stay), bytes
// that are no UTF-8, bidirectional controls.
std::string Harmless(absl::string_view text);

}  // namespace iam

#endif  // IAM_TEXT_EXCERPT_H_
