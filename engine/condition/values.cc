#include "engine/condition/values.h"

#include <arpa/inet.h>

#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace iam {
namespace {

bool AllDigits(absl::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

// Takes `count` digits off the front of *text.
std::optional<int> TakeNumber(absl::string_view* text, size_t count) {
  if (text->size() < count || !AllDigits(text->substr(0, count))) {
    return std::nullopt;
  }
  int value = 0;
  for (size_t i = 0; i < count; ++i) value = value * 10 + ((*text)[i] - '0');
  text->remove_prefix(count);
  return value;
}

bool TakeChar(absl::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

std::string TrimTrailingZeros(absl::string_view digits) {
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  return std::string(digits);
}

// "Z", "+hh:mm", "-hh:mm" or nothing, as seconds east of Greenwich.
std::optional<int> ParseZone(absl::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const char sign = text.front();
  if (sign != '+' && sign != '-') return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = TakeNumber(&text, 2);
  if (!hours.has_value() || *hours > 23 || !TakeChar(&text, ':')) {
    return std::nullopt;
  }
  const std::optional<int> minutes = TakeNumber(&text, 2);
  if (!minutes.has_value() || *minutes > 59 || !text.empty()) {
    return std::nullopt;
  }
  const int offset = *hours * 3600 + *minutes * 60;
  return sign == '-' ? -offset : offset;
}

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string fraction;
  int zone = 0;
};

// What follows the 'T': hh:mm[:ss[.s+]][zone].
std::optional<TimeOfDay> ParseTimeOfDay(absl::string_view text) {
  TimeOfDay time;
  const std::optional<int> hour = TakeNumber(&text, 2);
  if (!hour.has_value() || *hour > 23 || !TakeChar(&text, ':')) {
    return std::nullopt;
  }
  const std::optional<int> minute = TakeNumber(&text, 2);
  if (!minute.has_value() || *minute > 59) return std::nullopt;
  time.hour = *hour;
  time.minute = *minute;
  if (TakeChar(&text, ':')) {
    const std::optional<int> second = TakeNumber(&text, 2);
    if (!second.has_value() || *second > 59) return std::nullopt;
    time.second = *second;
    if (TakeChar(&text, '.')) {
      size_t digits = 0;
      while (digits < text.size() &&
             absl::ascii_isdigit(static_cast<unsigned char>(text[digits]))) {
        ++digits;
      }
      if (digits == 0) return std::nullopt;
      time.fraction = TrimTrailingZeros(text.substr(0, digits));
      text.remove_prefix(digits);
    }
  }
  const std::optional<int> zone = ParseZone(text);
  if (!zone.has_value()) return std::nullopt;
  time.zone = *zone;
  return time;
}

}  // namespace

std::optional<Decimal> Decimal::Parse(absl::string_view text) {
  Decimal decimal;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    decimal.negative_ = text[0] == '-';
    text.remove_prefix(1);
  }
  const size_t point = text.find('.');
  absl::string_view integer = text.substr(0, point);
  if (!AllDigits(integer)) return std::nullopt;
  if (point != absl::string_view::npos) {
    const absl::string_view fraction = text.substr(point + 1);
    if (!AllDigits(fraction)) return std::nullopt;
    decimal.fraction_ = TrimTrailingZeros(fraction);
  }
  while (!integer.empty() && integer[0] == '0') integer.remove_prefix(1);
  decimal.integer_ = std::string(integer);
  if (decimal.integer_.empty() && decimal.fraction_.empty()) {
    decimal.negative_ = false;
  }
  return decimal;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_) {
    return a.negative_ ? std::strong_ordering::less
                       : std::strong_ordering::greater;
  }
  std::strong_ordering order = a.integer_.size() <=> b.integer_.size();
  if (order == 0) order = a.integer_.compare(b.integer_) <=> 0;
  if (order == 0) order = a.fraction_.compare(b.fraction_) <=> 0;
  return a.negative_ ? 0 <=> order : order;
}

