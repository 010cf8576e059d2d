#ifndef IAM_WORLD_TEXT_INDEX_H_
#define IAM_WORLD_TEXT_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace iam {

// A TextIndex finds the number of a text whose letters are kept elsewhere: with
// the entry they belong to, so that a lookup that is not in the cache costs one
// load here and one there.
class TextIndex {
 public:
  // Of two equal texts the first one counts. `same(number)` tells whether the
  // text of a number is this one.
  template <typename Same>
  void Insert(absl::string_view text, uint32_t number, Same same) {
    if (2 * (size_ + 1) > slots_.size()) Grow();
    const uint64_t hash = Hash(text);
    size_t at = Place(hash);
    for (; slots_[at].number != kNone; at = Next(at)) {
      if (slots_[at].tag == Tag(hash) && same(slots_[at].number)) return;
    }
    slots_[at] = {static_cast<uint32_t>(hash), Tag(hash), number};
    ++size_;
  }

  // The number, or kNone. Does not allocate.
  template <typename Same>
  uint32_t Find(absl::string_view text, Same same) const {
    if (slots_.empty()) return kNone;
    const uint64_t hash = Hash(text);
    for (size_t at = Place(hash); slots_[at].number != kNone; at = Next(at)) {
      if (slots_[at].tag == Tag(hash) && same(slots_[at].number)) {
        return slots_[at].number;
      }
    }
    return kNone;
  }

  static constexpr uint32_t kNone = 0xFFFFFFFF;

 private:
  struct Slot {
    uint32_t place = 0;  // the low half of the hash
    uint32_t tag = 0;    // the high half
    uint32_t number = kNone;
  };
  static uint64_t Hash(absl::string_view text) {
    return absl::Hash<absl::string_view>()(text);
  }
  static uint32_t Tag(uint64_t hash) {
    return static_cast<uint32_t>(hash >> 32);
  }
  size_t Place(uint64_t hash) const {
    return static_cast<uint32_t>(hash) & (slots_.size() - 1);
  }
  size_t Next(size_t at) const { return (at + 1) & (slots_.size() - 1); }

  void Grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == kNone) continue;
      size_t at = slot.place & (slots_.size() - 1);
      while (slots_[at].number != kNone) at = Next(at);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // open addressing, a power of two
  size_t size_ = 0;
};

}  // namespace iam

#endif  // IAM_WORLD_TEXT_INDEX_H_
