#ifndef IAM_MATCH_FOLD_ASCII_H_
#define IAM_MATCH_FOLD_ASCII_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace iam {

// Eight bytes side by side, A–Z of them in lower case. Bytes that are no ASCII
// stay as they are.
constexpr uint64_t FoldAsciiWord(uint64_t word) {
  constexpr uint64_t kEach = 0x0101010101010101;
  const uint64_t low = word & (0x7F * kEach);
  const uint64_t from_a = low + (0x80 - 'A') * kEach;
  const uint64_t beyond_z = low + (0x7F - 'Z') * kEach;
  const uint64_t upper = (from_a ^ beyond_z) & ~word & (0x80 * kEach);
  return word | upper >> 2;
}

// The letters of a text, A–Z in lower case, in words of eight. The last word
// ends where the text does, so it may say some letters again; a text of less
// than a word is filled up with zeros.
class FoldedWords {
 public:
  explicit FoldedWords(absl::string_view text) : text_(text) {}

  size_t size() const { return (text_.size() + 7) / 8; }
  uint64_t operator[](size_t i) const {
    uint64_t word = 0;
    if (text_.size() >= sizeof(word)) {
      const size_t last = text_.size() - sizeof(word);
      const size_t at = sizeof(word) * i;
      std::memcpy(&word, text_.data() + (at < last ? at : last), sizeof(word));
    } else {
      std::memcpy(&word, text_.data(), text_.size());
    }
    return FoldAsciiWord(word);
  }

  friend bool operator==(const FoldedWords& a, const FoldedWords& b) {
    if (a.text_.size() != b.text_.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (a[i] != b[i]) return false;
    }
    return true;
  }
  template <typename H>
  friend H AbslHashValue(H state, const FoldedWords& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      state = H::combine(std::move(state), words[i]);
    }
    return H::combine(std::move(state), words.text_.size());
  }

 private:
  absl::string_view text_;
};

// A text that is in lower case already.
struct FoldedText {
  absl::string_view text;
};

// For hash tables whose keys are texts without regard to the case of A–Z; those
// in the table are in lower case.
struct FoldedHash {
  using is_transparent = void;
  size_t operator()(absl::string_view text) const {
    return absl::Hash<FoldedWords>()(FoldedWords(text));
  }
  size_t operator()(FoldedText folded) const { return (*this)(folded.text); }
};
struct FoldedEqual {
  using is_transparent = void;
  bool operator()(absl::string_view a, absl::string_view b) const {
    return FoldedWords(a) == FoldedWords(b);
  }
  bool operator()(absl::string_view key, FoldedText folded) const {
    return key == folded.text;
  }
};

}  // namespace iam

#endif  // IAM_MATCH_FOLD_ASCII_H_
