#ifndef IAM_CONDITION_DIGITS_H_
#define IAM_CONDITION_DIGITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace iam {

// Decimal digits, for the readers of values.h.

// A uint64_t holds any number of this many digits.
inline constexpr size_t kMaxShortDigits = 18;

inline bool IsDigit(char c) {
  return static_cast<unsigned>(static_cast<unsigned char>(c)) - '0' <= 9;
}

// The digits that a text begins with.
struct DigitRun {
  size_t size = 0;     // how many
  uint64_t value = 0;  // what they spell, if at most kMaxShortDigits
};
DigitRun ReadDigits(absl::string_view text);

// A run of at most kMaxShortDigits behind a decimal point, as a whole number of
// 10^-18: "5" is 500000000000000000.
uint64_t AsFraction(const DigitRun& digits);

// `digits` without the zeros at its end.
absl::string_view TrimTrailingZeros(absl::string_view digits);

}  // namespace iam

#endif  // IAM_CONDITION_DIGITS_H_
