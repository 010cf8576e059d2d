// Eight characters are looked at as one number, their bytes side by side: that
// all are digits is two comparisons, and they are added up by pairs, then pairs
// of pairs. What does not fill a word goes one by one.
#include "engine/condition/digits.h"

#include <bit>
#include <cstring>

namespace iam {
namespace {

constexpr uint64_t kPowersOfTen[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000};

constexpr uint64_t kEach = 0x0101010101010101;

bool AllDigits(uint64_t word) {
  constexpr uint64_t kHalf = 0xF0 * kEach;
  if ((word & kHalf) != 0x30 * kEach) return false;
  return ((word + 0x06 * kEach) & kHalf) == 0x30 * kEach;
}

// The number that eight digits spell, the first in the lowest byte.
uint64_t AddUp(uint64_t word) {
  word &= 0x0F * kEach;
  word = word * 10 + (word >> 8);  // in each second byte, a pair
  constexpr uint64_t kPairs = 0x000000FF000000FF;
  const uint64_t outer = (word & kPairs) * (100 + (uint64_t{1000000} << 32));
  const uint64_t inner =
      ((word >> 16) & kPairs) * (1 + (uint64_t{10000} << 32));
  return (outer + inner) >> 32;
}

}  // namespace

DigitRun ReadDigits(absl::string_view text) {
  DigitRun run;
  if constexpr (std::endian::native == std::endian::little) {
    while (text.size() - run.size >= 8) {
      uint64_t word;
      std::memcpy(&word, text.data() + run.size, sizeof(word));
      if (!AllDigits(word)) break;
      run.value = run.value * kPowersOfTen[8] + AddUp(word);
      run.size += 8;
    }
  }
  while (run.size < text.size() && IsDigit(text[run.size])) {
    run.value = run.value * 10 + static_cast<uint64_t>(text[run.size] - '0');
    ++run.size;
  }
  return run;
}

uint64_t AsFraction(const DigitRun& digits) {
  return digits.value * kPowersOfTen[kMaxShortDigits - digits.size];
}

absl::string_view TrimTrailingZeros(absl::string_view digits) {
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  return digits;
}

}  // namespace iam
