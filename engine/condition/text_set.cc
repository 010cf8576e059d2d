#include "engine/condition/text_set.h"

#include <bit>

#include "absl/hash/hash.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

constexpr size_t kFew = 8;

}  // namespace

void TextSet::Fill(const std::vector<absl::string_view>& texts) {
  size_t bytes = 0;
  for (const absl::string_view text : texts) bytes += text.size();
  bytes_.reserve(bytes);
  ends_.reserve(texts.size());
  for (const absl::string_view text : texts) {
    bytes_.append(text.data(), text.size());
    ends_.push_back(static_cast<uint32_t>(bytes_.size()));
  }
  if (texts.size() <= kFew) return;
  slots_.resize(std::bit_ceil(2 * texts.size()));
  for (uint32_t i = 0; i < size(); ++i) {
    size_t at = Hash(Text(i)) & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = i + 1;
  }
}

bool TextSet::Contains(absl::string_view text) const {
  if (slots_.empty()) {
    for (uint32_t i = 0; i < size(); ++i) {
      if (Equal(i, text)) return true;
    }
    return false;
  }
  size_t at = Hash(text) & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (Equal(slots_[at] - 1, text)) return true;
  }
  return false;
}

absl::string_view TextSet::Text(uint32_t i) const {
  const uint32_t begin = i == 0 ? 0 : ends_[i - 1];
  return absl::string_view(bytes_).substr(begin, ends_[i] - begin);
}

bool TextSet::Equal(uint32_t i, absl::string_view text) const {
  return ignores_case_ ? EqualFolded(Text(i), text) : Text(i) == text;
}

uint64_t TextSet::Hash(absl::string_view text) const {
  return ignores_case_ ? HashFolded(text)
                       : absl::Hash<absl::string_view>()(text);
}

}  // namespace iam
