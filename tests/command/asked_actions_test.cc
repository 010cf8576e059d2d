#include "simulator/command/asked_actions.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

// The actions with '|' between, or "error".
std::string Asked(const std::vector<std::string>& options) {
  const absl::StatusOr<std::vector<AskedAction>> asked = ReadActions(options);
  if (!asked.ok()) return "error";
  return absl::StrJoin(*asked, "|",
                       [](std::string* text, const AskedAction& action) {
                         absl::StrAppend(text, action.action);
                       });
}

TEST(AskedActionsTest, ReadsActionsAndCalls) {
  EXPECT_EQ(Asked({"s3:GetObject"}), "s3:GetObject");
  EXPECT_EQ(Asked({"S3:getobject"}), "S3:getobject");  // as it was written
  EXPECT_EQ(Asked({"s3:GetObject, iam:ListUsers", "a:b"}),
            "s3:GetObject|iam:ListUsers|a:b");
  EXPECT_EQ(Asked({"ec2 describe-instances"}), "ec2:DescribeInstances");
  EXPECT_EQ(Asked({" aws  EC2   describe-instances "}),
            "ec2:DescribeInstances");
  EXPECT_EQ(Asked({"s3api copy-object, sqs:ListQueues"}),
            "s3:GetObject|s3:PutObject|sqs:ListQueues");
  EXPECT_EQ(Asked({"s3api head-object"}), "s3:GetObject");
  EXPECT_EQ(Asked({"s3 cp"}), "s3:GetObject|s3:PutObject|s3:ListBucket");
}

TEST(AskedActionsTest, RefusesTheRest) {
  for (const char* text :
       {"", ",", "s3:GetObject,", "aws", "ListUsers",
        "ec2 describe-instances --all", "ec2 x", "x y", "aws ec2"}) {
    EXPECT_EQ(Asked({text}), "error") << text;
  }
  EXPECT_EQ(Asked({}), "");
}

}  // namespace
}  // namespace iam
