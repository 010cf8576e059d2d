#include "engine/match/pattern_trie.h"

#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/match/slow_glob.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Values of variables 1, 2, …; those beyond have none.
using Values = std::vector<std::string>;

PatternTrie MakeTrie(const std::vector<OwnedGlob>& globs) {
  PatternTrieBuilder builder;
  for (size_t i = 0; i < globs.size(); ++i) {
    builder.Add(globs[i].pieces, static_cast<uint32_t>(i));
  }
  return std::move(builder).Build();
}

std::set<uint32_t> Matches(const PatternTrie& trie, absl::string_view text,
                           const Values& values = {}) {
  std::set<uint32_t> ids;
  trie.Match(
      text,
      [&](uint32_t variable) -> std::optional<absl::string_view> {
        if (variable > values.size()) return std::nullopt;
        return values[variable - 1];
      },
      [&](uint32_t id) {
        ids.insert(id);
        return true;
      });
  return ids;
}

std::set<uint32_t> Matches(const std::vector<std::string>& patterns,
                           absl::string_view text, const Values& values = {}) {
  std::vector<OwnedGlob> globs;
  for (const std::string& pattern : patterns) {
    globs.push_back(MakeGlob(pattern));
  }
  const PatternTrie trie = MakeTrie(globs);
  globs.clear();  // nothing in the trie points into them
  return Matches(trie, text, values);
}

TEST(PatternTrieTest, FindsAllThatMatch) {
  const struct {
    std::vector<std::string> patterns;
    const char* text;
    std::vector<uint32_t> expected;
  } kRows[] = {
      {{}, "", {}},
      {{""}, "", {0}},
      {{""}, "a", {}},
      {{"*"}, "", {0}},
      {{"*", "*"}, "a", {0, 1}},
      {{"a", "ab", "abc", "b"}, "ab", {1}},
      {{"a*", "ab*", "abc*", "b*"}, "ab", {0, 1}},
      {{"ec:Get*", "ec:List*", "ec:*", "ec:GetObject"},
       "ec:GetObject",
       {0, 2, 3}},
      {{"a?c", "a.c", "abc", "a*c", "a+c"}, "abc", {0, 1, 2, 3, 4}},
      {{"a?c", "a.c", "abc", "a*c", "a+c"}, "a:c", {0, 3}},
      {{"a?c", "a.c", "abc", "a*c", "a+c"}, "ac", {3, 4}},
      {{"*b", "*bb", "*ab*", "*a*b*b"}, "aabb", {0, 1, 2, 3}},
      {{"a+", "a:+", "a+:+"}, "a:b", {1, 2}},
      {{"+b:*", "*+b", "+*b"}, "a:b", {1, 2}},
      {{"\xC3\xA9", "\xC3*", "?", "??"}, "\xC3\xA9", {0, 1, 2}},
      {{"*a*a*a*a*b", "*a*a*a*a*"}, "aaaaab", {0, 1}},  // hard ones
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Matches(row.patterns, row.text),
              std::set<uint32_t>(row.expected.begin(), row.expected.end()))
        << row.text;
  }
}

TEST(PatternTrieTest, VariablesAreLiteralText) {
  const std::vector<std::string> patterns = {"home/1/*", "home/2/*", "*1*", "1",
                                             "*a*b*c*d*1"};
  EXPECT_THAT(Matches(patterns, "home/ana/x", {"ana"}), ElementsAre(0, 2));
  EXPECT_THAT(Matches(patterns, "home/ana/x", {"*"}), IsEmpty());
  EXPECT_THAT(Matches(patterns, "home/*/x", {"*"}), ElementsAre(0, 2));
  EXPECT_THAT(Matches(patterns, "home//x", {"", "a:b"}), ElementsAre(0, 2));
  EXPECT_THAT(Matches(patterns, "home/a:b/x", {"", "a:b"}), ElementsAre(1, 2));
  EXPECT_THAT(Matches(patterns, "", {""}), ElementsAre(2, 3));
  EXPECT_THAT(Matches(patterns, "home/ana/x"), IsEmpty());
  EXPECT_THAT(Matches(patterns, "abcdx", {"x"}), ElementsAre(2, 4));
  EXPECT_THAT(Matches(patterns, "abcdx"), IsEmpty());
  EXPECT_THAT(Matches(patterns, "abcdxy", {"xy"}), ElementsAre(2, 4));
  EXPECT_THAT(Matches(patterns, "abcdz", {"x"}), IsEmpty());
}

