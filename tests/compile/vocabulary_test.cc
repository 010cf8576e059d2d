#include "engine/compile/vocabulary.h"

#include <utility>

#include "gtest/gtest.h"
#include "iam/policy.h"

namespace iam {
namespace {

// What the vocabulary was not told of is decided right, but slowly.
TEST(VocabularyTest, IsToldOfAllEntries) {
  const auto policy = Policy::Parse(
      R"({"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": ["s3:Get*", "s3:ListBucket"],
           "Resource": "*"},
          {"Effect": "Deny", "NotAction": "ec2:*", "Resource": "*"}]})",
      "p.json");
  ASSERT_TRUE(policy.ok()) << policy.status();
  ActionClasses::Builder builder;
  AddActions(*policy, &builder);
  const ActionClasses classes = std::move(builder).Build();
  for (const char* entry : {"s3:Get*", "s3:ListBucket", "ec2:*"}) {
    const ActionRange range = classes.RangeOf(entry);
    EXPECT_EQ(range.kind, ActionRange::Kind::kClasses) << entry;
    EXPECT_TRUE(range.exact) << entry;
  }
  EXPECT_FALSE(classes.RangeOf("s3:Put*").exact);
}

}  // namespace
}  // namespace iam
