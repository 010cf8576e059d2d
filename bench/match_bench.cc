// What matching costs. One glob: as policies have them, and on inputs an
// attacker would send (the shapes of shared/bench's world P). Twice the pattern
// on twice the text may cost twice as much if all wildcards are '*', else four
// times as much, never more: no backtracking that multiplies. Many patterns at
// once: their number should hardly matter. A request's values: read and
// compared.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "engine/condition/ip_set.h"
#include "engine/condition/values.h"
#include "engine/match/glob.h"
#include "engine/match/pattern_trie.h"

namespace iam {
namespace {

std::string Repeat(const std::string& text, int64_t times) {
  std::string repeated;
  for (int64_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

void Match(benchmark::State& state, const std::vector<GlobPiece>& pieces,
           const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(MatchGlob(pieces, text));
}

// Pattern and text for a text of so many characters; behind a bucket's name.
using Shape = std::pair<std::string, std::string> (*)(int64_t);

void BM_Match_Glob(benchmark::State& state, Shape shape) {
  const auto [tail, text] = shape(state.range(0));
  const std::string pattern = "arn:aws:s3:::bench-path/" + tail;
  std::vector<GlobPiece> pieces;
  AppendGlobPieces(pattern, GlobScope::kWholeText, &pieces);
  Match(state, pieces, "arn:aws:s3:::bench-path/" + text);
}

void Sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(450)->Arg(900)->Arg(1800);
}

#define GLOB_SHAPE(name, tail, text)                        \
  BENCHMARK_CAPTURE(BM_Match_Glob, name, [](int64_t n) {    \
    return std::pair<std::string, std::string>(tail, text); \
  })->Apply(Sizes)

GLOB_SHAPE(abab_miss, "*a*a*a*a*b", Repeat("a", n));
GLOB_SHAPE(abab_hit, "*a*a*a*a*b", Repeat("a", n) + "b");
GLOB_SHAPE(star32_hit, Repeat("*a", 32) + "*b", Repeat("a", n) + "b");
GLOB_SHAPE(star400_miss, Repeat("*a", n * 4 / 9) + "*b", Repeat("a", n));
GLOB_SHAPE(star400_hit, Repeat("*a", n * 4 / 9) + "*b", Repeat("a", n) + "b");
GLOB_SHAPE(quest_miss,
           "*" + Repeat("?", n / 3) + "b*" + Repeat("?", n / 3) + "c",
           Repeat("a", n));
GLOB_SHAPE(quest_hit,
           "*" + Repeat("?", n / 3) + "b*" + Repeat("?", n / 3) + "c",
           Repeat("b", n / 2) + Repeat("c", n / 2));
GLOB_SHAPE(mid_miss,
           "*" + Repeat("a", n / 15) + "b*" + Repeat("a", n / 15) + "c",
           Repeat("a", n));
GLOB_SHAPE(mid_hit,
           "*" + Repeat("a", n / 15) + "b*" + Repeat("a", n / 15) + "c",
           Repeat("a", n * 5 / 9) + "b" + Repeat("a", n / 3) + "c");
GLOB_SHAPE(stars_hit, Repeat("*", n * 5 / 9) + "z", Repeat("a", n) + "z");
// Shapes that searching does not help with.
GLOB_SHAPE(around_miss,
           "*" + Repeat("a", n / 30) + "b" + Repeat("a", n / 30) + "*",
           Repeat("a", n));
GLOB_SHAPE(mixed_miss, "*" + Repeat("a?", n / 4) + "b*", Repeat("a", n));
GLOB_SHAPE(mixed_many_miss, Repeat("*a?a", n / 9) + "b*", Repeat("a", n));

void BM_Match_Arn(benchmark::State& state, const char* head, const char* tail,
                  const char* text) {
  std::vector<GlobPiece> pieces;
  AppendSegmentPieces(head, /*ends_segment=*/true, &pieces);
  AppendGlobPieces(tail, GlobScope::kWholeText, &pieces);
  Match(state, pieces, text);
}
BENCHMARK_CAPTURE(BM_Match_Arn, prefix_hit,
                  "arn:aws:s3:::", "amzn-s3-demo-bucket/*",
                  "arn:aws:s3:::amzn-s3-demo-bucket/2024/06/01/part-00017");
BENCHMARK_CAPTURE(BM_Match_Arn, prefix_miss,
                  "arn:aws:s3:::", "amzn-s3-demo-bucket/*",
                  "arn:aws:s3:::amzn-s3-demo-destination-bucket/part-00017");
BENCHMARK_CAPTURE(BM_Match_Arn, region_hit,
                  "arn:aws:dynamodb:*:111122223333:", "table/x-*",
                  "arn:aws:dynamodb:eu-west-1:111122223333:table/x-orders");
BENCHMARK_CAPTURE(BM_Match_Arn, region_miss,
                  "arn:aws:dynamodb:*:111122223333:", "table/x-*",
                  "arn:aws:dynamodb:eu-west-1:111122223333:table/orders");
BENCHMARK_CAPTURE(BM_Match_Arn, inside_region_hit,
                  "arn:aws:ec2:eu-*-1:111122223333:", "instance/*",
                  "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b2c3d");
BENCHMARK_CAPTURE(BM_Match_Arn, bounded_behind_free_hit,
                  "arn:*:ec2:eu-*-1:111122223333:", "instance/*",
                  "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b2c3d");
BENCHMARK_CAPTURE(BM_Match_Arn, question_mark_hit,
                  "arn:aws:s3:::", "bench-path/7/*/x?",
                  "arn:aws:s3:::bench-path/7/q/x1");

// Many patterns at once. %d stands for the pattern's number, %x for one that
// looks like an identifier.
void BM_Match_Trie(benchmark::State& state, const char* format,
                   const char* text_format) {
  const auto count = static_cast<int>(state.range(0));
  std::vector<std::string> patterns;
  const auto write = [](const char* as, int number) {
    char text[200];
    const bool identifier = std::strstr(as, "07x") != nullptr;
    const auto spread = static_cast<uint32_t>(number) * 2654435761u >> 4;
    std::snprintf(text, sizeof(text), as,
                  identifier ? static_cast<int>(spread) : number);
    return std::string(text);
  };
  for (int i = 0; i < count; ++i) patterns.push_back(write(format, i));
  PatternTrieBuilder builder;
  for (int i = 0; i < count; ++i) {
    std::vector<GlobPiece> pieces;
    AppendGlobPieces(patterns[static_cast<size_t>(i)], GlobScope::kWholeText,
                     &pieces);
    builder.Add(pieces, static_cast<uint32_t>(i));
  }
  const PatternTrie trie = std::move(builder).Build();
  std::vector<std::string> texts;
  constexpr int kTexts = 1024;
  for (int i = 0; i < kTexts; ++i) {
    texts.push_back(write(text_format, i * 769 % count));
  }
  size_t next = 0;
  int found = 0;
  for (auto _ : state) {
    trie.Match(
        texts[next], [](uint32_t) { return std::nullopt; },
        [&](uint32_t) {
          ++found;
          return true;
        });
    next = (next + 1) % kTexts;
  }
  state.counters["found"] =
      benchmark::Counter(found, benchmark::Counter::kAvgIterations);
  state.counters["bytes_a_pattern"] =
      static_cast<double>(trie.memory_bytes()) / count;
}

void Counts(benchmark::internal::Benchmark* bench) {
  bench->Arg(10)->Arg(130)->Arg(1000)->Arg(10000);
}
BENCHMARK_CAPTURE(BM_Match_Trie, vpc_hit, "vpc-%07x*", "vpc-%07xf")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, vpc_miss, "vpc-%07x*", "vpc-none-%07x")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, topic_hit,
                  "arn:aws:sns:*:111122223333:topic-%d-*",
                  "arn:aws:sns:eu-west-1:111122223333:topic-%d-x")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, topic_miss,
                  "arn:aws:sns:*:111122223333:topic-%d-*",
                  "arn:aws:sns:eu-west-1:111122223333:nothing-%d")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, object_hit, "arn:aws:s3:::bench-path/%d/*/x?",
                  "arn:aws:s3:::bench-path/%d/q/x1")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, object_miss, "arn:aws:s3:::bench-path/%d/*/x?",
                  "arn:aws:s3:::bench-path/%dq/q/x1")
    ->Apply(Counts);
