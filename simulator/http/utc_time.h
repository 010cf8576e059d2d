#ifndef IAM_SIMULATOR_HTTP_UTC_TIME_H_
#define IAM_SIMULATOR_HTTP_UTC_TIME_H_

#include <string>

#include "absl/time/time.h"

namespace iam {

// "2026-11-24T14:31:05Z", as AWS writes times in answers, events and condition
// keys.
inline std::string UtcTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

}  // namespace iam

#endif  // IAM_SIMULATOR_HTTP_UTC_TIME_H_
