// The typed values of sections 4.5 to 4.8.

#include "tests/reference/values.h"

#include <arpa/inet.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

int Sign(int comparison) {
  return comparison < 0 ? -1 : (comparison > 0 ? 1 : 0);
}

// Without the trailing zeros.
std::string TrimFraction(absl::string_view digits) {
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  return std::string(digits);
}

// Both without trailing zeros: digit by digit.
int CompareFractions(const std::string& a, const std::string& b) {
  return Sign(a.compare(b));
}

int CompareMagnitudes(const Number& a, const Number& b) {
  if (a.whole.size() != b.whole.size()) {
    return a.whole.size() < b.whole.size() ? -1 : 1;
  }
  const int whole = Sign(a.whole.compare(b.whole));
  return whole != 0 ? whole : CompareFractions(a.fraction, b.fraction);
}

// Takes exactly `count` digits off the front.
std::optional<int> TakeDigits(absl::string_view* text, size_t count) {
  if (text->size() < count || !AllDigits(text->substr(0, count))) {
    return std::nullopt;
  }
  int value = 0;
  for (char c : text->substr(0, count)) value = value * 10 + (c - '0');
  text->remove_prefix(count);
  return value;
}

bool Take(absl::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

bool IsLeapYear(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

// Days of all years before `year`, counted from year 0.
int64_t DaysBeforeYear(int64_t year) {
  if (year == 0) return 0;
  const int64_t last = year - 1;
  return year * 365 + (last / 4 - last / 100 + last / 400 + 1);
}

int64_t DaysSince1970(int year, int month, int day) {
  int64_t days = DaysBeforeYear(year) - DaysBeforeYear(1970);
  for (int m = 1; m < month; ++m) days += DaysInMonth(year, m);
  return days + day - 1;
}

// "Z", "+hh:mm", "-hh:mm" or nothing, which is UTC (R4.62): seconds east.
std::optional<int> ParseZone(absl::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = TakeDigits(&text, 2);
  if (!hours || *hours > 23 || !Take(&text, ':')) return std::nullopt;
  const auto minutes = TakeDigits(&text, 2);
  if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
  return sign * (*hours * 60 + *minutes) * 60;
}

// "hh:mm[:ss[.s+]]" and a zone.
std::optional<Instant> ParseTime(absl::string_view text, int64_t days) {
  const auto hour = TakeDigits(&text, 2);
  if (!hour || *hour > 23 || !Take(&text, ':')) return std::nullopt;
  const auto minute = TakeDigits(&text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  Instant instant;
  if (Take(&text, ':')) {
    const auto seconds = TakeDigits(&text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    second = *seconds;
    if (Take(&text, '.')) {
      size_t digits = 0;
      while (digits < text.size() && AllDigits(text.substr(digits, 1))) {
        ++digits;
      }
      if (digits == 0) return std::nullopt;
      instant.fraction = TrimFraction(text.substr(0, digits));
      text.remove_prefix(digits);
    }
  }
  const auto zone = ParseZone(text);
  if (!zone) return std::nullopt;
  instant.seconds = days * 86400 + *hour * 3600 + *minute * 60 + second - *zone;
  return instant;
}

// A run of digits is seconds since 1970, four of them too (R4.63).
std::optional<Instant> ParseEpoch(absl::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  if (digits.size() > 18) return std::nullopt;
  return Instant{std::stoll(std::string(digits)), ""};
}

}  // namespace

std::optional<Number> ParseNumber(absl::string_view text) {
  Number number;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const size_t point = text.find('.');
  absl::string_view whole = text.substr(0, point);
  if (!AllDigits(whole)) return std::nullopt;
  if (point != absl::string_view::npos) {
    const absl::string_view fraction = text.substr(point + 1);
    if (!AllDigits(fraction)) return std::nullopt;
    number.fraction = TrimFraction(fraction);
  }
  while (!whole.empty() && whole.front() == '0') whole.remove_prefix(1);
  number.whole = std::string(whole);
  if (number.whole.empty() && number.fraction.empty()) number.negative = false;
  return number;
}

int Compare(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  return a.negative ? CompareMagnitudes(b, a) : CompareMagnitudes(a, b);
}

std::optional<Instant> ParseInstant(absl::string_view text) {
  if (AllDigits(text)) return ParseEpoch(text);
  if (text.size() > 1 && text.front() == '-' && AllDigits(text.substr(1))) {
    auto instant = ParseEpoch(text.substr(1));
    if (instant) instant->seconds = -instant->seconds;
    return instant;
  }
  const auto year = TakeDigits(&text, 4);
  if (!year || !Take(&text, '-')) return std::nullopt;
  const auto month = TakeDigits(&text, 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  // R4.61: what is left out is the lowest.
  if (text.empty()) return Instant{DaysSince1970(*year, *month, 1) * 86400, ""};
  if (!Take(&text, '-')) return std::nullopt;
  const auto day = TakeDigits(&text, 2);
  if (!day || *day < 1 || *day > DaysInMonth(*year, *month)) {
    return std::nullopt;
  }
  const int64_t days = DaysSince1970(*year, *month, *day);
  if (text.empty()) return Instant{days * 86400, ""};
  if (!Take(&text, 'T')) return std::nullopt;
  return ParseTime(text, days);
}

bool HasFourDigitYear(const Instant& instant) {
  return instant.seconds >= DaysSince1970(0, 1, 1) * 86400 &&
         instant.seconds < DaysSince1970(10000, 1, 1) * 86400;
}

std::string FormatInstant(int64_t seconds) {
  int64_t days = seconds / 86400;
  int64_t rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  int year = 1970;
  while (days < 0) days += IsLeapYear(--year) ? 366 : 365;
  while (days >= (IsLeapYear(year) ? 366 : 365)) {
    days -= IsLeapYear(year++) ? 366 : 365;
  }
  int month = 1;
  while (days >= DaysInMonth(year, month)) days -= DaysInMonth(year, month++);
  return absl::StrCat(absl::Dec(year, absl::kZeroPad4), "-",
                      absl::Dec(month, absl::kZeroPad2), "-",
                      absl::Dec(days + 1, absl::kZeroPad2), "T",
                      absl::Dec(rest / 3600, absl::kZeroPad2), ":",
                      absl::Dec(rest / 60 % 60, absl::kZeroPad2), ":",
                      absl::Dec(rest % 60, absl::kZeroPad2), "Z");
}

int Compare(const Instant& a, const Instant& b) {
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return CompareFractions(a.fraction, b.fraction);
}

std::optional<AddressBlock> ParseAddress(absl::string_view text) {
  const std::string address(text);
  if (address.find('\0') != std::string::npos) return std::nullopt;
  AddressBlock block;
  if (inet_pton(AF_INET, address.c_str(), block.bytes.data()) == 1) {
    block.length = 32;
    return block;
  }
  if (inet_pton(AF_INET6, address.c_str(), block.bytes.data()) == 1) {
    block.v6 = true;  // also ::ffff:1.2.3.4 (R4.84)
    block.length = 128;
    return block;
  }
  return std::nullopt;
}

std::optional<AddressBlock> ParseBlock(absl::string_view text) {
  const size_t slash = text.find('/');
  auto block = ParseAddress(text.substr(0, slash));
  if (!block || slash == absl::string_view::npos) return block;
  const absl::string_view length = text.substr(slash + 1);
  if (!AllDigits(length) || length.size() > 3) return std::nullopt;
  const int bits = std::stoi(std::string(length));
  if (bits > block->length) return std::nullopt;
  block->length = bits;
  return block;
}

bool Contains(const AddressBlock& block, const AddressBlock& address) {
  if (block.v6 != address.v6) return false;  // R4.83
  // R4.82: bits behind the prefix do not count.
  for (int bit = 0; bit < block.length; ++bit) {
    const auto byte = static_cast<size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((block.bytes[byte] & mask) != (address.bytes[byte] & mask)) {
      return false;
    }
  }
  return true;
}

std::optional<bool> ParseBool(absl::string_view text) {
  const std::string lower = Lower(text);
  if (lower == "true") return true;
  if (lower == "false") return false;
  return std::nullopt;
}

std::optional<std::string> ParseBase64(absl::string_view text) {
  constexpr absl::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == '=') {
    text.remove_suffix(1);
    ++padding;
  }
  std::vector<bool> bits;
  for (char c : text) {
    const size_t value = kAlphabet.find(c);
    if (value == absl::string_view::npos) return std::nullopt;
    for (int bit = 5; bit >= 0; --bit) bits.push_back((value >> bit) & 1);
  }
  std::string bytes;
  while (bits.size() >= (bytes.size() + 1) * 8) {
    int byte = 0;
    for (size_t bit = 0; bit < 8; ++bit) {
      byte = byte * 2 + (bits[bytes.size() * 8 + bit] ? 1 : 0);
    }
    bytes.push_back(static_cast<char>(byte));
  }
  // What is left over has to be zeros.
  for (size_t bit = bytes.size() * 8; bit < bits.size(); ++bit) {
    if (bits[bit]) return std::nullopt;
  }
  return bytes;
}

}  // namespace iam::reference
