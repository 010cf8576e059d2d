#include "engine/match/action_set.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

bool Matches(const std::vector<absl::string_view>& entries,
             absl::string_view action) {
  return ActionSet(entries).Matches(RequestAction(action));
}

TEST(ActionSetTest, OneEntry) {
  const struct {
    const char* entry;
    const char* action;
    bool expected;
  } kRows[] = {
      {"s3:GetObject", "s3:GetObject", true},
      {"S3:getobject", "s3:GetObject", true},
      {"s3:GetObject", "S3:GETOBJECT", true},
      {"s3:GetObject", "s3:GetObjectAcl", false},
      {"s3:Get", "s3:GetObject", false},
      {"s3:Get*", "s3:GetObject", true},
      {"s3:*Object", "s3:GetObject", true},
      {"s3:G*O*t", "s3:GetObject", true},
      {"s3:*", "s3:GetObject", true},
      {"s3:?etObject", "s3:GetObject", true},
      {"s3:?GetObject", "s3:GetObject", false},
      {"s3:GetObjec?", "s3:GetObject", true},
      {"s3:Get?", "s3:GetObject", false},
      {"ec2:*", "s3:GetObject", false},
      {"*", "s3:GetObject", true},
      {"*:*", "s3:GetObject", true},
      {"**", "s3:GetObject", false},  // no colon: malformed
      // Wildcards stand behind the colon only.
      {"s*:GetObject", "s3:GetObject", false},
      {"*:GetObject", "s3:GetObject", false},
      {"?3:GetObject", "s3:GetObject", false},
      // Malformed entries match nothing.
      {"", "s3:GetObject", false},
      {"s3", "s3:GetObject", false},
      {"s3:", "s3:GetObject", false},
      {"s3:Get:Object", "s3:Get:Object", false},
      {"s3:Get Object", "s3:GetObject", false},
      {" s3:GetObject", "s3:GetObject", false},
      // "Variables and tags": none in Action.
      {"s3:${*}", "s3:GetObject", false},
      {"s3:${*}", "s3:${x}", true},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Matches({row.entry}, row.action), row.expected)
        << row.entry << " on " << row.action;
  }
}

TEST(ActionSetTest, OneOfSeveralIsEnough) {
  EXPECT_TRUE(Matches({"ec2:*", "s3:Get*"}, "s3:GetObject"));
  EXPECT_FALSE(Matches({"ec2:*", "s3:Get*"}, "s3:PutObject"));
  EXPECT_TRUE(Matches({"s3:", "bad", "s3:GetObject"}, "s3:GetObject"));
  EXPECT_TRUE(Matches({"bad", "*"}, "s3:GetObject"));
}

TEST(ActionSetTest, NoEntriesMatchNothing) {
  EXPECT_FALSE(Matches({}, "s3:GetObject"));
}

TEST(ActionSetTest, OnlyTheStarMatchesARequestWithoutService) {
  EXPECT_TRUE(Matches({"*"}, "GetObject"));
  EXPECT_FALSE(Matches({"s3:*"}, "GetObject"));
  EXPECT_FALSE(Matches({"s3:*"}, ""));
}

// Entries point into texts of the set.
TEST(ActionSetTest, OutlivesItsEntriesAndMoves) {
  std::vector<std::string> names = {"s3:GetObject", "EC2:Run*"};
  ActionSet set({names[0], names[1]});
  names = {"x", "y"};
  const ActionSet moved = std::move(set);
  EXPECT_TRUE(moved.Matches(RequestAction("s3:GetObject")));
  EXPECT_TRUE(moved.Matches(RequestAction("ec2:RunInstances")));
}

TEST(RequestActionTest, IsCutAtItsColon) {
  const RequestAction action("S3:GetObject");
  EXPECT_EQ(action.folded(), "s3:getobject");
  EXPECT_EQ(action.service(), "s3");
  EXPECT_EQ(action.name(), "getobject");
  EXPECT_EQ(RequestAction("none").service(), "");
  EXPECT_EQ(RequestAction("none").name(), "");
  EXPECT_EQ(RequestAction("a:b:c").name(), "b:c");
}

}  // namespace
}  // namespace iam
