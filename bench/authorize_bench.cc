// What a decision costs in the worlds S, M and L: a stream of different
// requests, one thread, everything on. The engine, the floor below it and, on a
// sample, the reference evaluator take turns, so that a busy machine is busy
// for all of them; and the reference has to give the same answers.
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/floor.h"
#include "bench/reference_world.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"
#include "tests/reference/reference.h"

namespace iam::bench {
namespace {

constexpr size_t kSample = 2000;  // for the reference evaluator
constexpr size_t kHot = 2000;
constexpr size_t kHotRounds = 20;
constexpr int kReferencePasses = 3;
constexpr size_t kExplanations = 20000;

// A workload made ready, and the sample's cases. One is held at a time: they
// are large.
struct Bench {
  std::string name;
  Workload workload;
  std::unique_ptr<World> world;
  std::unique_ptr<Floor> floor;
  std::vector<ReferenceWorld::Case> sample;  // of every n-th request
  size_t stride = 1;
};

void MakeSample(const std::vector<SourcePtr>& sources, Bench* bench) {
  ReferenceWorld reference(sources);
  const std::vector<Request>& requests = bench->workload.requests;
  bench->stride = std::max<size_t>(1, requests.size() / kSample);
  for (size_t i = 0; i < requests.size(); i += bench->stride) {
    bench->sample.push_back(reference.CaseOf(requests[i]));
  }
}

// Our only check of whole worlds against the reference evaluator.
void CheckSample(const Bench& bench) {
  size_t allowed = 0;
  for (size_t i = 0; i < bench.sample.size(); ++i) {
    const Request& request = bench.workload.requests[i * bench.stride];
    const absl::StatusOr<Decision> decision = bench.world->Authorize(request);
    const ReferenceWorld::Case& made = bench.sample[i];
    const reference::Verdict verdict =
        reference::Decide(made.policies, made.request);
    if (!decision.ok()) Fail(decision.status().ToString());
    if (decision->outcome != verdict.outcome ||
        decision->layer != verdict.layer || decision->level != verdict.level) {
      Fail(absl::StrCat("world ", bench.name, ": ", request.principal, " ",
                        request.action, " ", request.resource, ": engine ",
                        Name(decision->outcome), " by ", Name(decision->layer),
                        "[", decision->level, "], reference ",
                        Name(verdict.outcome), " by ", Name(verdict.layer), "[",
                        verdict.level, "]"));
    }
    if (decision->allowed()) ++allowed;
  }
  std::cerr << "world " << bench.name << ": engine and reference evaluator "
            << "agree on " << bench.sample.size() << " requests, " << allowed
            << " of them allowed\n";
}

const Bench& Get(const std::string& name) {
  static auto& bench = *new Bench;
  if (bench.name == name) return bench;
  bench = Bench();
  bench.name = name;
  bench.workload = GetWorkload(name, StreamLength());
  const std::vector<SourcePtr> sources = SourcesOf(bench.workload);
  bench.workload.texts.clear();
  MakeSample(sources, &bench);
  bench.world = std::make_unique<World>(BuildWorld(sources));
  bench.floor =
      std::make_unique<Floor>(bench.workload.requests, bench.world->counts());
  CheckSample(bench);
  return bench;
}

void BM_Authorize(benchmark::State& state, const std::string& name) {
  const Bench& bench = Get(name);
  const std::vector<Request>& requests = bench.workload.requests;
  const auto decide = [&](size_t i) {
    benchmark::DoNotOptimize(bench.world->Authorize(requests[i]));
  };
  const auto visit = [&](size_t i) {
    benchmark::DoNotOptimize(bench.floor->Visit(requests[i]));
  };
  const auto refer = [&](size_t i) {
    benchmark::DoNotOptimize(
        reference::Decide(bench.sample[i].policies, bench.sample[i].request));
  };
  const size_t hot = std::min(kHot, requests.size());
  const auto decide_hot = [&](size_t i) { decide(i % hot); };
  const auto visit_hot = [&](size_t i) { visit(i % hot); };
  const double stream =  // and this warms the world
      TimeAll(requests.size(), decide) * static_cast<double>(requests.size());
  const int passes = Quick() ? 1 : PassesOf(3 * stream);
  Passes engine, floor, reference, engine_hot, floor_hot;
  std::vector<double> means, floor_means;
  for (int pass = 0; pass < passes; ++pass) {
    engine.Add(TimeEach(requests.size(), decide));
    floor.Add(TimeEach(requests.size(), visit));
    means.push_back(TimeAll(requests.size(), decide));
    floor_means.push_back(TimeAll(requests.size(), visit));
    engine_hot.Add(TimeEach(kHotRounds * hot, decide_hot));
    floor_hot.Add(TimeEach(kHotRounds * hot, visit_hot));
    if (pass < kReferencePasses) {
      reference.Add(TimeEach(bench.sample.size(), refer));
    }
  }
  for (auto _ : state) state.SetIterationTime(MedianOf(means) * 1e-9);
  state.counters["passes"] = passes;
  state.counters["p50_ns"] = engine.p50();
  state.counters["p99_ns"] = engine.p99();
  state.counters["mean_ns"] = MedianOf(means);
  state.counters["hot_p50_ns"] = engine_hot.p50();
  state.counters["floor_p50_ns"] = floor.p50();
  state.counters["floor_p99_ns"] = floor.p99();
  state.counters["floor_mean_ns"] = MedianOf(floor_means);
  state.counters["floor_hot_p50_ns"] = floor_hot.p50();
  state.counters["reference_p50_ns"] = reference.p50();
  state.counters["reference_p99_ns"] = reference.p99();
  state.counters["compared"] = static_cast<double>(bench.sample.size());
}

void BM_Explain(benchmark::State& state, const std::string& name) {
  const Bench& bench = Get(name);
  const std::vector<Request>& requests = bench.workload.requests;
  const size_t count = std::min(kExplanations, requests.size());
  Passes passes;
  for (int pass = 0; pass < (Quick() ? 1 : kReferencePasses); ++pass) {
    passes.Add(TimeEach(count, [&](size_t i) {
      benchmark::DoNotOptimize(bench.world->Explain(requests[i]));
    }));
  }
  for (auto _ : state) state.SetIterationTime(passes.p50() * 1e-9);
  state.counters["p50_ns"] = passes.p50();
  state.counters["p99_ns"] = passes.p99();
}

// Calls `call(i)` for the whole stream, each thread its own part of it. Calls a
// second.
template <typename Call>
double Throughput(size_t threads, size_t count, const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> running;
  for (size_t t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      for (size_t i = count * t / threads; i < count * (t + 1) / threads; ++i) {
        call(i);
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  return static_cast<double>(count) / elapsed.count();
}

void BM_Authorize_Threads(benchmark::State& state, const std::string& name) {
  const Bench& bench = Get(name);
  const std::vector<Request>& requests = bench.workload.requests;
  const auto decide = [&](size_t i) {
    benchmark::DoNotOptimize(bench.world->Authorize(requests[i]));
  };
  const auto visit = [&](size_t i) {
    benchmark::DoNotOptimize(bench.floor->Visit(requests[i]));
  };
  constexpr size_t kThreads[] = {1, 2, 4, 8};
  std::vector<double> per_second[std::size(kThreads)], growth, floor_growth;
  const double stream =
      TimeAll(requests.size(), decide) * static_cast<double>(requests.size());
  const int passes = Quick() ? 1 : PassesOf(3 * stream);
  for (int pass = 0; pass < passes; ++pass) {
    for (size_t k = 0; k < std::size(kThreads); ++k) {
      per_second[k].push_back(Throughput(kThreads[k], requests.size(), decide));
    }
    growth.push_back(per_second[1].back() / per_second[0].back());
    const double alone = Throughput(1, requests.size(), visit);
    floor_growth.push_back(Throughput(2, requests.size(), visit) / alone);
  }
  for (auto _ : state) state.SetIterationTime(1 / MedianOf(per_second[0]));
  for (size_t k = 0; k < std::size(kThreads); ++k) {
    state.counters[absl::StrCat("threads_", kThreads[k], "_per_second")] =
        MedianOf(per_second[k]);
  }
  state.counters["growth_1_to_2"] = MedianOf(growth);
  state.counters["floor_growth_1_to_2"] = MedianOf(floor_growth);
}

void Register() {
  const auto add = [](const std::string& what, auto run, const char* world) {
    benchmark::RegisterBenchmark(absl::StrCat(what, "_", world).c_str(), run,
                                 world)
        ->UseManualTime()
        ->Unit(benchmark::kNanosecond)
        ->Iterations(1);
  };
  for (const char* world : {"S", "M", "L"}) {
    add("BM_Authorize", BM_Authorize, world);
    add("BM_Explain", BM_Explain, world);
  }
  add("BM_Authorize_Threads", BM_Authorize_Threads, "L");
}

}  // namespace
}  // namespace iam::bench

int main(int argc, char** argv) {
  iam::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
