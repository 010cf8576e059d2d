// What loading a snapshot and deciding its requests costs. Without further
// ado on corpus/worlds/acme; with IAM_BENCH_WORLD=DIR on any snapshot that has
// a requests.jsonl.
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "benchmark/benchmark.h"
#include "engine/text/json.h"
#include "iam/world.h"
#include "simulator/request/request_reader.h"
#include "simulator/snapshot/load_world.h"

namespace iam {
namespace {

constexpr size_t kMostRequests = 200000;

std::string WorldDirectory() {
  const char* directory = std::getenv("IAM_BENCH_WORLD");
  return directory != nullptr ? directory
                              : IAM_SOURCE_DIR "/corpus/worlds/acme";
}

World MustLoad() {
  DiskFileReader files;
  Diagnostics diagnostics;
  absl::StatusOr<World> world =
      LoadWorld(WorldDirectory(), files, /*keep_going=*/false, &diagnostics);
  if (!world.ok()) {
    std::cerr << diagnostics.ToString() << world.status() << "\n";
    std::exit(1);
  }
  return *std::move(world);
}

std::vector<Request> MustReadRequests() {
  DiskFileReader files;
  const std::string path = absl::StrCat(WorldDirectory(), "/requests.jsonl");
  const absl::StatusOr<std::string> text = files.ReadFile(path);
  if (!text.ok()) {
    std::cerr << text.status() << "\n";
    std::exit(1);
  }
  std::vector<Request> requests;
  for (const absl::string_view line :
       absl::StrSplit(*text, '\n', absl::SkipEmpty())) {
    if (requests.size() == kMostRequests) break;
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>(path, std::string(line));
    const std::optional<JsonDocument> json = ParseJson(source, &diagnostics);
    std::optional<NamedRequest> named =
        json.has_value()
            ? ReadNamedRequest(json->root(), "", source, &diagnostics)
            : std::nullopt;
    if (!named.has_value()) {
      std::cerr << diagnostics.ToString();
      std::exit(1);
    }
    requests.push_back(std::move(named->request));
  }
  return requests;
}

void BM_LoadWorld(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(MustLoad());
}
BENCHMARK(BM_LoadWorld)->Unit(benchmark::kMillisecond);

void BM_Authorize_World(benchmark::State& state) {
  static const World& world = *new World(MustLoad());
  static const auto& requests = *new std::vector<Request>(MustReadRequests());
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(world.Authorize(requests[next]));
    if (++next == requests.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Authorize_World)->ThreadRange(1, 2);

void BM_Explain_World(benchmark::State& state) {
  static const World& world = *new World(MustLoad());
  static const auto& requests = *new std::vector<Request>(MustReadRequests());
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(world.Explain(requests[next]));
    if (++next == requests.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Explain_World);

}  // namespace
}  // namespace iam

BENCHMARK_MAIN();