std::optional<Instant> Instant::Parse(absl::string_view text) {
  Instant instant;
  absl::string_view digits = text;
  if (!digits.empty() && digits[0] == '-') digits.remove_prefix(1);
  if (AllDigits(digits)) {
    // Eighteen digits are thirty thousand million years.
    if (digits.size() > 18 || !absl::SimpleAtoi(text, &instant.seconds_)) {
      return std::nullopt;
    }
    return instant;
  }
  const std::optional<int> year = TakeNumber(&text, 4);
  if (!year.has_value() || !TakeChar(&text, '-')) return std::nullopt;
  const std::optional<int> month = TakeNumber(&text, 2);
  if (!month.has_value()) return std::nullopt;
  std::optional<int> day = 1;
  TimeOfDay time;
  if (TakeChar(&text, '-')) {
    day = TakeNumber(&text, 2);
    if (!day.has_value()) return std::nullopt;
    if (TakeChar(&text, 'T')) {
      const std::optional<TimeOfDay> parsed = ParseTimeOfDay(text);
      if (!parsed.has_value()) return std::nullopt;
      time = *parsed;
      text = "";
    }
  }
  if (!text.empty()) return std::nullopt;
  const absl::CivilDay date(*year, *month, *day);
  // CivilDay rolls 2023-02-30 over to March: that is no date.
  if (date.month() != *month || date.day() != *day) return std::nullopt;
  const absl::CivilSecond civil(date.year(), date.month(), date.day(),
                                time.hour, time.minute, time.second);
  instant.seconds_ = civil - absl::CivilSecond(1970) - time.zone;
  instant.fraction_ = std::move(time.fraction);
  return instant;
}

std::string FormatInstant(int64_t seconds) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%SZ",
                          absl::FromUnixSeconds(seconds), absl::UTCTimeZone());
}

std::optional<IpBlock> IpBlock::Parse(absl::string_view text) {
  const size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  if (address.size() != std::strlen(address.c_str())) return std::nullopt;
  IpBlock block;
  block.v6_ = absl::StrContains(address, ':');
  if (inet_pton(block.v6_ ? AF_INET6 : AF_INET, address.c_str(),
                block.bytes_.data()) != 1) {
    return std::nullopt;
  }
  const int full = block.v6_ ? 128 : 32;
  block.length_ = full;
  if (slash != absl::string_view::npos) {
    const absl::string_view length = text.substr(slash + 1);
    if (!AllDigits(length) || length.size() > 3 ||
        !absl::SimpleAtoi(length, &block.length_) || block.length_ > full) {
      return std::nullopt;
    }
  }
  return block;
}

std::optional<IpBlock> IpBlock::ParseAddress(absl::string_view text) {
  if (absl::StrContains(text, '/')) return std::nullopt;
  return Parse(text);
}

bool IpBlock::Contains(const IpBlock& address) const {
  if (v6_ != address.v6_) return false;
  const size_t whole = static_cast<size_t>(length_) / 8;
  const int rest = length_ % 8;
  if (std::memcmp(bytes_.data(), address.bytes_.data(), whole) != 0) {
    return false;
  }
  if (rest == 0) return true;
  const int mask = 0xFF00 >> rest;
  return ((bytes_[whole] ^ address.bytes_[whole]) & mask & 0xFF) == 0;
}

std::optional<bool> ParseBool(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "true")) return true;
  if (absl::EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

std::optional<std::string> ParseBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) return std::nullopt;
  // The decoder is lenient about padding, white space and spare bits.
  if (absl::Base64Escape(bytes) != text) return std::nullopt;
  return bytes;
}

std::string FoldCase(absl::string_view text) {
  std::string folded = absl::AsciiStrToLower(text);
  // In UTF-8, U+00C0–U+00DE are C3 80–C3 9E; the small letters are 32 further.
  // C3 97 is the multiplication sign.
  for (size_t i = 0; i + 1 < folded.size(); ++i) {
    if (folded[i] != '\xC3') continue;
    const auto second = static_cast<uint8_t>(folded[i + 1]);
    if (second >= 0x80 && second <= 0x9E && second != 0x97) {
      folded[i + 1] = static_cast<char>(second + 0x20);
    }
    ++i;
  }
  return folded;
}

}  // namespace iam
