#include "iam/source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace iam {

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin;
  while (at != end) {
    at = static_cast<const char*>(
        std::memchr(at, '\n', static_cast<size_t>(end - at)));
    if (at == nullptr) break;
    ++at;
    line_starts_.push_back(static_cast<uint32_t>(at - begin));
  }
}

Location Source::LocationOf(size_t offset) const {
  const auto place = static_cast<uint32_t>(std::min(offset, text_.size()));
  // The first start is 0, so there is always a line that begins at or before.
  const auto next =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), place);
  return {static_cast<uint32_t>(next - line_starts_.begin()),
          place - *(next - 1) + 1};
}

absl::string_view Source::Line(uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const size_t begin = line_starts_[line - 1];
  size_t end =
      line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return absl::string_view(text_).substr(begin, end - begin);
}

}  // namespace iam
