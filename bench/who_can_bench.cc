// Who can do what a request of the stream asks for: the set of principals with
// their verdicts, and the same with the statements named, as a listing has
// them.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"
#include "iam/access_index.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "iam/world.h"

namespace iam::bench {
namespace {

constexpr size_t kQuestions = 2000;
constexpr int kPasses = 5;

// What requests of the stream ask about, without what each one's caller brings
// along. Targeted ones name a resource.
std::vector<Request> Questions(const Workload& workload, bool targeted) {
  std::vector<Request> questions;
  for (const Request& request : workload.requests) {
    if ((request.resource != "*") != targeted) continue;
    Request question;
    question.action = request.action;
    question.resource = request.resource;
    questions.push_back(std::move(question));
    if (questions.size() == kQuestions) break;
  }
  return questions;
}

size_t List(const AccessIndex& index, const Request& question) {
  size_t size = 0;
  for (const Access& access : index.WhoCan(question)) {
    std::string line =
        absl::StrCat(access.principal, " ", Name(access.decision.outcome));
    if (access.decision.statement.has_value()) {
      absl::StrAppend(&line, " ", access.decision.statement->policy->via, " ",
                      ToString(*access.decision.statement), " ",
                      PlaceOf(*access.decision.statement));
    }
    size += line.size();
  }
  return size;
}

void BM_WhoCan(benchmark::State& state, const std::string& name) {
  const Workload workload = GetWorkload(name, StreamLength());
  const World world = BuildWorld(SourcesOf(workload));
  const uint64_t start = Ticks();
  const AccessIndex index(world);
  state.counters["index_ms"] =
      static_cast<double>(Ticks() - start) * NanosecondsPerTick() * 1e-6;
  const std::vector<Request> targeted = Questions(workload, true);
  const std::vector<Request> others = Questions(workload, false);
  double found = 0;
  for (const Request& question : targeted) {
    found += static_cast<double>(index.WhoCan(question).size());
  }
  state.counters["found_mean"] = found / static_cast<double>(targeted.size());
  Passes of_targeted, of_others, listing;
  for (auto _ : state) {
    of_targeted.Add(TimeEach(targeted.size(), [&](size_t i) {
      benchmark::DoNotOptimize(index.WhoCan(targeted[i]));
    }));
    if (!others.empty()) {
      of_others.Add(
          TimeEach(std::min<size_t>(others.size(), 200), [&](size_t i) {
            benchmark::DoNotOptimize(index.WhoCan(others[i]));
          }));
    }
    listing.Add(TimeEach(std::min<size_t>(targeted.size(), 200), [&](size_t i) {
      benchmark::DoNotOptimize(List(index, targeted[i]));
    }));
    state.SetIterationTime(1e-9 * of_targeted.last_p50());
  }
  state.counters["p50_ns"] = of_targeted.p50();
  state.counters["p99_ns"] = of_targeted.p99();
  // Small worlds have no requests on "*".
  if (!others.empty()) {
    state.counters["untargeted_p50_ns"] = of_others.p50();
    state.counters["untargeted_p99_ns"] = of_others.p99();
  }
  state.counters["listing_p50_ns"] = listing.p50();
  state.counters["listing_p99_ns"] = listing.p99();
}

void Register() {
  for (const char* world : {"M", "L"}) {
    benchmark::RegisterBenchmark(absl::StrCat("BM_WhoCan_", world).c_str(),
                                 BM_WhoCan, std::string(world))
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond)
        ->Iterations(Quick() ? 1 : kPasses);
  }
}

}  // namespace
}  // namespace iam::bench

int main(int argc, char** argv) {
  iam::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
