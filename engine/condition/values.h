#ifndef IAM_CONDITION_VALUES_H_
#define IAM_CONDITION_VALUES_H_

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"

namespace iam {

// The typed values that condition operators compare. IAM User Guide, "IAM JSON
// policy elements: Condition operators". Each Parse… returns nullopt for a text
// that is no such value; what follows from that is the operator's matter.
//
// Reading and comparing them allocates nothing, since each request's values are
// read while it is decided. A Decimal or Instant with more digits than fit into
// it points into its text, which must outlive it: policies keep theirs as
// Owned<Decimal>, Owned<Instant>. Texts above a gigabyte are no numbers.

// A decimal number, compared exactly: 9007199254740993 differs from
// 9007199254740992, and 10 equals 10.00. Syntax: [+-]digits[.digits].
class Decimal {
 public:
  Decimal() = default;  // zero
  static std::optional<Decimal> Parse(
      absl::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND);

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return (a <=> b) == 0;
  }
  // Equal numbers have equal hashes, however they are spelled.
  template <typename H>
  friend H AbslHashValue(H state, const Decimal& decimal) {
    return H::combine(std::move(state), decimal.negative_, decimal.integer_,
                      decimal.fraction_);
  }

  // True if it points into its text: more than 18 digits before the point or
  // behind it.
  bool borrows() const { return digits_ != nullptr; }

 private:
  Decimal(uint64_t integer, uint64_t fraction, bool negative)
      : integer_(integer), fraction_(fraction), negative_(negative) {}
  // Of the digits before the point and behind it, more than fit of either.
  static std::optional<Decimal> ParseLong(absl::string_view integer,
                                          absl::string_view fraction,
                                          bool negative);
  absl::string_view integer_rest() const;
  absl::string_view fraction_rest() const;

  uint64_t integer_ = 0;   // the first 18 digits that count
  uint64_t fraction_ = 0;  // the first 18 digits, in units of 10^-18
  // The text from the first digit that is left out on, if any is.
  const char* digits_ = nullptr;
  uint32_t integer_rest_size_ = 0;
  uint32_t fraction_rest_size_ = 0;  // no trailing zeros
  bool negative_ = false;            // never for zero
};

// An instant. Syntax: the W3C profile of ISO 8601 ("2024-06-01",
// "2024-06-01T12:00:00.5+02:00", …) or seconds since 1970. What is left out is
// the lowest, a missing zone is UTC; a bare four-digit number is seconds.
class Instant {
 public:
  Instant() = default;  // the first of 1970
  static std::optional<Instant> Parse(
      absl::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND);

  friend std::strong_ordering operator<=>(const Instant& a, const Instant& b);
  friend bool operator==(const Instant& a, const Instant& b) {
    return (a <=> b) == 0;
  }
  template <typename H>
  friend H AbslHashValue(H state, const Instant& instant) {
    return H::combine(std::move(state), instant.seconds_, instant.fraction_);
  }

  int64_t seconds() const { return seconds_; }
  // True if it points into its text: more than 18 digits behind the point.
  bool borrows() const { return !rest_.empty(); }

 private:
  Instant(int64_t seconds, uint64_t fraction, absl::string_view rest)
      : seconds_(seconds), fraction_(fraction), rest_(rest) {}

  int64_t seconds_ = 0;     // since 1970-01-01T00:00:00Z
  uint64_t fraction_ = 0;   // the first 18 digits, in units of 10^-18
  absl::string_view rest_;  // what is left of them, no trailing zeros
};

// "2024-06-01T12:00:00Z", written into *room. Years of four digits only. Does
// not allocate.
using InstantText = std::array<char, 24>;
absl::string_view FormatInstant(int64_t seconds, InstantText* room);

// A Decimal or Instant that keeps what it points into, if it does.
template <typename T>
class Owned {
 public:
  static std::optional<Owned> Parse(absl::string_view text) {
    std::optional<T> value = T::Parse(text);
    if (!value.has_value()) return std::nullopt;
    Owned owned;
    owned.value_ = *value;
    if (value->borrows()) {
      owned.text_ = std::make_unique<const std::string>(text);
      owned.value_ = *T::Parse(*owned.text_);
    }
    return owned;
  }

  const T& value() const { return value_; }

 private:
  std::unique_ptr<const std::string> text_;
  T value_;
};

// An IPv4 or IPv6 address, or a block of them ("203.0.113.0/24"; host bits are
// masked off; without a length, the one address). Addresses are what
// inet_pton(3) takes.
class IpBlock {
 public:
  // An address in the order of addresses. Those of IPv4 have no high half.
  struct Address {
    uint64_t high = 0;
    uint64_t low = 0;
    auto operator<=>(const Address&) const = default;
  };

  IpBlock() = default;  // 0.0.0.0
  static std::optional<IpBlock> Parse(absl::string_view text);
  // An address alone: with a prefix length it is none.
  static std::optional<IpBlock> ParseAddress(absl::string_view text);

  // False between the families.
  bool Contains(const IpBlock& address) const {
    return v6_ == address.v6_ && first_ <= address.first_ &&
           address.first_ <= last();
  }

  bool is_v6() const { return v6_; }
  const Address& first() const { return first_; }
  Address last() const {
    return {first_.high | host_mask_.high, first_.low | host_mask_.low};
  }

 private:
  IpBlock(const Address& address, bool v6) : first_(address), v6_(v6) {}

  Address first_;
  Address host_mask_;  // ones where an address inside may differ from first_
  bool v6_ = false;
};

// true or false, without regard to case.
std::optional<bool> ParseBool(absl::string_view text);

// The bytes of a strict base64 text (padded, no white space, no spare bits
// set).
std::optional<std::string> ParseBase64(absl::string_view text);

// Whether ParseBase64 takes `text`. Bytes have but one such text, so that texts
// are equal where their bytes are.
bool IsCanonicalBase64(absl::string_view text);

// Lower case for A–Z and the letters U+00C0–U+00DE, in UTF-8; as long as
// `text`, whatever its bytes.
std::string FoldCase(absl::string_view text);

// FoldCase(a) == FoldCase(b), and a hash of FoldCase(text), without making
// them. The hash is the same in every process.
bool EqualFolded(absl::string_view a, absl::string_view b);
uint64_t HashFolded(absl::string_view text);

}  // namespace iam

#endif  // IAM_CONDITION_VALUES_H_
