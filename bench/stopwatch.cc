#include "bench/stopwatch.h"

#include <algorithm>

namespace iam::bench {
namespace {

uint32_t NthOf(std::vector<uint32_t>* ticks, double share) {
  const auto nth =
      ticks->begin() + static_cast<std::ptrdiff_t>(
                           share * static_cast<double>(ticks->size() - 1));
  std::nth_element(ticks->begin(), nth, ticks->end());
  return *nth;
}

}  // namespace

double NanosecondsPerTick() {
  static const double kNanoseconds = [] {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const uint64_t first = Ticks();
    while (Clock::now() - start < std::chrono::milliseconds(20)) {
    }
    const std::chrono::duration<double, std::nano> elapsed =
        Clock::now() - start;
    return elapsed.count() / static_cast<double>(Ticks() - first);
  }();
  return kNanoseconds;
}

uint64_t TicksOfNothing() {
  static const uint64_t kTicks = [] {
    std::vector<uint32_t> ticks(10001);
    for (uint32_t& tick : ticks) {
      const uint64_t start = Ticks();
      tick = static_cast<uint32_t>(Ticks() - start);
    }
    return NthOf(&ticks, 0.5);
  }();
  return kTicks;
}

Percentiles PercentilesOf(std::vector<uint32_t>* ticks) {
  const auto nanoseconds = [](uint32_t tick) {
    const uint64_t nothing = TicksOfNothing();
    return tick <= nothing
               ? 0.0
               : static_cast<double>(tick - nothing) * NanosecondsPerTick();
  };
  return {nanoseconds(NthOf(ticks, 0.5)), nanoseconds(NthOf(ticks, 0.99))};
}

int PassesOf(double nanoseconds) {
  constexpr double kBudget = 8e9;
  return static_cast<int>(
      std::clamp(kBudget / std::max(nanoseconds, 1.0), 3.0, 11.0));
}

double MedianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle =
      values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace iam::bench
