#ifndef IAM_MATCH_SEARCH_H_
#define IAM_MATCH_SEARCH_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace iam {

// Steps through UTF-8 texts, which were validated when read.

// Whether text[at] goes on with the character before it.
inline bool IsContinuation(absl::string_view text, size_t at) {
  return (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80;
}

// The place behind the character at text[at].
inline size_t NextCharacter(absl::string_view text, size_t at) {
  ++at;
  while (at < text.size() && IsContinuation(text, at)) ++at;
  return at;
}

// Where `literal` begins in `text` at the earliest, if not before `at`; npos if
// nowhere. Linear in what is passed over.
size_t FindLiteral(absl::string_view text, size_t at,
                   absl::string_view literal);

}  // namespace iam

#endif  // IAM_MATCH_SEARCH_H_
