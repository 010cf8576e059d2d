#ifndef IAM_SIMULATOR_ENDPOINT_METRICS_H_
#define IAM_SIMULATOR_ENDPOINT_METRICS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace iam {

// How a request ended.
enum class CallOutcome {
  kAnswered,
  kDenied,           // by a policy
  kUnauthenticated,  // its caller is not known
  kRefused,          // malformed, or an error of the operation
  kFailed,           // our own fault
};

// What the endpoint has done since it began, for Prometheus. Thread-safe.
class Metrics {
 public:
  void Count(absl::string_view service, CallOutcome outcome,
             absl::Duration took);
  void CountReload(bool succeeded);
  void SetConnections(int64_t open) { connections_ = open; }

  // Prometheus documentation, "Text-based format", version 0.0.4.
  std::string ToText() const;

 private:
  // Upper bounds of the histogram, in microseconds; the last has none.
  static constexpr std::array<int64_t, 8> kBounds = {50,   100,  250,   500,
                                                     1000, 5000, 25000, 100000};

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, CallOutcome>, uint64_t> calls_;
  std::array<std::atomic<uint64_t>, kBounds.size() + 1> took_ = {};
  std::atomic<int64_t> took_microseconds_ = 0;
  std::atomic<int64_t> connections_ = 0;
  std::atomic<uint64_t> reloads_ = 0, failed_reloads_ = 0;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_METRICS_H_
