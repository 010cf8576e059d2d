#ifndef IAM_TESTS_REFERENCE_VALUES_H_
#define IAM_TESTS_REFERENCE_VALUES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam::reference {

// Each Parse… gives nullopt for a text that is no such value.

// A number, kept as its digits: compared exactly (R4.54).
struct Number {
  bool negative = false;
  std::string whole;     // no leading zeros
  std::string fraction;  // no trailing zeros
};

std::optional<Number> ParseNumber(absl::string_view text);  // R4.51, R4.55

// Less than 0, 0 or more than 0, as a is less, equal or more.
int Compare(const Number& a, const Number& b);

// A point in time.
struct Instant {
  int64_t seconds = 0;   // since 1970-01-01T00:00:00Z
  std::string fraction;  // of a second: digits, no trailing zeros
};

std::optional<Instant> ParseInstant(absl::string_view text);  // R4.60–R4.63
bool HasFourDigitYear(const Instant& instant);
// "2024-06-01T12:00:00Z", for years of four digits.
std::string FormatInstant(int64_t seconds);
int Compare(const Instant& a, const Instant& b);

// An address with a prefix length.
struct AddressBlock {
  bool v6 = false;
  std::array<uint8_t, 16> bytes = {};
  int length = 0;
};

std::optional<AddressBlock> ParseBlock(absl::string_view text);    // R4.81
std::optional<AddressBlock> ParseAddress(absl::string_view text);  // no length
bool Contains(const AddressBlock& block, const AddressBlock& address);

std::optional<bool> ParseBool(absl::string_view text);           // R4.70
std::optional<std::string> ParseBase64(absl::string_view text);  // R4.75

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_VALUES_H_
