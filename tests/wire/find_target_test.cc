// Which service and operation a request is for, by whatever it says of itself.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "simulator/wire/api_request.h"

namespace iam {
namespace {

struct Row {
  const char* signing;  // the scope's service
  const char* method;
  const char* target;
  std::vector<HttpHeader> headers;
  const char* body;
  const char* expected;  // "client operation", or "client code"
};

HttpHeader FormType() {
  return {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"};
}

std::string Found(const Row& row) {
  HttpRequest request;
  request.method = row.method;
  request.target = row.target;
  request.headers = row.headers;
  request.body = row.body;
  const ApiTarget target = FindTarget(request, row.signing);
  return absl::StrCat(
      target.client->name(), " ",
      target.error.has_value() ? target.error->code : target.operation);
}

TEST(FindTarget, QueryServices) {
  const Row rows[] = {
      {"iam",
       "POST",
       "/",
       {FormType()},
       "Action=ListUsers&Version=2010-05-08",
       "iam ListUsers"},
      {"sts",
       "GET",
       "/?Action=GetCallerIdentity&Version=2011-06-15",
       {},
       "",
       "sts GetCallerIdentity"},
      {"ec2",
       "POST",
       "/",
       {FormType()},
       "Action=DescribeInstances&Version=2016-11-15",
       "ec2 DescribeInstances"},
      // Two clients of one service, told apart by the version.
      {"elasticloadbalancing",
       "POST",
       "/",
       {FormType()},
       "Action=DescribeLoadBalancers&Version=2015-12-01",
       "elbv2 DescribeLoadBalancers"},
      {"elasticloadbalancing",
       "POST",
       "/",
       {FormType()},
       "Action=DescribeLoadBalancers&Version=2012-06-01",
       "elb DescribeLoadBalancers"},
      // Older clients of services that speak JSON today.
      {"sqs",
       "POST",
       "/",
       {FormType()},
       "Action=ListQueues&Version=2012-11-05",
       "sqs ListQueues"},
      {"iam",
       "POST",
       "/",
       {FormType()},
       "Action=Frobnicate",
       "iam InvalidAction"},
      {"",
       "POST",
       "/",
       {FormType()},
       "Action=AssumeRoleWithWebIdentity&Version=2011-06-15",
       "sts AssumeRoleWithWebIdentity"},
      // Unsigned, nothing else is STS's.
      {"",
       "POST",
       "/",
       {FormType()},
       "Action=GetCallerIdentity",
       "s3 UnknownOperationException"},
  };
  for (const Row& row : rows) EXPECT_EQ(Found(row), row.expected) << row.body;
}

TEST(FindTarget, JsonServices) {
  const Row rows[] = {
      {"dynamodb",
       "POST",
       "/",
       {{"X-Amz-Target", "DynamoDB_20120810.ListTables"}},
       "{}",
       "dynamodb ListTables"},
      {"kms",
       "POST",
       "/",
       {{"x-amz-target", "TrentService.Decrypt"}},
       "{}",
       "kms Decrypt"},
      {"kms",
       "POST",
       "/",
       {{"X-Amz-Target", "TrentService.Frobnicate"}},
       "{}",
       "kms UnknownOperationException"},
      {"kms",
       "POST",
       "/",
       {{"X-Amz-Target", "Nonsense.Decrypt"}},
       "{}",
       "kms UnknownOperationException"},
      {"monitoring",
       "POST",
       "/service/GraniteServiceVersion20100801/operation/ListMetrics",
       {{"Smithy-Protocol", "rpc-v2-cbor"}},
       "",
       "cloudwatch ListMetrics"},
  };
  for (const Row& row : rows) EXPECT_EQ(Found(row), row.expected);
}

TEST(FindTarget, RestServices) {
  const Row rows[] = {
      {"lambda",
       "GET",
       "/2015-03-31/functions/",
       {},
       "",
       "lambda ListFunctions"},
      {"lambda",
       "POST",
       "/2015-03-31/functions/f/invocations",
       {},
       "",
       "lambda Invoke"},
      // As it is signed, a path is routed: others_24.
      {"lambda",
       "POST",
       "//2015-03-31/./functions/x/../f/invocations",
       {},
       "",
       "lambda Invoke"},
      {"lambda",
       "PATCH",
       "/2015-03-31/functions/f",
       {},
       "",
       "lambda UnknownOperationException"},
      {"s3", "GET", "/", {}, "", "s3 ListBuckets"},
      {"s3", "GET", "/b", {}, "", "s3 ListObjects"},
      {"s3", "GET", "/b/", {}, "", "s3 ListObjects"},
      {"s3", "GET", "/b?list-type=2&prefix=x", {}, "", "s3 ListObjectsV2"},
      {"s3", "GET", "/b?acl", {}, "", "s3 GetBucketAcl"},
      {"s3", "GET", "/b/k", {}, "", "s3 GetObject"},
      {"s3", "GET", "/b/k/l%2Fm?x-id=GetObject", {}, "", "s3 GetObject"},
      {"s3", "GET", "/b/k?acl", {}, "", "s3 GetObjectAcl"},
      {"s3", "HEAD", "/b/k", {}, "", "s3 HeadObject"},
      {"s3", "PUT", "/b", {}, "", "s3 CreateBucket"},
      {"s3", "PUT", "/b/k", {}, "", "s3 PutObject"},
      {"s3",
       "PUT",
       "/b/k",
       {{"x-amz-copy-source", "c/d"}},
       "",
       "s3 CopyObject"},
      {"s3", "PUT", "/b/k?partNumber=1&uploadId=u", {}, "", "s3 UploadPart"},
      {"s3", "POST", "/b/k?uploads", {}, "", "s3 CreateMultipartUpload"},
      {"s3", "POST", "/b?delete", {}, "", "s3 DeleteObjects"},
      {"s3", "DELETE", "/b/k?uploadId=u", {}, "", "s3 AbortMultipartUpload"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Found(row), row.expected) << row.method << " " << row.target;
  }
}

// What is decided on has to be what an upstream does.
TEST(FindTarget, ARequestForTwoOperationsIsRefused) {
  const Row row = {"s3", "GET", "/b?acl&policy", {}, "", ""};
  EXPECT_EQ(Found(row), "s3 InvalidRequest");
}

TEST(FindTarget, HostsTellServiceRegionAndBucket) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/k";
  request.headers = {{"Host", "amzn-s3-demo-bucket.s3.eu-west-1.localhost:1"}};
  ApiTarget target = FindTarget(request, "");
  EXPECT_EQ(target.client->name(), "s3");
  EXPECT_EQ(target.operation, "GetObject");
  EXPECT_EQ(target.bucket, "amzn-s3-demo-bucket");
  EXPECT_EQ(target.host_region, "eu-west-1");

  request.headers = {{"Host", "ec2.ap-southeast-2.localhost:4580"}};
  request.target = "/?Action=DescribeInstances&Version=2016-11-15";
  target = FindTarget(request, "");
  EXPECT_EQ(target.client->name(), "ec2");
  EXPECT_EQ(target.host_service, "ec2");
  EXPECT_EQ(target.host_region, "ap-southeast-2");
  // The scope may say what it likes: the Authenticator holds it to the host.
  EXPECT_EQ(FindTarget(request, "iam").client->name(), "ec2");
}

TEST(FindTarget, OddTargetsAreRefused) {
  for (const char* target : {"", "x", "http://example.com/", "*", "/b/k?a=%",
                             "/b?a=%GG", "/b?a=%FF"}) {
    const Row row = {"s3", "GET", target, {}, "", ""};
    EXPECT_EQ(Found(row), "s3 InvalidURI") << target;
  }
  // Of paths, what cannot be decoded is no name of anything.
  const Row row = {"s3", "GET", "/b/%FF", {}, "", ""};
  EXPECT_EQ(Found(row), "s3 UnknownOperationException");
}

}  // namespace
}  // namespace iam
