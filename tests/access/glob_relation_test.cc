// The two relations against what they say of texts: every short text over an
// alphabet that has a colon.
#include "simulator/access/glob_relation.h"

#include <string>
#include <vector>

#include "engine/match/glob.h"
#include "gtest/gtest.h"
#include "simulator/access/resource_set.h"
#include "tests/differential/random.h"

namespace iam {
namespace {

using differential::Random;

std::vector<std::string> ShortTexts() {
  std::vector<std::string> texts = {""};
  for (size_t begin = 0, length = 0; length < 6; ++length) {
    const size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const char c : {'a', 'b', ':'}) texts.push_back(texts[begin] + c);
    }
  }
  return texts;
}

std::vector<GlobPiece> RandomPieces(const std::string& letters,
                                    Random* random) {
  std::vector<GlobPiece> pieces;
  for (size_t i = random->Between(0, 4); i > 0; --i) {
    switch (random->Below(8)) {
      case 0:
        pieces.emplace_back(GlobPieceKind::kAnyCharacter);
        break;
      case 1:
        pieces.emplace_back(GlobPieceKind::kOneInSegment);
        break;
      case 2:
        pieces.emplace_back(GlobPieceKind::kAnyRun);
        break;
      case 3:
        pieces.emplace_back(GlobPieceKind::kRunInSegment);
        break;
      default:
        pieces.emplace_back(
            GlobPieceKind::kLiteral,
            absl::string_view(letters).substr(random->Below(3), 1));
    }
  }
  return pieces;
}

TEST(GlobRelationTest, AgreesWithMatchingOfShortTexts) {
  const std::vector<std::string> texts = ShortTexts();
  const std::string letters = "ab:";
  size_t contained = 0;
  size_t disjoint = 0;
  for (uint64_t number = 0; number < 3000; ++number) {
    Random random(20261127, number);
    const auto a = RandomPieces(letters, &random);
    const auto b = RandomPieces(letters, &random);
    const bool contains = Contains(SymbolsOf(a), SymbolsOf(b));
    const bool overlaps = Overlaps(SymbolsOf(a), SymbolsOf(b));
    EXPECT_EQ(overlaps, Overlaps(SymbolsOf(b), SymbolsOf(a))) << number;
    bool both = false;
    for (const std::string& text : texts) {
      const bool in_a = MatchGlob(a, text);
      const bool in_b = MatchGlob(b, text);
      both |= in_a && in_b;
      if (contains) {
        EXPECT_TRUE(in_a || !in_b) << number << " " << text;
      }
    }
    // The shortest text that these patterns share is among those at hand.
    EXPECT_EQ(overlaps, both) << number;
    contained += contains ? 1 : 0;
    disjoint += overlaps ? 0 : 1;
  }
  EXPECT_GT(contained, 100u);
  EXPECT_GT(disjoint, 100u);
}

struct Row {
  const char* outer;
  const char* inner;
  bool contains;
  bool overlaps;
};

TEST(GlobRelationTest, Arns) {
  constexpr Row kRows[] = {
      {"*", "arn:aws:s3:::b", true, true},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/home/*", true, true},
      {"arn:aws:s3:::b/home/*", "arn:aws:s3:::b/*", false, true},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b", false, false},
      {"arn:aws:s3:::b*", "arn:aws:s3:::b/*", true, true},
      {"arn:aws:s3:::*/x", "arn:aws:s3:::b/*", false, true},
      {"arn:aws:sqs:*:111122223333:*", "arn:aws:sqs:eu-west-1:111122223333:q",
       true, true},
      {"arn:aws:sqs:eu-?:1:*", "arn:aws:sqs:eu-w:1:q", true, true},
      // '?' stays in its segment.
      {"arn:aws:sqs:eu?1:q", "arn:aws:sqs:eu:1:q", false, false},
      // A '*' that ends its segment may leave it.
      {"arn:aws:sqs:*:q", "arn:aws:sqs:eu:1:q", true, true},
      {"arn:aws:sqs:e*u:1:q", "arn:aws:sqs:e:u:1:q", false, false},
  };
  for (const Row& row : kRows) {
    const GlobSymbols outer = PatternOf(row.outer).symbols;
    const GlobSymbols inner = PatternOf(row.inner).symbols;
    EXPECT_EQ(Contains(outer, inner), row.contains)
        << row.outer << " " << row.inner;
    EXPECT_EQ(Overlaps(outer, inner), row.overlaps)
        << row.outer << " " << row.inner;
  }
}

TEST(GlobRelationTest, AVariableMayBeAnything) {
  const auto with = [](uint32_t number) {
    GlobSymbols symbols = PatternOf("arn:aws:s3:::b/").symbols;
    symbols.push_back({GlobSymbol::Kind::kVariable, number});
    return symbols;
  };
  const GlobSymbols all = PatternOf("arn:aws:s3:::b/*").symbols;
  const GlobSymbols one = PatternOf("arn:aws:s3:::b/x").symbols;
  EXPECT_TRUE(Contains(all, with(1)));
  EXPECT_TRUE(Contains(with(1), with(1)));
  EXPECT_FALSE(Contains(with(1), with(2)));
  EXPECT_FALSE(Contains(with(1), one));
  EXPECT_FALSE(Contains(one, with(1)));
  EXPECT_TRUE(Overlaps(with(1), one));
  EXPECT_TRUE(Overlaps(with(1), with(2)));
  EXPECT_FALSE(Overlaps(with(1), PatternOf("arn:aws:s3:::c/*").symbols));
}

TEST(ResourceSetTest, NarrowsToWhatIsInBoth) {
  ResourceSets sets = {ResourceSet::Of({"arn:aws:s3:::b/*", "arn:aws:s3:::c"})};
  EXPECT_TRUE(Narrow(ResourceSet::Of({"arn:aws:s3:::b/home/*"}), &sets));
  EXPECT_EQ(ToString(sets), "arn:aws:s3:::b/home/*");
  // Neither has the other in it: both have to match.
  EXPECT_TRUE(Narrow(ResourceSet::Of({"arn:aws:s3:::*/x"}), &sets));
  EXPECT_EQ(ToString(sets), "arn:aws:s3:::*/x within arn:aws:s3:::b/home/*");
  EXPECT_FALSE(Narrow(ResourceSet::Of({"arn:aws:s3:::d/*"}), &sets));
}

TEST(ResourceSetTest, NotResource) {
  ResourceSet others = ResourceSet::Of({"arn:aws:s3:::b/*"});
  others.negated = true;
  const ResourceSet all = ResourceSet::All();
  EXPECT_TRUE(Contains(all, others));
  EXPECT_FALSE(Contains(others, all));
  EXPECT_TRUE(Contains(others, ResourceSet::Of({"arn:aws:s3:::c/*"})));
  EXPECT_FALSE(Overlaps(others, ResourceSet::Of({"arn:aws:s3:::b/x"})));
  EXPECT_TRUE(Overlaps(others, ResourceSet::Of({"arn:aws:s3:::*/x"})));
  ResourceSets sets = {all};
  EXPECT_TRUE(Narrow(others, &sets));
  EXPECT_EQ(ToString(sets), "* except arn:aws:s3:::b/*");
  sets = {ResourceSet::Of({"arn:aws:s3:::b/x", "arn:aws:s3:::c"})};
  EXPECT_TRUE(RemoveContained({ResourceSet::Of({"arn:aws:s3:::b/*"})}, &sets));
  EXPECT_EQ(ToString(sets), "arn:aws:s3:::c");
}

}  // namespace
}  // namespace iam
