#include <string>

#include "gtest/gtest.h"
#include "iam/request.h"

namespace iam {
namespace {

Request GoodRequest() {
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/k";
  return request;
}

void CheckRefused(const Request& request, const std::string& said) {
  const absl::Status status = CheckRequest(request);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << said;
  EXPECT_NE(std::string(status.message()).find(said), std::string::npos)
      << status.message();
}

TEST(RequestCheckTest, GoodOnes) {
  Request request = GoodRequest();
  EXPECT_TRUE(CheckRequest(request).ok());
  request.resource = "*";
  request.resource_account = "444455556666";
  EXPECT_TRUE(CheckRequest(request).ok());
  for (const char* principal :
       {"*", "111122223333", "ec2.amazonaws.com", "accounts.google.com",
        "arn:aws:sts::111122223333:assumed-role/deploy/ci"}) {
    request.principal = principal;
    EXPECT_TRUE(CheckRequest(request).ok()) << principal;
  }
}

TEST(RequestCheckTest, Principals) {
  for (const char* principal :
       {"", "ana", "arn:aws:iam::111122223333:group/team",
        "arn:aws:iam::1:user/ana"}) {
    Request request = GoodRequest();
    request.principal = principal;
    CheckRefused(request, "is no principal that can make a request");
  }
}

TEST(RequestCheckTest, Actions) {
  for (const char* action :
       {"", "s3", "GetObject", ":GetObject", "s3:", "s3:Get:Object", "*"}) {
    Request request = GoodRequest();
    request.action = action;
    CheckRefused(request, "is no action");
  }
  for (const char* action :
       {"s3:Get*", "s3:GetObjec?", "s3:Get Object", "s3:GetObject\n"}) {
    Request request = GoodRequest();
    request.action = action;
    CheckRefused(request, "is a pattern");
  }
}

TEST(RequestCheckTest, Resources) {
  Request request = GoodRequest();
  request.resource = "";
  CheckRefused(request, "the resource is empty");
  request = GoodRequest();
  for (const char* account : {"1", "aws", "11112222333a"}) {
    request.resource_account = account;
    CheckRefused(request, "is no account id");
  }
}

}  // namespace
}  // namespace iam
