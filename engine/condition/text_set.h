#ifndef IAM_CONDITION_TEXT_SET_H_
#define IAM_CONDITION_TEXT_SET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iam {

// A TextSet answers whether a text is one of many, with or without regard to
// case (as FoldCase() has it). A few are compared one by one, more are hashed,
// so that ten thousand cost what ten do.
//
// Immutable once filled, hence safe to share between threads.
class TextSet {
 public:
  explicit TextSet(bool ignores_case) : ignores_case_(ignores_case) {}

  // Adds the texts; to be called once.
  void Fill(const std::vector<absl::string_view>& texts);

  // Linear in `text`. Does not allocate.
  bool Contains(absl::string_view text) const;

  bool empty() const { return slots_.empty(); }

  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.used) visit(TextOf(slot));
    }
  }

  // Whether the predicate holds for one of the texts. Linear in them.
  template <typename Predicate>
  bool Any(Predicate predicate) const {
    for (const Slot& slot : slots_) {
      if (slot.used && predicate(TextOf(slot))) return true;
    }
    return false;
  }

 private:
  // A text, and enough of its hash to tell most others without a look at it.
  struct Slot {
    uint32_t begin = 0;  // in bytes_
    uint32_t size = 0;
    uint32_t tag : 31 = 0;
    uint32_t used : 1 = 0;
  };

  absl::string_view TextOf(const Slot& slot) const {
    return absl::string_view(bytes_.data() + slot.begin, slot.size);
  }
  bool Equal(const Slot& slot, absl::string_view text) const;
  uint64_t Hash(absl::string_view text) const;

  std::string bytes_;  // the texts, one behind the other
  // Of a few texts one each; of more, open addressing, a power of two in size.
  std::vector<Slot> slots_;
  bool hashed_ = false;
  bool ignores_case_;
};

}  // namespace iam

#endif  // IAM_CONDITION_TEXT_SET_H_
