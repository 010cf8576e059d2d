#ifndef IAM_TEXT_UTF8_H_
#define IAM_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace iam {

// What DecodeUtf8() says of a byte that begins no character.
inline constexpr char32_t kInvalidUtf8 = 0xFFFFFFFF;

// The character that begins at text[*at], and *at moved behind it; for a byte
// that begins none, kInvalidUtf8, and *at moved by one. Overlong forms,
// surrogates and what lies beyond U+10FFFF are no characters. *at must be
// inside the text.
char32_t DecodeUtf8(absl::string_view text, size_t* at);

// Where the first byte stands, at `from` or behind it, that is no ASCII; the
// text's size if none does.
size_t SkipAscii(absl::string_view text, size_t from);

// Where the first byte stands that is no UTF-8; the text's size if none does.
size_t FindInvalidUtf8(absl::string_view text);

}  // namespace iam

#endif  // IAM_TEXT_UTF8_H_
