// Most literals are found at their first character or not at all. After a few
// false starts memmem(3) goes on, whose time is linear whatever the texts.
#include "engine/match/search.h"

#include <cstring>

namespace iam {

size_t FindLiteral(absl::string_view text, size_t at,
                   absl::string_view literal) {
  constexpr int kFalseStarts = 4;
  if (text.size() < at + literal.size()) return absl::string_view::npos;
  if (literal.empty()) return at;
  const char* begin = text.data() + at;
  const char* const end = text.data() + text.size();
  const char* const behind_last_start = end - literal.size() + 1;
  for (int i = 0; i < kFalseStarts; ++i) {
    if (begin == behind_last_start) return absl::string_view::npos;
    if (*begin != literal[0]) {
      begin = static_cast<const char*>(std::memchr(
          begin, literal[0], static_cast<size_t>(behind_last_start - begin)));
      if (begin == nullptr) return absl::string_view::npos;
    }
    if (literal.size() == 1 ||
        std::memcmp(begin + 1, literal.data() + 1, literal.size() - 1) == 0) {
      return static_cast<size_t>(begin - text.data());
    }
    ++begin;
  }
  begin = static_cast<const char*>(memmem(
      begin, static_cast<size_t>(end - begin), literal.data(), literal.size()));
  return begin == nullptr ? absl::string_view::npos
                          : static_cast<size_t>(begin - text.data());
}

}  // namespace iam