BENCHMARK_CAPTURE(BM_Match_Trie, suffix_hit, "*-%d.example.com",
                  "a-host-%d.example.com")
    ->Apply(Counts);

template <typename T>
void ReadValues(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    absl::string_view read = text;
    benchmark::DoNotOptimize(read);
    benchmark::DoNotOptimize(T::Parse(read));
  }
}
void BM_Read_Number(benchmark::State& state, const char* text) {
  ReadValues<Decimal>(state, text);
}
BENCHMARK_CAPTURE(BM_Read_Number, short, "8443");
BENCHMARK_CAPTURE(BM_Read_Number, fraction, "3.14159");
BENCHMARK_CAPTURE(BM_Read_Number, long, "123456789012345678");
void BM_Read_Date(benchmark::State& state, const char* text) {
  ReadValues<Instant>(state, text);
}
BENCHMARK_CAPTURE(BM_Read_Date, date, "2024-06-01T12:00:00Z");
BENCHMARK_CAPTURE(BM_Read_Date, epoch, "1717243200");
void BM_Read_Address(benchmark::State& state, const char* text) {
  ReadValues<IpBlock>(state, text);
}
BENCHMARK_CAPTURE(BM_Read_Address, v4, "203.0.113.70");
BENCHMARK_CAPTURE(BM_Read_Address, v6, "2001:db8::1");

void BM_Match_IpSet(benchmark::State& state) {
  std::vector<IpBlock> blocks;
  for (int64_t i = 0; i < state.range(0); ++i) {
    blocks.push_back(
        *IpBlock::Parse(absl::StrCat("10.", i / 256, ".", i % 256, ".0/25")));
  }
  const IpSet set(blocks);
  std::vector<IpBlock> addresses;
  constexpr int kAddresses = 1024;
  for (int i = 0; i < kAddresses; ++i) {
    addresses.push_back(*IpBlock::ParseAddress(
        absl::StrCat("10.", i * 37 % 40, ".", i * 91 % 256, ".20")));
  }
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(set.Contains(addresses[next]));
    next = (next + 1) % kAddresses;
  }
}
BENCHMARK(BM_Match_IpSet)->Arg(1)->Arg(5)->Arg(10000);

void BM_Match_IgnoringCase(benchmark::State& state) {
  const std::string a = "Some-Tag-Value/With Case 17";
  const std::string b = "some-tag-value/with case 17";
  for (auto _ : state) benchmark::DoNotOptimize(EqualFolded(a, b));
}
BENCHMARK(BM_Match_IgnoringCase);

}  // namespace
}  // namespace iam

BENCHMARK_MAIN();
