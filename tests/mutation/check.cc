// The differential test as a mutant meets it: random worlds, both evaluators,
// and an end at the first difference, which nobody wants to see shrunk. Few
// requests a world, since what a mutant breaks is more often in the compiled
// form than in the request.
//
//   iam_mutation_check CASES

#include <cstdint>
#include <iostream>

#include "absl/strings/numbers.h"
#include "tests/differential/compare.h"
#include "tests/differential/make_request.h"
#include "tests/differential/make_world.h"

namespace iam::differential {
namespace {

constexpr uint64_t kSeed = 1;
constexpr uint64_t kRequestsPerWorld = 20;
constexpr uint64_t kMostWorldsPerCase = 2;

bool Agree(uint64_t cases) {
  uint64_t done = 0;
  for (uint64_t world = 0; done < cases; ++world) {
    // A mutant that refuses every world would compare nothing, for ever.
    if (world > kMostWorldsPerCase * cases) return false;
    Random random(kSeed, world);
    const Focus focus = MakeFocus(&random);
    const auto policies = Build(MakeWorld(focus, &random));
    if (!policies) continue;
    const auto engine = Engine::Compile(*policies);
    if (!engine.ok()) continue;
    for (uint64_t i = 0; i < kRequestsPerWorld; ++i, ++done) {
      reference::Verdict verdict;
      const std::string difference =
          Compare(*engine, *policies, MakeRequest(focus, &random), &verdict);
      if (difference.empty()) continue;
      std::cout << "world " << world << ": " << difference << "\n";
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace iam::differential

int main(int argc, char** argv) {
  uint64_t cases = 0;
  if (argc != 2 || !absl::SimpleAtoi(argv[1], &cases)) {
    std::cerr << "usage: iam_mutation_check CASES\n";
    return 2;
  }
  return iam::differential::Agree(cases) ? 0 : 1;
}
