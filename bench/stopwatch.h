#ifndef IAM_BENCH_STOPWATCH_H_
#define IAM_BENCH_STOPWATCH_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace iam::bench {

// A clock that is cheap to read: the time stamp counter, where there is one.
// Nothing before it is still running and nothing behind it has begun, so that
// neighbouring requests do not hide each other's cost.
inline uint64_t Ticks() {
#if defined(__x86_64__)
  _mm_lfence();
  const uint64_t ticks = __rdtsc();
  _mm_lfence();
  return ticks;
#else
  return static_cast<uint64_t>(
      std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

// Found once, by comparison with the system's clock.
double NanosecondsPerTick();

// What reading Ticks() twice costs by itself.
uint64_t TicksOfNothing();

// In nanoseconds, the cost of the clock subtracted.
struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};

// Of single calls. Takes *ticks apart.
Percentiles PercentilesOf(std::vector<uint32_t>* ticks);

double MedianOf(std::vector<double> values);

// How many passes of that length are made: as many as fit into some seconds,
// eleven at most, three at least.
int PassesOf(double nanoseconds);

// Calls `call(i)` for each i below `count` and times each by itself.
template <typename Call>
Percentiles TimeEach(size_t count, const Call& call) {
  std::vector<uint32_t> ticks(count);
  for (size_t i = 0; i < count; ++i) {
    const uint64_t start = Ticks();
    call(i);
    ticks[i] = static_cast<uint32_t>(Ticks() - start);
  }
  return PercentilesOf(&ticks);
}

// The same timed as a whole: nanoseconds a call.
template <typename Call>
double TimeAll(size_t count, const Call& call) {
  const uint64_t start = Ticks();
  for (size_t i = 0; i < count; ++i) call(i);
  return static_cast<double>(Ticks() - start) * NanosecondsPerTick() /
         static_cast<double>(count);
}

// What several passes measured, pass by pass; the medians are what counts.
class Passes {
 public:
  void Add(const Percentiles& percentiles) {
    p50_.push_back(percentiles.p50);
    p99_.push_back(percentiles.p99);
  }
  double p50() const { return MedianOf(p50_); }
  double p99() const { return MedianOf(p99_); }
  double last_p50() const { return p50_.back(); }

 private:
  std::vector<double> p50_;
  std::vector<double> p99_;
};

}  // namespace iam::bench

#endif  // IAM_BENCH_STOPWATCH_H_
