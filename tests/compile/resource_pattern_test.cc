#include "engine/compile/resource_pattern.h"

#include "gtest/gtest.h"

namespace iam {
namespace {

// Six segments are five colons; who has them is not filled up (R3.16).
TEST(ResourcePatternTest, OnlyShortArnsAreFilledUp) {
  EXPECT_EQ(FillUpArn("arn:aws:s3:::b", PolicyType::kIdentityBased), "");
  EXPECT_EQ(FillUpArn("arn:aws:s3:::b:c", PolicyType::kIdentityBased), "");
  EXPECT_EQ(FillUpArn("arn:aws:s3:*", PolicyType::kResourceControlPolicy), "");
  EXPECT_EQ(FillUpArn("arn:aws:s3::*", PolicyType::kIdentityBased),
            "arn:aws:s3::*:*");
  EXPECT_EQ(FillUpArn("arn:aws:s3", PolicyType::kIdentityBased),
            "arn:aws:s3:*:*:*");
  EXPECT_EQ(FillUpArn("arn:aws:s3", PolicyType::kResourceBased), "");
  EXPECT_EQ(FillUpArn("arn:aws:s?", PolicyType::kResourceBased),
            "arn:aws:s?:*:*:*");
  EXPECT_EQ(FillUpArn("arn:aws:s3:*", PolicyType::kServiceControlPolicy),
            "arn:aws:s3:*:*:*");
  EXPECT_EQ(FillUpArn("arn:aws:s*:eu", PolicyType::kServiceControlPolicy), "");
}

}  // namespace
}  // namespace iam
