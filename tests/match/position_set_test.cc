#include "engine/match/position_set.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<size_t> Places(const PositionSet& set, size_t size) {
  std::vector<size_t> places;
  for (size_t place = 0; place <= size; ++place) {
    if (set.Contains(place)) places.push_back(place);
  }
  EXPECT_EQ(set.First(), places.empty() ? PositionSet::kNone : places[0]);
  return places;
}

TEST(PositionSetTest, Takes) {
  const std::string text = "ab:ab";
  PositionSet set(text);
  EXPECT_THAT(Places(set, 5), IsEmpty());
  set.SetFrom(0);
  EXPECT_THAT(Places(set, 5), ElementsAre(0, 1, 2, 3, 4, 5));
  set.TakeLiteral("a");
  EXPECT_THAT(Places(set, 5), ElementsAre(1, 4));
  set.RunInSegment();
  EXPECT_THAT(Places(set, 5), ElementsAre(1, 2, 4, 5));
  set.TakeOneInSegment();
  EXPECT_THAT(Places(set, 5), ElementsAre(2, 5));
  set.TakeCharacters(1);
  EXPECT_THAT(Places(set, 5), ElementsAre(3));
  set.TakeLiteral("ax");
  EXPECT_THAT(Places(set, 5), IsEmpty());
  set.SetOnly(2);
  set.TakeCharacters(3);
  EXPECT_THAT(Places(set, 5), ElementsAre(5));
  set.TakeCharacters(1);
  EXPECT_THAT(Places(set, 5), IsEmpty());
}

TEST(PositionSetTest, CharactersAreNotBytes) {
  const std::string text = "\xC3\xA9:\xF0\x9F\x98\x80";
  PositionSet set(text);
  set.SetFrom(0);
  EXPECT_THAT(Places(set, 7), ElementsAre(0, 2, 3, 7));
  set.TakeCharacters(2);
  EXPECT_THAT(Places(set, 7), ElementsAre(3, 7));
  set.SetOnly(0);
  set.RunInSegment();
  EXPECT_THAT(Places(set, 7), ElementsAre(0, 2));
  set.TakeLiteral(":\xF0\x9F\x98\x80");
  EXPECT_THAT(Places(set, 7), ElementsAre(7));
}

// Around the ends of words, inline and not.
TEST(PositionSetTest, TextsOfAnyLength) {
  for (const size_t size :
       {0u, 1u, 63u, 64u, 65u, 127u, 128u, 2047u, 2048u, 5000u}) {
    const std::string text(size, 'a');
    PositionSet set(text);
    for (const size_t count : {size_t{0}, size_t{1}, size / 2, size}) {
      if (count > size) continue;
      set.SetOnly(0);
      set.TakeCharacters(count);
      EXPECT_EQ(set.First(), count);
      set.SetFrom(0);
      set.TakeLiteral(text.substr(0, count));
      EXPECT_EQ(set.First(), count);
      EXPECT_TRUE(set.Contains(size));
      set.SetOnly(count);
      set.RunInSegment();
      EXPECT_EQ(set.First(), count);
      EXPECT_TRUE(set.Contains(size));
    }
    set.TakeCharacters(size + 1);
    EXPECT_EQ(set.First(), PositionSet::kNone);
  }
}

}  // namespace
}  // namespace iam
