#include "engine/condition/text_set.h"

#include <bit>
#include <cstddef>

#include "absl/hash/hash.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

constexpr size_t kFew = 8;

// The bits of a hash that do not choose the slot.
uint32_t TagOf(uint64_t hash) {
  return static_cast<uint32_t>(hash >> 33) & 0x7FFFFFFF;
}

}  // namespace

void TextSet::Fill(const std::vector<absl::string_view>& texts) {
  size_t bytes = 0;
  for (const absl::string_view text : texts) bytes += text.size();
  bytes_.reserve(bytes);
  hashed_ = texts.size() > kFew;
  slots_.resize(hashed_ ? std::bit_ceil(texts.size() + texts.size() / 2)
                        : texts.size());
  size_t next = 0;
  for (const absl::string_view text : texts) {
    Slot added;
    added.begin = static_cast<uint32_t>(bytes_.size());
    added.size = static_cast<uint32_t>(text.size());
    added.used = 1;
    bytes_.append(text.data(), text.size());
    size_t at = next++;
    if (hashed_) {
      const uint64_t hash = Hash(text);
      added.tag = TagOf(hash) & 0x7FFFFFFF;
      at = hash & (slots_.size() - 1);
      while (slots_[at].used) at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = added;
  }
}

bool TextSet::Contains(absl::string_view text) const {
  if (!hashed_) {
    for (const Slot& slot : slots_) {
      if (Equal(slot, text)) return true;
    }
    return false;
  }
  const uint64_t hash = Hash(text);
  size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].used; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].tag == TagOf(hash) && Equal(slots_[at], text)) return true;
  }
  return false;
}

bool TextSet::Equal(const Slot& slot, absl::string_view text) const {
  return ignores_case_ ? EqualFolded(TextOf(slot), text) : TextOf(slot) == text;
}

uint64_t TextSet::Hash(absl::string_view text) const {
  return ignores_case_ ? HashFolded(text)
                       : absl::Hash<absl::string_view>()(text);
}

}  // namespace iam