TEST(PatternTrieTest, StopsWhenTold) {
  const std::vector<OwnedGlob> globs = {MakeGlob("*"), MakeGlob("a*"),
                                        MakeGlob("a"), MakeGlob("*a*a*a*a*")};
  const PatternTrie trie = MakeTrie(globs);
  for (int limit = 1; limit <= 3; ++limit) {
    int found = 0;
    trie.Match(
        "a", [](uint32_t) { return std::nullopt; },
        [&](uint32_t) { return ++found < limit; });
    EXPECT_EQ(found, limit);
  }
}

TEST(PatternTrieTest, IdsMayRepeat) {
  const OwnedGlob a = MakeGlob("a*");
  const OwnedGlob b = MakeGlob("*b");
  PatternTrieBuilder builder;
  builder.Add(a.pieces, 7);
  builder.Add(a.pieces, 8);
  builder.Add(b.pieces, 7);
  const PatternTrie trie = std::move(builder).Build();
  EXPECT_THAT(Matches(trie, "a"), ElementsAre(7, 8));
  EXPECT_THAT(Matches(trie, "b"), ElementsAre(7));
  EXPECT_FALSE(trie.empty());
  EXPECT_TRUE(PatternTrie().empty());
  EXPECT_THAT(Matches(PatternTrie(), ""), IsEmpty());
}

// A text that a pattern matches, as a rule.
std::string TextFor(const OwnedGlob& glob, const Values& values,
                    std::mt19937* random) {
  std::string text;
  for (const GlobPiece& piece : glob.pieces) {
    switch (piece.kind) {
      case GlobPieceKind::kLiteral:
        text.append(piece.data, piece.size);
        break;
      case GlobPieceKind::kVariable:
        if (piece.variable() <= values.size()) {
          text += values[piece.variable() - 1];
        }
        break;
      case GlobPieceKind::kAnyRun:
      case GlobPieceKind::kRunInSegment:
        text += RandomCharacters("abé:", 5, random);
        break;
      default:
        text += (*random)() % 2 == 0 ? "b" : "é";
    }
  }
  return text;
}

// The pieces with the variables' values instead; false if one has none.
bool Substitute(const OwnedGlob& glob, const Values& values,
                std::vector<GlobPiece>* pieces) {
  for (const GlobPiece& piece : glob.pieces) {
    if (piece.kind != GlobPieceKind::kVariable) {
      pieces->push_back(piece);
    } else if (piece.variable() > values.size()) {
      return false;
    } else {
      pieces->push_back(
          {GlobPieceKind::kLiteral, values[piece.variable() - 1]});
    }
  }
  return true;
}

TEST(PatternTrieTest, AgreesWithMatchingOneByOne) {
  std::mt19937 random(20261126);
  int matches = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<OwnedGlob> globs;
    const absl::string_view alphabet = i % 3 == 0   ? "aab*+?."
                                       : i % 3 == 1 ? "abbé:*+?.123"
                                                    : "ab:::*++1";
    for (size_t size = 1 + random() % 20; globs.size() < size;) {
      globs.push_back(MakeGlob(RandomCharacters(alphabet, 9, &random)));
    }
    const PatternTrie trie = MakeTrie(globs);
    for (int j = 0; j < 8; ++j) {
      const Values values = {RandomCharacters("ab*:", 3, &random),
                             RandomCharacters("aé", 2, &random)};
      const std::string text =
          j % 2 == 0 ? RandomCharacters("aabé:", 14, &random)
                     : TextFor(globs[random() % globs.size()], values, &random);
      std::set<uint32_t> expected;
      for (size_t g = 0; g < globs.size(); ++g) {
        std::vector<GlobPiece> pieces;
        if (!Substitute(globs[g], values, &pieces)) continue;
        const bool matched = SlowMatchGlob(pieces, text);
        EXPECT_EQ(MatchGlob(pieces, text), matched) << *globs[g].pattern;
        if (matched) expected.insert(static_cast<uint32_t>(g));
      }
      matches += static_cast<int>(expected.size());
      ASSERT_EQ(Matches(trie, text, values), expected)
          << "text " << text << " seed " << i << " " << j;
    }
  }
  EXPECT_GT(matches, 20000);
}

// More runs open at once than are remembered inline.
TEST(PatternTrieTest, ManyRunsAtOnce) {
  std::vector<OwnedGlob> globs;
  std::string text;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      globs.push_back(MakeGlob(
          absl::StrCat("*", std::string(1, a), "*", std::string(1, b), "*z")));
    }
  }
  for (int i = 0; i < 4; ++i) {
    for (char c = 'a'; c <= 'z'; ++c) text += c;
  }
  EXPECT_EQ(Matches(MakeTrie(globs), text).size(), globs.size());
  EXPECT_THAT(Matches(MakeTrie(globs), text + "!"), IsEmpty());
}

}  // namespace
}  // namespace iam
