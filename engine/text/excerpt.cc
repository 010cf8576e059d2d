#include "engine/text/excerpt.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/text/utf8.h"

namespace iam {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr absl::string_view kClipped = "...";

// How much of a clipped line stands before the caret.
constexpr size_t kBeforeCaret = 60;

bool IsHarmless(char32_t c) {
  if (c == kInvalidUtf8) return false;
  if (c < 0x20) return c == '\t';
  if (c >= 0x7F && c < 0xA0) return false;
  const bool bidirectional = c == 0x61C || c == 0x200E || c == 0x200F ||
                             (c >= 0x2028 && c <= 0x202E) ||
                             (c >= 0x2066 && c <= 0x2069);
  return !bidirectional && c != 0xFEFF;
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The part [begin, end) of a line that is shown.
struct Window {
  size_t begin;
  size_t end;
};

Window Clip(absl::string_view line, size_t caret) {
  if (line.size() <= kMaxExcerpt) return {0, line.size()};
  size_t begin = caret > kBeforeCaret ? caret - kBeforeCaret : 0;
  begin = std::min(begin, line.size() - kMaxExcerpt);
  size_t end = begin + kMaxExcerpt;
  // Whole characters only, but never past the caret.
  while (begin < caret && IsContinuation(line[begin])) ++begin;
  while (end < line.size() && end > caret + 1 && IsContinuation(line[end])) {
    --end;
  }
  return {begin, end};
}

}  // namespace

std::string Harmless(absl::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (IsHarmless(DecodeUtf8(text, &at))) {
      absl::StrAppend(&result, text.substr(begin, at - begin));
    } else {
      absl::StrAppend(&result, kReplacement);
    }
  }
  return result;
}

std::string Excerpt(const Source& source, Span span) {
  const Location location = source.LocationOf(span.begin);
  const absl::string_view line = source.Line(location.line);
  const size_t caret = std::min<size_t>(location.column - 1, line.size());
  const size_t length = span.end > span.begin ? span.end - span.begin : 1;
  const Window window = Clip(line, caret);
  const size_t underline_end = std::min(caret + length, window.end);

  std::string shown;
  std::string marks;
  if (window.begin > 0) {
    absl::StrAppend(&shown, kClipped);
    marks.append(kClipped.size(), ' ');
  }
  for (size_t at = window.begin; at < window.end;) {
    const size_t begin = at;
    const char32_t c =
        DecodeUtf8(line.substr(0, window.end), &at);  // moves `at`
    absl::StrAppend(
        &shown, IsHarmless(c) ? line.substr(begin, at - begin) : kReplacement);
    // A tab under a tab keeps both lines aligned, whatever its width is.
    if (begin < caret) marks += c == '\t' ? '\t' : ' ';
    if (begin == caret) marks += '^';
    if (begin > caret && begin < underline_end) marks += '~';
  }
  if (caret >= window.end) marks += '^';
  if (window.end < line.size()) absl::StrAppend(&shown, kClipped);

  const std::string number = absl::StrCat(location.line);
  const std::string gutter(number.size(), ' ');
  std::string result = absl::StrCat(" ", number, " |");
  if (!shown.empty()) absl::StrAppend(&result, " ", shown);
  absl::StrAppend(&result, "\n ", gutter, " | ", marks, "\n");
  return result;
}

}  // namespace iam
