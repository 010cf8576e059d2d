#ifndef IAM_TESTS_FUZZ_INPUT_H_
#define IAM_TESTS_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "engine/text/utf8.h"

namespace iam::fuzz {

inline absl::string_view AsText(const uint8_t* data, size_t size) {
  return absl::string_view(reinterpret_cast<const char*>(data), size);
}

// Takes the first line off the front of *text, without its line break.
inline absl::string_view TakeLine(absl::string_view* text) {
  const size_t end = text->find('\n');
  const absl::string_view line = text->substr(0, end);
  text->remove_prefix(end == absl::string_view::npos ? text->size() : end + 1);
  return line;
}

// A valid text: bytes that are no UTF-8 are read as Latin-1. What a policy or
// a request holds was validated when it was read.
inline std::string ToUtf8(absl::string_view bytes) {
  std::string text;
  size_t at = 0;
  while (at < bytes.size()) {
    const size_t begin = at;
    if (DecodeUtf8(bytes, &at) != kInvalidUtf8) {
      text.append(bytes.data() + begin, at - begin);
      continue;
    }
    const auto byte = static_cast<uint8_t>(bytes[begin]);
    text.push_back(static_cast<char>(0xC0 | (byte >> 6)));
    text.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
  }
  return text;
}

}  // namespace iam::fuzz

#endif  // IAM_TESTS_FUZZ_INPUT_H_
