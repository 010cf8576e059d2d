#include "simulator/access/action_patterns.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/match/action_set.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/catalog/catalog.h"
#include "tests/differential/random.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Wanted = FoldedAction::Wanted;

constexpr Wanted kYes = Wanted::kYes;
constexpr Wanted kNo = Wanted::kNo;
constexpr Wanted kEither = Wanted::kEither;

TEST(FoldActionsTest, UsesPrefixesOfWholeWords) {
  const ActionPatterns folded = FoldActions({{"DeleteThing", kNo},
                                             {"GetThing", kYes},
                                             {"GetThings", kYes},
                                             {"ListThings", kYes},
                                             {"PutThing", kNo}});
  EXPECT_THAT(folded.patterns, ElementsAre("Get*", "ListThings"));
  EXPECT_THAT(folded.except, IsEmpty());
}

TEST(FoldActionsTest, TheShortestPrefixWithoutAnUnwantedAction) {
  const ActionPatterns folded = FoldActions({{"GetBucketAcl", kYes},
                                             {"GetBucketPolicy", kYes},
                                             {"GetObject", kNo},
                                             {"GetObjectAcl", kYes}});
  EXPECT_THAT(folded.patterns, ElementsAre("GetBucket*", "GetObjectAcl"));
}

TEST(FoldActionsTest, WhatDoesNotMatterMakesPatternsShorter) {
  const ActionPatterns folded =
      FoldActions({{"GetA", kYes}, {"GetB", kEither}, {"GetC", kYes}});
  EXPECT_THAT(folded.patterns, ElementsAre("*"));
}

TEST(FoldActionsTest, AllButAFew) {
  std::vector<FoldedAction> actions;
  for (const char* name : {"Add", "Buy", "Cut", "Dig", "Eat"}) {
    actions.push_back({name, name[0] == 'C' ? kNo : kYes});
  }
  const ActionPatterns folded = FoldActions(actions);
  EXPECT_THAT(folded.patterns, ElementsAre("*"));
  EXPECT_THAT(folded.except, ElementsAre("Cut"));
}

// Whatever is wanted of a real service, the patterns match that and nothing
// else that is not.
TEST(FoldActionsTest, MatchesWhatIsWanted) {
  for (const char* prefix : {"s3", "ec2", "iam", "logs"}) {
    const CatalogService* service = Catalog::Get().FindService(prefix);
    for (uint64_t number = 0; number < 40; ++number) {
      differential::Random random(7, number);
      std::vector<FoldedAction> actions;
      // Neighbours mostly want the same, as in policies.
      Wanted wanted = kNo;
      for (const CatalogAction& action : service->actions) {
        if (random.Percent(15)) {
          wanted = static_cast<Wanted>(random.Below(3));
        }
        actions.push_back({action.name, wanted});
      }
      const ActionPatterns folded = FoldActions(actions);
      std::vector<std::string> texts;
      for (const std::string& pattern : folded.patterns) {
        texts.push_back(absl::StrCat(prefix, ":", pattern));
      }
      const ActionSet set(
          std::vector<absl::string_view>(texts.begin(), texts.end()));
      for (const FoldedAction& action : actions) {
        if (action.wanted == kEither) continue;
        const std::string text = absl::StrCat(prefix, ":", action.name);
        const bool excepted =
            std::find(folded.except.begin(), folded.except.end(),
                      action.name) != folded.except.end();
        EXPECT_EQ(set.Matches(RequestAction(text)) && !excepted,
                  action.wanted == kYes)
            << text << " " << number;
      }
    }
  }
}

}  // namespace
}  // namespace iam
