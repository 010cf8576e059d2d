// From JSON texts in memory to a World that answers, how much memory that
// takes, and what compiling one set of policies costs.
#include <malloc.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/reference_world.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"
#include "iam/engine.h"

namespace iam::bench {
namespace {

constexpr int kPasses = 5;
constexpr size_t kCompiledRequests = 200;

// What malloc has handed out and not got back.
size_t HeapInUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// The world's own memory. The sources belong to the user and are made before;
// those that the world keeps, for its explanations, stand in a row of their
// own.
void CountBytes(const Workload& workload, benchmark::State& state) {
  std::vector<SourcePtr> sources = SourcesOf(workload);
  const size_t before = HeapInUse();
  const World world = BuildWorld(sources);
  const size_t after = HeapInUse();
  size_t kept = 0;
  for (const SourcePtr& source : sources) {
    if (source.use_count() > 1) kept += source->text().size();
  }
  const double bytes = static_cast<double>(after) - static_cast<double>(before);
  const auto statements = static_cast<double>(world.counts().statements);
  state.counters["statements"] = statements;
  state.counters["bytes_a_statement"] = bytes / statements;
  state.counters["bytes_a_statement_with_text"] =
      (bytes + static_cast<double>(kept)) / statements;
}

double Seconds(uint64_t ticks) {
  return static_cast<double>(ticks) * NanosecondsPerTick() * 1e-9;
}

void BM_LoadWorld(benchmark::State& state, const std::string& name) {
  const Workload workload = GetWorkload(name, 1);
  std::vector<double> seconds;
  for (auto _ : state) {
    std::vector<std::pair<std::string, std::string>> texts = workload.texts;
    std::vector<SourcePtr> sources;
    World::Builder builder;
    const uint64_t start = Ticks();
    for (auto& [file, text] : texts) {
      sources.push_back(
          std::make_shared<const Source>(std::move(file), std::move(text)));
      if (!builder.Add(sources.back()).ok()) {
        Fail(builder.diagnostics().ToString());
      }
    }
    const absl::StatusOr<World> world = builder.Build();
    seconds.push_back(Seconds(Ticks() - start));
    if (!world.ok()) Fail(builder.diagnostics().ToString());
    state.SetIterationTime(seconds.back());
  }
  state.counters["seconds"] = MedianOf(seconds);
  state.counters["megabytes_a_second"] =
      static_cast<double>(workload.text_bytes()) / 1e6 / MedianOf(seconds);
  CountBytes(workload, state);
}

// All that applies to some requests of the world, one set of policies each.
void BM_Compile(benchmark::State& state, const std::string& name) {
  const Workload workload = GetWorkload(name, kCompiledRequests);
  ReferenceWorld world(SourcesOf(workload));
  std::vector<PolicySet> sets;
  size_t statements = 0;
  for (const Request& request : workload.requests) {
    sets.push_back(world.CaseOf(request).policies);
    for (PolicyType type :
         {PolicyType::kIdentityBased, PolicyType::kPermissionsBoundary,
          PolicyType::kServiceControlPolicy, PolicyType::kResourceBased}) {
      const std::vector<PolicySet::Level>* levels = sets.back().layer(type);
      if (levels == nullptr) continue;
      for (const PolicySet::Level& level : *levels) {
        for (const PolicySet::NamedPolicy& policy : level) {
          statements += policy.policy.statements().size();
        }
      }
    }
  }
  std::vector<double> seconds;
  for (auto _ : state) {
    std::vector<PolicySet> copies = sets;
    const uint64_t start = Ticks();
    for (PolicySet& policies : copies) {
      if (!Engine::Compile(std::move(policies)).ok()) Fail("does not compile");
    }
    seconds.push_back(Seconds(Ticks() - start));
    state.SetIterationTime(seconds.back());
  }
  state.counters["ns_a_statement"] =
      MedianOf(seconds) * 1e9 / static_cast<double>(statements);
}

void Register() {
  for (const char* world : {"S", "M", "L"}) {
    benchmark::RegisterBenchmark(absl::StrCat("BM_LoadWorld_", world).c_str(),
                                 BM_LoadWorld, std::string(world))
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond)
        ->Iterations(Quick() ? 1 : kPasses);
  }
  for (const char* world : {"S", "M"}) {
    benchmark::RegisterBenchmark(absl::StrCat("BM_Compile_", world).c_str(),
                                 BM_Compile, std::string(world))
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond)
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
