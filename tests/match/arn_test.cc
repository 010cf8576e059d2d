#include "engine/match/arn.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(ArnTest, SplitsAtTheFirstFiveColons) {
  const std::optional<Arn> arn =
      SplitArn("arn:aws:lambda:eu-west-1:111122223333:function:f:live/x");
  ASSERT_TRUE(arn.has_value());
  EXPECT_EQ(arn->partition, "aws");
  EXPECT_EQ(arn->service, "lambda");
  EXPECT_EQ(arn->region, "eu-west-1");
  EXPECT_EQ(arn->account, "111122223333");
  EXPECT_EQ(arn->resource, "function:f:live/x");
}

TEST(ArnTest, PartsMayBeEmpty) {
  const std::optional<Arn> bucket =
      SplitArn("arn:aws:s3:::amzn-s3-demo-bucket");
  ASSERT_TRUE(bucket.has_value());
  EXPECT_EQ(bucket->region, "");
  EXPECT_EQ(bucket->account, "");
  EXPECT_EQ(bucket->resource, "amzn-s3-demo-bucket");
  ASSERT_TRUE(SplitArn("arn:::::").has_value());
  EXPECT_EQ(SplitArn("arn:::::")->resource, "");
}

// Wherever the colons stand in a word of eight bytes, and beside bytes that are
// one bit off a colon.
TEST(ArnTest, CutsAsAFindOfEachColonWould) {
  constexpr absl::string_view kBytes = ":::a;\xBA*z";
  std::minstd_rand random(20261127);
  for (int round = 0; round < 20000; ++round) {
    std::string text = "arn:";
    const size_t size = random() % 40;
    while (text.size() < size) text += kBytes[random() % kBytes.size()];
    const std::vector<absl::string_view> parts =
        absl::StrSplit(text, absl::MaxSplits(':', 5));
    const std::optional<Arn> arn = SplitArn(text);
    ASSERT_EQ(arn.has_value(), parts.size() == 6) << text;
    if (!arn.has_value()) continue;
    EXPECT_EQ(arn->partition, parts[1]) << text;
    EXPECT_EQ(arn->service, parts[2]) << text;
    EXPECT_EQ(arn->region, parts[3]) << text;
    EXPECT_EQ(arn->account, parts[4]) << text;
    EXPECT_EQ(arn->resource, parts[5]) << text;
  }
}

TEST(ArnTest, RefusesOtherTexts) {
  for (const char* text : {"", "*", "arn", "arn:aws:s3",
                           "arn:aws:s3::", "arn::::", "ARN:aws:s3:::b",
                           "arm:aws:s3:::b", " arn:aws:s3:::b", ":::::"}) {
    EXPECT_FALSE(SplitArn(text).has_value()) << text;
  }
}

TEST(ArnTest, AccountIdsAreTwelveDigits) {
  const struct {
    const char* text;
    bool expected;
  } kRows[] = {
      {"111122223333", true},   {"000000000000", true},  {"11112222333", false},
      {"1111222233334", false}, {"11112222333a", false}, {"", false},
      {"aws", false},           {"+11112222333", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(IsAccountId(row.text), row.expected) << row.text;
  }
}

TEST(ArnTest, LastSegmentIsTheNameWithoutItsPath) {
  const struct {
    const char* resource;
    const char* expected;
  } kRows[] = {
      {"user/ana", "ana"},
      {"role/team/app/deploy", "deploy"},
      {"root", "root"},
      {"user/", ""},
      {"", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(LastSegment(row.resource), row.expected) << row.resource;
  }
}

}  // namespace
}  // namespace iam
