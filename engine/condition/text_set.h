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

  // The texts, as added.
  uint32_t size() const { return static_cast<uint32_t>(ends_.size()); }
  absl::string_view Text(uint32_t i) const;

 private:
  bool Equal(uint32_t i, absl::string_view text) const;
  uint64_t Hash(absl::string_view text) const;

  std::string bytes_;           // the texts, one behind the other
  std::vector<uint32_t> ends_;  // of each, in bytes_
  // Open addressing over 1 + the number of a text, a power of two in size;
  // empty for a few texts.
  std::vector<uint32_t> slots_;
  bool ignores_case_;
};

}  // namespace iam

#endif  // IAM_CONDITION_TEXT_SET_H_
