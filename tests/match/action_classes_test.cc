#include "engine/match/action_classes.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/match/action_set.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

ActionClasses Build(const std::vector<std::string>& entries) {
  ActionClasses::Builder builder;
  for (const std::string& entry : entries) builder.Add(entry);
  return std::move(builder).Build();
}

bool Covers(const ActionRange& range, ActionClass action) {
  switch (range.kind) {
    case ActionRange::Kind::kNothing:
      return false;
    case ActionRange::Kind::kEverything:
      return true;
    case ActionRange::Kind::kClasses:
      break;
  }
  return range.service == action.service && range.first <= action.number &&
         action.number <= range.last;
}

// The classes say what the entries say, exactly or with some to spare.
TEST(ActionClassesTest, RangesCoverWhatEntriesMatch) {
  const std::vector<std::string> entries = {
      "*",           "*:*",          "s3:*",      "s3:Get*",
      "s3:GetO*",    "s3:GetObject", "S3:get",    "s3:get*",
      "s3:G*t",      "s3:?etObject", "s3:Put*",   "s3:PutObject",
      "ec2:Run*",    "ec2:*",        "s3-x:Get*", "s3:",
      "s*:Get*",     "nonsense",     "s3:a b",    "s3:a:b",
      "s3:GetObj*l", "s3:**"};
  const std::vector<std::string> actions = {"s3:GetObject",
                                            "s3:getobject",
                                            "s3:Get",
                                            "s3:GetObjectAcl",
                                            "s3:GetX",
                                            "s3:PutObject",
                                            "s3:PutObjectAcl",
                                            "s3:ListBucket",
                                            "s3:G",
                                            "s3:",
                                            "ec2:RunInstances",
                                            "ec2:Describe",
                                            "s3-x:GetIt",
                                            "iam:GetUser",
                                            "noaction",
                                            "s3:Get*",
                                            "s3:a:b",
                                            "s3:zzz",
                                            ""};
  const ActionClasses classes = Build(entries);
  for (const std::string& entry : entries) {
    const ActionRange range = classes.RangeOf(entry);
    for (const std::string& action : actions) {
      const RequestAction request(action);
      const bool matches = ActionSet({entry}).Matches(request);
      const bool covers = Covers(range, classes.Classify(request));
      if (range.exact) {
        EXPECT_EQ(covers, matches) << entry << " on " << action;
      } else if (matches) {
        EXPECT_TRUE(covers) << entry << " on " << action;
      }
    }
  }
}

TEST(ActionClassesTest, LiteralsAndPrefixesAreExact) {
  const ActionClasses classes =
      Build({"s3:GetObject", "s3:Get*", "s3:*t", "s3:G?t"});
  EXPECT_TRUE(classes.RangeOf("s3:GetObject").exact);
  EXPECT_TRUE(classes.RangeOf("s3:get*").exact);
  EXPECT_FALSE(classes.RangeOf("s3:*t").exact);
  EXPECT_FALSE(classes.RangeOf("s3:G?t").exact);
  EXPECT_EQ(classes.Classify(RequestAction("iam:GetUser")), ActionClass());
}

// A skipped Deny would be an allow: what nobody added may match anything.
TEST(ActionClassesTest, AnEntryThatWasNotAddedCoversAll) {
  const ActionClasses classes = Build({"s3:GetObject"});
  const ActionRange range = classes.RangeOf("s3:PutObject");
  EXPECT_EQ(range.kind, ActionRange::Kind::kEverything);
  EXPECT_FALSE(range.exact);
  EXPECT_TRUE(classes.RangeOf("*").exact);
  EXPECT_EQ(classes.RangeOf("nonsense").kind, ActionRange::Kind::kNothing);
}

// More names than there are numbers: some share one, none is lost.
TEST(ActionClassesTest, AServiceMayHaveTooManyNames) {
  ActionClasses::Builder builder;
  constexpr int kNames = 70000;
  for (int i = 0; i < kNames; ++i) builder.Add(absl::StrCat("s3:Name", i));
  builder.Add("s3:Name6*");
  const ActionClasses classes = std::move(builder).Build();
  for (int i = 0; i < kNames; i += 997) {
    const std::string action = absl::StrCat("s3:Name", i);
    const ActionClass found = classes.Classify(RequestAction(action));
    EXPECT_TRUE(Covers(classes.RangeOf(action), found)) << action;
    if (i / 10000 == 6) {
      EXPECT_TRUE(Covers(classes.RangeOf("s3:Name6*"), found)) << action;
    }
  }
}

}  // namespace
}  // namespace iam
