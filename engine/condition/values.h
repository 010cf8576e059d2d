#ifndef IAM_CONDITION_VALUES_H_
#define IAM_CONDITION_VALUES_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// The typed values that condition operators compare. IAM User Guide, "IAM JSON
// policy elements: Condition operators". Each Parse… returns nullopt for a text
// that is no such value; what follows from that is the operator's matter.

// A decimal number, compared exactly: 9007199254740993 differs from
// 9007199254740992, and 10 equals 10.00. Syntax: [+-]digits[.digits].
class Decimal {
 public:
  static std::optional<Decimal> Parse(absl::string_view text);
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) = default;

 private:
  bool negative_ = false;  // never for zero
  std::string integer_;    // no leading zeros
  std::string fraction_;   // no trailing zeros
};

// An instant. Syntax: the W3C profile of ISO 8601 ("2024-06-01",
// "2024-06-01T12:00:00.5+02:00", …) or seconds since 1970. What is left out is
// the lowest, a missing zone is UTC; a bare four-digit number is seconds.
class Instant {
 public:
  static std::optional<Instant> Parse(absl::string_view text);
  auto operator<=>(const Instant&) const = default;
  int64_t seconds() const { return seconds_; }

 private:
  int64_t seconds_ = 0;   // since 1970-01-01T00:00:00Z
  std::string fraction_;  // digits behind the point, no trailing zeros
};

// "2024-06-01T12:00:00Z".
std::string FormatInstant(int64_t seconds);

// An IPv4 or IPv6 address, or a block of them ("203.0.113.0/24"; host bits are
// masked off; without a length, the one address).
class IpBlock {
 public:
  static std::optional<IpBlock> Parse(absl::string_view text);
  // An address alone: with a prefix length it is none.
  static std::optional<IpBlock> ParseAddress(absl::string_view text);
  // False between the families.
  bool Contains(const IpBlock& address) const;

 private:
  std::array<uint8_t, 16> bytes_ = {};
  bool v6_ = false;
  int length_ = 0;  // of the prefix, in bits
};

// true or false, without regard to case.
std::optional<bool> ParseBool(absl::string_view text);

// The bytes of a strict base64 text (padded, no white space).
std::optional<std::string> ParseBase64(absl::string_view text);

// Lower case for A–Z and the letters U+00C0–U+00DE, in UTF-8.
std::string FoldCase(absl::string_view text);

}  // namespace iam

#endif  // IAM_CONDITION_VALUES_H_
