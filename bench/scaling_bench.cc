// What a request costs when the world around it grows: other principals'
// policies, and statements of one policy that do not match. Sizes take turns
// within a pass, and growth is computed pass by pass.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/floor.h"
#include "bench/small_world.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"

namespace iam::bench {
namespace {

constexpr size_t kRequests = 50000;
constexpr size_t kOnePolicyRequests = 5000;
constexpr int kPasses = 5;

// One size of the same thing.
class Size {
 public:
  explicit Size(Workload workload)
      : world_(BuildWorld(SourcesOf(workload))),
        requests_(std::move(workload.requests)),
        floor_(requests_, world_.counts()) {}

  void Measure() {
    engine_.Add(TimeEach(requests_.size(), [this](size_t i) {
      benchmark::DoNotOptimize(world_.Authorize(requests_[i]));
    }));
    base_.Add(TimeEach(requests_.size(), [this](size_t i) {
      benchmark::DoNotOptimize(floor_.Visit(requests_[i]));
    }));
  }

  const Passes& engine() const { return engine_; }
  const Passes& floor() const { return base_; }

 private:
  World world_;
  std::vector<Request> requests_;
  Floor floor_;
  Passes engine_;
  Passes base_;
};

// `factors[i]` is how many times the first size the i-th is. The floor grows,
// too, when its tables outgrow the caches.
void MeasureGrowth(benchmark::State& state, const std::vector<int>& factors,
                   std::vector<std::unique_ptr<Size>> sizes) {
  std::vector<std::vector<double>> growth(sizes.size()), floor(sizes.size());
  for (const auto& size : sizes) size->Measure();  // warms the worlds
  for (auto _ : state) {
    for (size_t i = 0; i < sizes.size(); ++i) {
      sizes[i]->Measure();
      growth[i].push_back(sizes[i]->engine().last_p50() /
                          sizes[0]->engine().last_p50());
      floor[i].push_back(sizes[i]->floor().last_p50() /
                         sizes[0]->floor().last_p50());
    }
    state.SetIterationTime(sizes[0]->engine().last_p50() * 1e-9);
  }
  for (size_t i = 0; i < sizes.size(); ++i) {
    const std::string times = absl::StrCat("x", factors[i]);
    state.counters[absl::StrCat("p50_ns_", times)] = sizes[i]->engine().p50();
    state.counters[absl::StrCat("floor_p50_ns_", times)] =
        sizes[i]->floor().p50();
    if (i == 0) continue;
    state.counters[absl::StrCat("growth_", times)] = MedianOf(growth[i]);
    state.counters[absl::StrCat("floor_growth_", times)] = MedianOf(floor[i]);
  }
}

void BM_Authorize_OtherPrincipals(benchmark::State& state) {
  std::vector<int> factors = {1, 10};
  if (!Quick()) factors.push_back(100);
  std::vector<std::unique_ptr<Size>> sizes;
  for (int factor : factors) {
    sizes.push_back(std::make_unique<Size>(
        GetWorkload(factor == 1 ? "M" : absl::StrCat("M", factor), kRequests)));
  }
  MeasureGrowth(state, factors, std::move(sizes));
}

void BM_Authorize_OtherStatements(benchmark::State& state,
                                  const std::string& shape) {
  constexpr size_t kFewest = 60;
  const std::vector<int> factors = {1, 10, 100};
  std::vector<std::unique_ptr<Size>> sizes;
  for (int factor : factors) {
    sizes.push_back(std::make_unique<Size>(
        MakeOnePolicyWorkload(shape, kFewest * static_cast<size_t>(factor),
                              Quick() ? 2000 : kOnePolicyRequests)));
  }
  MeasureGrowth(state, factors, std::move(sizes));
}

void Register() {
  const int passes = Quick() ? 1 : kPasses;
  benchmark::RegisterBenchmark("BM_Authorize_OtherPrincipals",
                               BM_Authorize_OtherPrincipals)
      ->UseManualTime()
      ->Iterations(passes);
  for (const char* shape : {"actions", "resources", "services"}) {
    benchmark::RegisterBenchmark(
        absl::StrCat("BM_Authorize_OtherStatements_", shape).c_str(),
        BM_Authorize_OtherStatements, std::string(shape))
        ->UseManualTime()
        ->Iterations(passes);
  }
}

}  // namespace
}  // namespace iam::bench

int main(int argc, char** argv) {
  iam::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
