#include "simulator/found/json_extent.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "engine/text/json.h"

namespace iam {
namespace {

// Behind the string whose quote stands at `at`. False if it does not end on its
// line; then *at is where it ends instead.
bool SkipString(absl::string_view text, size_t* at) {
  for (++*at; *at < text.size(); ++*at) {
    const char c = text[*at];
    if (c == '\n') return false;
    if (c == '\\') {
      ++*at;
    } else if (c == '"') {
      ++*at;
      return true;
    }
  }
  *at = text.size();
  return false;
}

}  // namespace

bool LooksLikeJson(absl::string_view text) {
  const absl::string_view inside =
      absl::StripLeadingAsciiWhitespace(text.substr(1, 256));
  return !inside.empty() &&
         absl::StrContains(text.front() == '{' ? "\"}" : "\"{[]",
                           inside.front());
}

size_t JsonExtent(absl::string_view text) {
  constexpr char kMarks[] = "{}[]\"";
  int depth = 0;
  size_t at = 0;
  while ((at = text.find_first_of(kMarks, at)) != absl::string_view::npos) {
    const char c = text[at];
    if (c == '"') {
      if (!SkipString(text, &at)) return at;
      continue;
    }
    ++at;
    depth += c == '{' || c == '[' ? 1 : -1;
    if (depth <= 0 || depth > kMaxJsonDepth) return at;
  }
  return text.size();
}

}  // namespace iam
