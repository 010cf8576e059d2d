#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "simulator/signature/signed_request.h"

namespace iam {

std::optional<absl::Time> ParseTimestamp(absl::string_view text) {
  // absl::ParseTime() would take more than this.
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') {
    return std::nullopt;
  }
  const auto number = [text](size_t at, size_t size) {
    int value = -1;
    const absl::string_view digits = text.substr(at, size);
    const bool all =
        std::all_of(digits.begin(), digits.end(),
                    [](unsigned char c) { return absl::ascii_isdigit(c); });
    return all && absl::SimpleAtoi(digits, &value) ? value : -1;
  };
  const int fields[] = {number(0, 4), number(4, 2),  number(6, 2),
                        number(9, 2), number(11, 2), number(13, 2)};
  if (*std::min_element(std::begin(fields), std::end(fields)) < 0) {
    return std::nullopt;
  }
  const absl::CivilSecond second(fields[0], fields[1], fields[2], fields[3],
                                 fields[4], fields[5]);
  // The 31st of February would have become the 3rd of March.
  if (second.month() != fields[1] || second.day() != fields[2] ||
      second.hour() != fields[3] || second.minute() != fields[4] ||
      second.second() != fields[5]) {
    return std::nullopt;
  }
  return absl::FromCivil(second, absl::UTCTimeZone());
}

std::string FormatTimestamp(absl::Time time) {
  return absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

}  // namespace iam
