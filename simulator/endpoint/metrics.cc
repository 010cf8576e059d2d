#include "simulator/endpoint/metrics.h"

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

absl::string_view Name(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::kAnswered:
      return "answered";
    case CallOutcome::kDenied:
      return "denied";
    case CallOutcome::kUnauthenticated:
      return "unauthenticated";
    case CallOutcome::kRefused:
      return "refused";
    case CallOutcome::kFailed:
      return "failed";
  }
  return "";
}

void Head(absl::string_view name, absl::string_view type,
          absl::string_view help, std::string* text) {
  absl::StrAppend(text, "# HELP ", name, " ", help, "\n# TYPE ", name, " ",
                  type, "\n");
}

std::string Seconds(int64_t microseconds) {
  return absl::StrCat(static_cast<double>(microseconds) / 1e6);
}

}  // namespace

void Metrics::Count(absl::string_view service, CallOutcome outcome,
                    absl::Duration took) {
  const int64_t microseconds = absl::ToInt64Microseconds(took);
  size_t bucket = 0;
  while (bucket < kBounds.size() && microseconds > kBounds[bucket]) ++bucket;
  took_[bucket].fetch_add(1, std::memory_order_relaxed);
  took_microseconds_.fetch_add(microseconds, std::memory_order_relaxed);
  const std::lock_guard<std::mutex> lock(mutex_);
  ++calls_[{std::string(service), outcome}];
}

void Metrics::CountReload(bool succeeded) {
  ++(succeeded ? reloads_ : failed_reloads_);
}

std::string Metrics::ToText() const {
  std::string text;
  Head("iamsim_requests_total", "counter",
       "API requests by service and how they ended.", &text);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [key, count] : calls_) {
      absl::StrAppend(&text, "iamsim_requests_total{service=\"", key.first,
                      "\",outcome=\"", Name(key.second), "\"} ", count, "\n");
    }
  }
  Head("iamsim_request_duration_seconds", "histogram",
       "From the last byte of a request to its answer.", &text);
  uint64_t sum = 0;
  for (size_t i = 0; i < took_.size(); ++i) {
    sum += took_[i].load(std::memory_order_relaxed);
    absl::StrAppend(&text, "iamsim_request_duration_seconds_bucket{le=\"",
                    i < kBounds.size() ? Seconds(kBounds[i]) : "+Inf", "\"} ",
                    sum, "\n");
  }
  absl::StrAppend(&text, "iamsim_request_duration_seconds_sum ",
                  Seconds(took_microseconds_.load()), "\n",
                  "iamsim_request_duration_seconds_count ", sum, "\n");
  Head("iamsim_open_connections", "gauge", "Connections that are open.", &text);
  absl::StrAppend(&text, "iamsim_open_connections ", connections_.load(), "\n");
  Head("iamsim_reloads_total", "counter", "Reloads of the world.", &text);
  absl::StrAppend(&text, "iamsim_reloads_total{result=\"done\"} ",
                  reloads_.load(), "\niamsim_reloads_total{result=\"failed\"} ",
                  failed_reloads_.load(), "\n");
  return text;
}

}  // namespace iam
