#include "simulator/render/wrap.h"

#include "absl/strings/str_split.h"

namespace iam {
namespace {

constexpr size_t kColumns = 80;

// Characters that take a column: bytes that begin one in UTF-8.
size_t Width(absl::string_view text) {
  size_t width = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++width;
  }
  return width;
}

}  // namespace

std::string Wrap(absl::string_view text, size_t indent) {
  std::string lines;
  size_t column = 0;
  bool first_word = true;
  // The blanks that the text begins with are the first line's indentation.
  const size_t lead = text.find_first_not_of(' ');
  if (lead != absl::string_view::npos) {
    lines.append(lead, ' ');
    column = lead;
    text.remove_prefix(lead);
  }
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    const size_t width = Width(word);
    if (!first_word && column + 1 + width > kColumns) {
      lines.push_back('\n');
      lines.append(indent, ' ');
      column = indent;
    } else if (!first_word) {
      lines.push_back(' ');
      ++column;
    }
    lines.append(word.data(), word.size());
    column += width;
    first_word = false;
  }
  lines.push_back('\n');
  return lines;
}

}  // namespace iam
