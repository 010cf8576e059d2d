// Holds the engine against the reference evaluator: random policy sets, random
// requests, equal verdicts and reasons. The first difference is shrunk and
// printed as a case for corpus/decisions.
//
//   iam_differential --cases 200000 --seed 1

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/differential/compare.h"
#include "tests/differential/make_request.h"
#include "tests/differential/make_world.h"
#include "tests/differential/shrink.h"

namespace iam::differential {
namespace {

constexpr size_t kRequestsPerWorld = 100;

struct Options {
  uint64_t cases = 200000;
  uint64_t seed = 1;
};

std::optional<Options> ReadOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string flag = argv[i];
    uint64_t* value = flag == "--cases"  ? &options.cases
                      : flag == "--seed" ? &options.seed
                                         : nullptr;
    if (value == nullptr || i + 1 == argc ||
        !absl::SimpleAtoi(argv[i + 1], value)) {
      return std::nullopt;
    }
  }
  return options;
}

// What was compared, to tell whether the worlds are worth it.
struct Tally {
  uint64_t cases = 0;
  uint64_t worlds = 0;
  uint64_t refused = 0;
  std::map<std::string, uint64_t> answers;
};

void Print(const Tally& tally, double seconds) {
  const double rate = static_cast<double>(tally.cases) / seconds;
  std::cout << tally.cases << " cases in " << tally.worlds << " worlds agree ("
            << tally.refused << " worlds refused), "
            << static_cast<uint64_t>(rate) << " cases/s\n";
  for (const auto& [answer, count] : tally.answers) {
    std::cout << "  " << count << "  " << answer << "\n";
  }
}

// What differs for this failure; empty if it does not fail.
std::string Difference(const Failure& failure, reference::Verdict* verdict) {
  const auto policies = Build(failure.world);
  if (!policies) return "";
  const auto engine = Engine::Compile(*policies);
  if (!engine.ok()) return "";
  return Compare(*engine, *policies, failure.request, verdict);
}

void Report(const Failure& failure, uint64_t world) {
  reference::Verdict verdict;
  const Failure smallest = Shrink(failure, [](const Failure& smaller) {
    reference::Verdict ignored;
    return !Difference(smaller, &ignored).empty();
  });
  const std::string difference = Difference(smallest, &verdict);
  std::cout << "world " << world << ": the evaluators differ.\n"
            << difference << "\n\nAs a case, with the reference's answer:\n"
            << ToCase(smallest.world, smallest.request, ToCaseMembers(verdict))
            << "\n";
}

// False if a request of this world was answered differently.
bool CheckWorld(const Options& options, uint64_t number, Tally* tally) {
  Random random(options.seed, number);
  const Focus focus = MakeFocus(&random);
  const WorldSpec world = MakeWorld(focus, &random);
  const auto policies = Build(world);
  if (!policies) {
    ++tally->refused;
    return true;
  }
  const auto engine = Engine::Compile(*policies);
  if (!engine.ok()) {
    ++tally->refused;
    return true;
  }
  ++tally->worlds;
  for (size_t i = 0; i < kRequestsPerWorld && tally->cases < options.cases;
       ++i, ++tally->cases) {
    const Request request = MakeRequest(focus, &random);
    reference::Verdict verdict;
    if (!Compare(*engine, *policies, request, &verdict).empty()) {
      Report({world, request}, number);
      return false;
    }
    ++tally->answers[absl::StrCat(Name(verdict.outcome), " by ",
                                  Name(verdict.layer))];
  }
  return true;
}

int Run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  Tally tally;
  for (uint64_t world = 0; tally.cases < options.cases; ++world) {
    if (!CheckWorld(options, world, &tally)) return 1;
    // A generator that IAM refuses would compare nothing, for ever.
    if (tally.refused > 1000 && tally.refused > tally.worlds) {
      std::cout << "most worlds are refused: nothing is compared\n";
      return 1;
    }
  }
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  Print(tally, elapsed.count());
  return 0;
}

}  // namespace
}  // namespace iam::differential

int main(int argc, char** argv) {
  const auto options = iam::differential::ReadOptions(argc, argv);
  if (!options) {
    std::cerr << "usage: iam_differential [--cases N] [--seed S]\n";
    return 2;
  }
  return iam::differential::Run(*options);
}
