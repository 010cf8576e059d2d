#include "engine/match/glob.h"

#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "re2/re2.h"
#include "tests/match/slow_glob.h"

namespace iam {
namespace {

bool Matches(absl::string_view pattern, absl::string_view text,
             GlobScope scope = GlobScope::kWholeText) {
  std::vector<GlobPiece> pieces;
  AppendGlobPieces(pattern, scope, &pieces);
  return MatchGlob(pieces, text);
}

bool SegmentsMatch(absl::string_view pattern, absl::string_view text,
                   bool ends_segment = true) {
  std::vector<GlobPiece> pieces;
  AppendSegmentPieces(pattern, ends_segment, &pieces);
  return MatchGlob(pieces, text);
}

TEST(GlobTest, WholeText) {
  const struct {
    const char* pattern;
    const char* text;
    bool expected;
  } kRows[] = {
      {"", "", true},
      {"", "a", false},
      {"a", "", false},
      {"a", "a", true},
      {"a", "A", false},  // callers fold case
      {"a", "ab", false},
      {"a", "ba", false},
      {"*", "", true},
      {"*", "a:/b\n", true},
      {"?", "", false},  // unlike '*'
      {"?", "a", true},
      {"?", ":", true},
      {"?", "ab", false},
      {"?", "\xC3\xA9", true},  // one character, two bytes
      {"??", "\xC3\xA9", false},
      {"?", "\xF0\x9F\x98\x80", true},
      {"a*", "a", true},
      {"*a", "ba", true},
      {"*a", "ab", false},
      {"a*c", "abc", true},
      {"a*c", "ac", true},
      {"a*c", "abcd", false},
      {"*ab", "aab", true},  // the run has to give one 'a' back
      {"*aab*", "aaaab", true},
      {"a*b*c", "a-b-b-c", true},
      {"a*b*c", "a-c-b", false},
      {"a*b?c", "abbxc", true},
      {"a*b?c", "abxbc", false},
      {"**", "", true},
      {"a**b", "ab", true},
      {"*?", "", false},
      {"*?", "a", true},
      {"?*?", "a", false},
      {"?*?", "ab", true},
      {"*\xC3\xA9*", "caf\xC3\xA9s", true},
      {"[a]", "a", false},  // nothing else is special
      {"[a]", "[a]", true},
      {"\\*", "\\x", true},
      {"a.c", "abc", false},
      {"bucket/*/test/*", "bucket/1/2/test/3/object.jpg", true},
      {"bucket/*/test/*", "bucket//test/object.jpg", true},
      {"bucket/*/test/*", "bucket/1/test/", true},
      {"bucket/*/test/*", "bucket/1-test/object.jpg", false},
      {"bucket/*/test/*", "bucket/test/object.jpg", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Matches(row.pattern, row.text), row.expected)
        << row.pattern << " on " << row.text;
  }
}

TEST(GlobTest, TextIsNoPattern) {
  EXPECT_FALSE(Matches("a", "*"));
  EXPECT_FALSE(Matches("a", "?"));
  EXPECT_TRUE(Matches("?", "*"));
}

TEST(GlobTest, OneSegment) {
  const struct {
    const char* pattern;
    const char* text;
    bool expected;
  } kRows[] = {
      {"*", "", true},      {"*", "a", true},          {"*", "a:b", false},
      {"*", ":", false},    {"?", ":", false},         {"?", "/", true},
      {"a:*", "a:b", true}, {"*:*", "a:b", true},      {"*:*", "a:b:c", false},
      {"*:*", ":", true},   {"*b:*", "ab:b:c", false}, {"a*:b", "a:b", true},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Matches(row.pattern, row.text, GlobScope::kSegment), row.expected)
        << row.pattern << " on " << row.text;
  }
}

// "IAM JSON policy elements: Resource": a '*' at the end of a segment can
// expand beyond the colon, one inside of it cannot.
TEST(GlobTest, SegmentsOfAnArn) {
  const struct {
    const char* pattern;
    const char* text;
    bool expected;
  } kRows[] = {
      {"arn:aws:s3:*", "arn:aws:s3:::amzn-s3-demo-bucket", true},
      {"arn:aws:dynamodb:*:table/t",
       "arn:aws:dynamodb:us-east-1:111122223333:table/t", true},
      {"arn:aws:dynamodb:us-*:table/t",
       "arn:aws:dynamodb:us-east-1:111122223333:table/t", true},
      {"arn:aws:dynamodb:us-*-1:table/t",
       "arn:aws:dynamodb:us-east-1:111122223333:table/t", false},
      {"us-*-1:x", "us-east-1:x", true},
      {"us-*-1:x", "us-a:b-1:x", false},
      {"?s:x", "us:x", true},
      {"?:x", "::x", false},
      {"*:", ":", true},
      {"*:", "a:b:", true},
      {"*:*:*", "::", true},
      {"*:*:*", ":", false},
      // A bounded run behind a free one.
      {"*:x*y:z", "a:b:xay:z", true},
      {"*:x*y:z", "a:xb:y:z", false},
      {"*:x*y:z", "a:xb:cy:xy:z", true},
      {"a*:b*c:*", "a:b:bc:d", true},
      {"a*:b*c:*", "a:bxxd:c:d", false},
      {"*:*?:*", "a:b:c", true},
      {"*:a*b", "x:a:b", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(SegmentsMatch(row.pattern, row.text), row.expected)
        << row.pattern << " on " << row.text;
  }
}

TEST(GlobTest, LastRunStaysInAnOpenSegment) {
  EXPECT_TRUE(SegmentsMatch("aws:s*", "aws:s3:::b", /*ends_segment=*/true));
  EXPECT_FALSE(SegmentsMatch("aws:s*", "aws:s3:::b", /*ends_segment=*/false));
  EXPECT_TRUE(SegmentsMatch("aws:s*", "aws:s3", /*ends_segment=*/false));
}

// A run may stand at the end of one append and the begin of the next.
TEST(GlobTest, AppendsToWhatIsThere) {
  const std::string head = "arn:*:a*";
  const std::string tail = "*b?";
  std::vector<GlobPiece> pieces;
  AppendGlobPieces(head, GlobScope::kSegment, &pieces);
  AppendGlobPieces(tail, GlobScope::kWholeText, &pieces);
  EXPECT_TRUE(MatchGlob(pieces, "arn:x:a:b:"));
  EXPECT_FALSE(MatchGlob(pieces, "arn:x:y:ab:"));
  EXPECT_TRUE(MatchGlob({}, ""));
  EXPECT_FALSE(MatchGlob({}, "a"));
}

// As a regular expression; `one` is what '?' reads as.
std::string ToRegex(absl::string_view pattern, absl::string_view one) {
  std::string regex;
  for (const char c : pattern) {
    if (c == '*' || c == '?') {
      regex.append(one.data(), one.size());
      if (c == '*') regex += "*";
    } else {
      regex += RE2::QuoteMeta(re2::StringPiece(&c, 1));
    }
  }
  return regex;
}

// As a regular expression that lets a run at the end of its segment go on.
std::string SegmentsToRegex(absl::string_view pattern) {
  std::string regex;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool ends = i + 1 == pattern.size() || pattern[i + 1] == ':';
    regex +=
        ToRegex(pattern.substr(i, 1), pattern[i] == '*' && ends ? "." : "[^:]");
  }
  return regex;
}

std::string RandomText(absl::string_view alphabet, size_t max_length,
                       std::mt19937* random) {
  std::string text((*random)() % (max_length + 1), ' ');
  for (char& c : text) c = alphabet[(*random)() % alphabet.size()];
  return text;
}

TEST(GlobTest, AgreesWithRe2) {
  constexpr int kPatterns = 1500;
  constexpr int kTexts = 20;
  std::mt19937 random(20261124);
  RE2::Options options;
  options.set_dot_nl(true);
  int matches = 0;
  for (int i = 0; i < kPatterns; ++i) {
    const std::string pattern = RandomText("aab:**?", 10, &random);
    const RE2 whole(ToRegex(pattern, "."), options);
    const RE2 segment(ToRegex(pattern, "[^:]"), options);
    const RE2 segments(SegmentsToRegex(pattern), options);
    for (int j = 0; j < kTexts; ++j) {
      const std::string text = RandomText("aab:", 12, &random);
      const bool expected = RE2::FullMatch(text, whole);
      matches += expected;
      EXPECT_EQ(Matches(pattern, text), expected) << pattern << " on " << text;
      EXPECT_EQ(Matches(pattern, text, GlobScope::kSegment),
                RE2::FullMatch(text, segment))
          << pattern << " in a segment on " << text;
      EXPECT_EQ(SegmentsMatch(pattern, text), RE2::FullMatch(text, segments))
          << pattern << " in segments on " << text;
    }
  }
  EXPECT_GT(matches, kPatterns);  // the texts are no waste of time
}

// All kinds of wildcards in any order, on texts of many words.
TEST(GlobTest, AgreesWithASlowMatcher) {
  std::mt19937 random(20261126);
  int matches = 0;
  for (int i = 0; i < 30000; ++i) {
    const bool ascii = random() % 2 == 0;
    const OwnedGlob glob = MakeGlob(
        RandomCharacters(ascii ? "aaaab:*?+.*?+" : "aaé:*?+.", 10, &random));
    std::string text;
    const size_t max_length = random() % 8 == 0 ? 300 : 20;
    if (random() % 2 == 0) {
      text = RandomCharacters(ascii ? "aab:" : "aaé:", max_length, &random);
    } else {  // the pattern's own text, hence rather a match
      for (const GlobPiece& piece : glob.pieces) {
        if (piece.kind == GlobPieceKind::kLiteral) {
          text.append(piece.data, piece.size);
        } else {
          const bool run = piece.kind == GlobPieceKind::kAnyRun ||
                           piece.kind == GlobPieceKind::kRunInSegment;
          text += run ? RandomCharacters("ab", max_length / 4, &random) : "a";
        }
      }
    }
    const bool expected = SlowMatchGlob(glob.pieces, text);
    matches += expected;
    EXPECT_EQ(MatchGlob(glob.pieces, text), expected)
        << *glob.pattern << " on " << text;
  }
  EXPECT_GT(matches, 5000);
}

TEST(GlobTest, VariablesMatchNothing) {
  EXPECT_FALSE(MatchGlob({GlobPiece::Variable(1)}, ""));
  EXPECT_FALSE(MatchGlob(MakeGlob("*1*").pieces, "a"));
  EXPECT_FALSE(MatchGlob(MakeGlob("*?a1b*").pieces, "aaab"));
}

// What an attacker would send. Each of these takes years if it backtracks.
TEST(GlobTest, IsNeverSlow) {
  const std::string a900(900, 'a');
  std::string many_runs, many_pairs, many_ones, bounded;
  for (int i = 0; i < 500; ++i) {
    many_runs += "*";
    many_pairs += "*a";
    many_ones += "*?";
    bounded += "*a*:";
  }
  const struct {
    std::string pattern;
    bool expected;
  } kRows[] = {
      {"*a*a*a*b", false},
      {many_runs, true},
      {many_runs + "b", false},
      {many_pairs, true},  // 500 of 900
      {many_pairs + "b", false},
      {many_ones, true},
      {many_ones + "b", false},
      {"*" + std::string(450, 'a') + "b", false},
      {"*" + std::string(450, 'a') + "*" + std::string(449, 'a') + "b", false},
  };
  const std::clock_t begin = std::clock();
  for (const auto& row : kRows) {
    EXPECT_EQ(Matches(row.pattern, a900), row.expected) << row.pattern;
    EXPECT_EQ(SegmentsMatch(row.pattern, a900), row.expected) << row.pattern;
  }
  std::string colons;
  for (int i = 0; i < 450; ++i) colons += "a:";
  EXPECT_FALSE(SegmentsMatch(bounded + "b", colons));
  EXPECT_FALSE(SegmentsMatch("*:" + bounded + "b", colons));
  EXPECT_LT(std::clock() - begin, 5 * CLOCKS_PER_SEC);  // far less, really
}

}  // namespace
}  // namespace iam
