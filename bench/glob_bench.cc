// What one glob costs on inputs an attacker would send. Twice the pattern on
// twice the text may cost four times as much, never more: no backtracking that
// multiplies.
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "engine/match/glob.h"

namespace iam {
namespace {

void Match(benchmark::State& state, const std::string& pattern,
           const std::string& text) {
  std::vector<GlobPiece> pieces;
  AppendGlobPieces(pattern, GlobScope::kWholeText, &pieces);
  for (auto _ : state) benchmark::DoNotOptimize(MatchGlob(pieces, text));
}

std::string Repeat(const std::string& text, int64_t times) {
  std::string repeated;
  for (int64_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

void BM_Match_Stars(benchmark::State& state) {
  Match(state, Repeat("*a", state.range(0) / 2) + "*b",
        Repeat("a", state.range(0)));
}
BENCHMARK(BM_Match_Stars)->Arg(450)->Arg(900)->Arg(1800);

void BM_Match_LongRuns(benchmark::State& state) {
  const std::string run = Repeat("a", state.range(0) / 15);
  Match(state, "*" + run + "b*" + run + "c", Repeat("a", state.range(0)));
}
BENCHMARK(BM_Match_LongRuns)->Arg(450)->Arg(900)->Arg(1800);

void BM_Match_QuestionMarks(benchmark::State& state) {
  const std::string marks = Repeat("?", state.range(0) / 3);
  Match(state, "*" + marks + "b*" + marks + "c", Repeat("a", state.range(0)));
}
BENCHMARK(BM_Match_QuestionMarks)->Arg(450)->Arg(900)->Arg(1800);

void BM_Match_Prefix(benchmark::State& state) {
  Match(state, "arn:aws:s3:::amzn-s3-demo-bucket/*",
        "arn:aws:s3:::amzn-s3-demo-bucket/2024/06/01/part-00017.parquet");
}
BENCHMARK(BM_Match_Prefix);

}  // namespace
}  // namespace iam

BENCHMARK_MAIN();
