#include <algorithm>

#include "engine/condition/digits.h"
#include "engine/condition/values.h"

namespace iam {

std::optional<Decimal> Decimal::Parse(absl::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const DigitRun integer = ReadDigits(text);
  if (integer.size == 0) return std::nullopt;
  uint64_t fraction = 0;
  if (integer.size < text.size()) {
    if (text[integer.size] != '.') return std::nullopt;
    const absl::string_view digits = text.substr(integer.size + 1);
    const DigitRun run = ReadDigits(digits);
    if (run.size == 0 || run.size != digits.size()) return std::nullopt;
    if (run.size > kMaxShortDigits) {
      return ParseLong(text.substr(0, integer.size), digits, negative);
    }
    fraction = AsFraction(run);
  }
  if (integer.size > kMaxShortDigits) {
    return ParseLong(text.substr(0, integer.size),
                     text.substr(std::min(text.size(), integer.size + 1)),
                     negative);
  }
  negative = negative && (integer.value | fraction) != 0;
  return Decimal(integer.value, fraction, negative);
}

std::optional<Decimal> Decimal::ParseLong(absl::string_view integer,
                                          absl::string_view fraction,
                                          bool negative) {
  constexpr size_t kMaxSize = 1 << 30;
  if (integer.size() > kMaxSize || fraction.size() > kMaxSize) {
    return std::nullopt;
  }
  fraction = TrimTrailingZeros(fraction);
  while (!integer.empty() && integer[0] == '0') integer.remove_prefix(1);
  Decimal decimal(ReadDigits(integer.substr(0, kMaxShortDigits)).value,
                  AsFraction(ReadDigits(fraction.substr(0, kMaxShortDigits))),
                  negative && !(integer.empty() && fraction.empty()));
  if (fraction.size() > kMaxShortDigits) {
    fraction.remove_prefix(kMaxShortDigits);
    decimal.digits_ = fraction.data();
    decimal.fraction_rest_size_ = static_cast<uint32_t>(fraction.size());
  }
  if (integer.size() > kMaxShortDigits) {
    integer.remove_prefix(kMaxShortDigits);
    decimal.digits_ = integer.data();
    decimal.integer_rest_size_ = static_cast<uint32_t>(integer.size());
  }
  return decimal;
}

absl::string_view Decimal::integer_rest() const {
  return absl::string_view(digits_, integer_rest_size_);
}

absl::string_view Decimal::fraction_rest() const {
  const size_t before =
      integer_rest_size_ == 0 ? 0 : integer_rest_size_ + 1 + kMaxShortDigits;
  return absl::string_view(digits_ + (fraction_rest_size_ == 0 ? 0 : before),
                           fraction_rest_size_);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_) {
    return a.negative_ ? std::strong_ordering::less
                       : std::strong_ordering::greater;
  }
  // With a rest, integer_ has all of its 18 digits: the longer is the greater.
  std::strong_ordering order = a.integer_rest_size_ <=> b.integer_rest_size_;
  if (order == 0) order = a.integer_ <=> b.integer_;
  if (order == 0) order = a.integer_rest().compare(b.integer_rest()) <=> 0;
  if (order == 0) order = a.fraction_ <=> b.fraction_;
  if (order == 0) order = a.fraction_rest().compare(b.fraction_rest()) <=> 0;
  return a.negative_ ? 0 <=> order : order;
}

}  // namespace iam
