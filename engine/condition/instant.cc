#include <algorithm>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "engine/condition/digits.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

// Takes `count` digits off the front of *text. -1: they are not there.
int TakeNumber(absl::string_view* text, size_t count) {
  if (text->size() < count) return -1;
  int value = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!IsDigit((*text)[i])) return -1;
    value = value * 10 + ((*text)[i] - '0');
  }
  text->remove_prefix(count);
  return value;
}

bool TakeChar(absl::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

bool IsDate(int year, int month, int day) {
  constexpr int8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Days since 1970-01-01 in the Gregorian calendar. Years begin in March here,
// so that the odd day stands at their end.
int64_t DaysSince1970(int year, int month, int day) {
  constexpr int64_t kMarch1OfYear0 = 719468;  // days before 1970
  const int march_year = month > 2 ? year : year - 1;
  // A cycle of 400 years more, so that nothing is negative.
  constexpr int kCycle = 146097;
  const int y = march_year + 400;
  const int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return int64_t{y} * 365 + y / 4 - y / 100 + y / 400 + day_of_year - kCycle -
         kMarch1OfYear0;
}

// "Z", "+hh:mm", "-hh:mm" or nothing, as seconds east of Greenwich.
std::optional<int> ParseZone(absl::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const char sign = text.front();
  if (sign != '+' && sign != '-') return std::nullopt;
  text.remove_prefix(1);
  const int hours = TakeNumber(&text, 2);
  if (hours < 0 || hours > 23 || !TakeChar(&text, ':')) return std::nullopt;
  const int minutes = TakeNumber(&text, 2);
  if (minutes < 0 || minutes > 59 || !text.empty()) return std::nullopt;
  const int offset = hours * 3600 + minutes * 60;
  return sign == '-' ? -offset : offset;
}

struct TimeOfDay {
  int seconds = 0;                // since midnight in Greenwich
  uint64_t fraction = 0;          // in units of 10^-18
  absl::string_view more_digits;  // of the fraction, no trailing zeros
};

// Reads the digits behind a decimal point off the front of *text.
bool TakeFraction(absl::string_view* text, TimeOfDay* time) {
  DigitRun run = ReadDigits(*text);
  if (run.size == 0) return false;
  if (run.size > kMaxShortDigits) {
    time->more_digits = TrimTrailingZeros(
        text->substr(kMaxShortDigits, run.size - kMaxShortDigits));
    text->remove_prefix(run.size);
    run =
        ReadDigits(absl::string_view(text->data() - run.size, kMaxShortDigits));
  } else {
    text->remove_prefix(run.size);
  }
  time->fraction = AsFraction(run);
  return true;
}

// What follows the 'T': hh:mm[:ss[.s+]][zone].
bool ParseTimeOfDay(absl::string_view text, TimeOfDay* time) {
  const int hour = TakeNumber(&text, 2);
  if (hour < 0 || hour > 23 || !TakeChar(&text, ':')) return false;
  const int minute = TakeNumber(&text, 2);
  if (minute < 0 || minute > 59) return false;
  time->seconds = hour * 3600 + minute * 60;
  if (TakeChar(&text, ':')) {
    const int second = TakeNumber(&text, 2);
    if (second < 0 || second > 59) return false;
    time->seconds += second;
    if (TakeChar(&text, '.') && !TakeFraction(&text, time)) return false;
  }
  const std::optional<int> zone = ParseZone(text);
  if (!zone.has_value()) return false;
  time->seconds -= *zone;
  return true;
}

// Seconds since 1970. Eighteen digits are thirty thousand million years.
std::optional<int64_t> ParseSeconds(absl::string_view text) {
  const bool negative = TakeChar(&text, '-');
  const DigitRun run = ReadDigits(text);
  if (text.empty() || run.size != text.size() || run.size > kMaxShortDigits) {
    return std::nullopt;
  }
  const auto seconds = static_cast<int64_t>(run.value);
  return negative ? -seconds : seconds;
}

}  // namespace

std::optional<Instant> Instant::Parse(absl::string_view text) {
  // A date has its first hyphen behind the year.
  if (text.size() < 5 || text[4] != '-') {
    const std::optional<int64_t> seconds = ParseSeconds(text);
    if (!seconds.has_value()) return std::nullopt;
    return Instant(*seconds, 0, {});
  }
  const int year = TakeNumber(&text, 4);
  text.remove_prefix(std::min<size_t>(text.size(), 1));
  const int month = TakeNumber(&text, 2);
  int day = 1;
  TimeOfDay time;
  if (TakeChar(&text, '-')) {
    day = TakeNumber(&text, 2);
    if (TakeChar(&text, 'T')) {
      if (!ParseTimeOfDay(text, &time)) return std::nullopt;
      text = absl::string_view();
    }
  }
  if (!text.empty() || !IsDate(year, month, day)) return std::nullopt;
  return Instant(DaysSince1970(year, month, day) * 86400 + time.seconds,
                 time.fraction, time.more_digits);
}

std::strong_ordering operator<=>(const Instant& a, const Instant& b) {
  std::strong_ordering order = a.seconds_ <=> b.seconds_;
  if (order == 0) order = a.fraction_ <=> b.fraction_;
  if (order == 0) order = a.rest_.compare(b.rest_) <=> 0;
  return order;
}

absl::string_view FormatInstant(int64_t seconds, InstantText* room) {
  const absl::CivilSecond civil = absl::CivilSecond(1970) + seconds;
  const int size = absl::SNPrintF(room->data(), room->size(),
                                  "%04d-%02d-%02dT%02d:%02d:%02dZ",
                                  civil.year(), civil.month(), civil.day(),
                                  civil.hour(), civil.minute(), civil.second());
  return absl::string_view(room->data(), static_cast<size_t>(size));
}

}  // namespace iam
