#ifndef IAM_MATCH_FOLD_ASCII_H_
#define IAM_MATCH_FOLD_ASCII_H_

#include <cstdint>

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

}  // namespace iam

#endif  // IAM_MATCH_FOLD_ASCII_H_
