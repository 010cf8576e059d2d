// What the parameters of a call are, in each protocol.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "simulator/wire/api_request.h"

namespace iam {
namespace {

std::string ToText(const JsonValue& value) {
  std::string text;
  const char* separator = "";
  if (value.is_object()) {
    for (const JsonValue::Member& member : value.members()) {
      absl::StrAppend(&text, separator, member.name(), "=",
                      ToText(member.value));
      separator = " ";
    }
    return absl::StrCat("{", text, "}");
  }
  if (value.is_array()) {
    for (const JsonValue& item : value.items()) {
      absl::StrAppend(&text, separator, ToText(item));
      separator = " ";
    }
    return absl::StrCat("[", text, "]");
  }
  return std::string(value.text());
}

std::string Read(HttpRequest request, absl::string_view signing) {
  const ApiTarget target = FindTarget(request, signing);
  const auto read = ReadParameters(target, request, request.body);
  if (const auto* error = std::get_if<ApiError>(&read)) return error->code;
  const auto& document = std::get<std::optional<JsonDocument>>(read);
  return document.has_value() ? ToText(document->root()) : "not known";
}

std::string ReadForm(const std::string& body, absl::string_view signing) {
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = body;
  return Read(std::move(request), signing);
}

TEST(ReadParameters, Query) {
  EXPECT_EQ(ReadForm("Action=CreateUser&Version=2010-05-08&UserName=ana&Tags."
                     "member.1.Key=team&Tags.member.1.Value=a+b&Tags.member.2."
                     "Key=x&Tags.member.2.Value=",
                     "iam"),
            "{UserName=ana Tags=[{Key=team Value=a b} {Key=x Value=}]}");
  // By number, not by the order they come in.
  EXPECT_EQ(ReadForm("Action=UntagUser&TagKeys.member.10=b&TagKeys.member.9=a",
                     "iam"),
            "{TagKeys=[a b]}");
  EXPECT_EQ(ReadForm("Action=SetQueueAttributes&Attribute.entry.1.key=A&"
                     "Attribute.entry.1.value=1",
                     "sqs"),
            "{Attribute={A=1}}");
}

TEST(ReadParameters, Ec2HasItsNamesAndTheModels) {
  EXPECT_EQ(ReadForm("Action=DescribeInstances&Version=2016-11-15&InstanceId.1="
                     "i-1&InstanceId.2=i-2&DryRun=true",
                     "ec2"),
            "{InstanceId=[i-1 i-2] DryRun=true InstanceIds=[i-1 i-2]}");
}

TEST(ReadParameters, WhatIsGivenTwiceIsRefused) {
  for (const char* body :
       {"Action=CreateUser&UserName=ana&UserName=ben",
        "Action=CreateUser&UserName=ana&UserName.x=ben",
        "Action=CreateUser&UserName=%ZZ", "Action=CreateUser&.a=1",
        "Action=CreateUser&a..b=1"}) {
    const std::string read = ReadForm(body, "iam");
    EXPECT_TRUE(read == "MalformedQueryString" ||
                read == "UnknownOperationException")
        << body << ": " << read;
  }
}

// Whatever stands behind the endpoint might take the other one for what is
// meant.
TEST(ReadParameters, OperationsThatAreNamedTwiceAreRefused) {
  const HttpHeader lists = {"X-Amz-Target", "AmazonSQS.ListQueues"};
  const HttpHeader deletes = {"x-amz-target", "AmazonSQS.DeleteQueue"};
  const HttpHeader form = {"Content-Type", "application/x-www-form-urlencoded"};
  const struct {
    const char* target;
    std::vector<HttpHeader> headers;
    const char* body;
  } rows[] = {
      {"/", {lists, deletes}, "{}"},
      {"/?Action=DeleteQueue", {lists}, "{}"},
      {"/?Action=ListQueues", {form}, "Action=DeleteQueue"},
      {"/", {form}, "Action=ListQueues&Action=DeleteQueue"},
  };
  for (const auto& row : rows) {
    HttpRequest request;
    request.method = "POST";
    request.target = row.target;
    request.headers = row.headers;
    request.body = row.body;
    const std::string read = Read(request, "sqs");
    EXPECT_TRUE(read == "InvalidRequest" || read == "MalformedQueryString" ||
                read == "SerializationException")
        << row.target << " " << row.body << ": " << read;
  }
}

TEST(ReadParameters, NamesThatNestTooDeeplyAreRefused) {
  std::string name = "a";
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&name, ".a");
  EXPECT_EQ(ReadForm(absl::StrCat("Action=CreateUser&", name, "=1"), "iam"),
            "MalformedQueryString");
}

TEST(ReadParameters, Json) {
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"X-Amz-Target", "TrentService.Encrypt"}};
  request.body = R"({"KeyId": "k", "EncryptionContext": {"a": "b"}})";
  EXPECT_EQ(Read(request, "kms"), "{KeyId=k EncryptionContext={a=b}}");
  request.body = "";
  EXPECT_EQ(Read(request, "kms"), "{}");
  for (const char* body :
       {"[]", "{", R"({"KeyId": "a", "KeyId": "b"})", "x", "\xFF"}) {
    request.body = body;
    EXPECT_EQ(Read(request, "kms"), "SerializationException") << body;
  }
  request.body = std::string(100000, '[');
  EXPECT_EQ(Read(request, "kms"), "SerializationException");
}

TEST(ReadParameters, RestJson) {
  HttpRequest request;
  request.method = "PUT";
  request.target = "/2015-03-31/functions/f%3A1/configuration";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = R"({"Timeout": 3})";
  EXPECT_EQ(Read(request, "lambda"), "{FunctionName=f:1 Timeout=3}");
  // A body does not say that the path said something else.
  request.body = R"({"FunctionName": "g"})";
  EXPECT_EQ(Read(request, "lambda"), "SerializationException");
  // A payload is no parameter.
  request.method = "POST";
  request.target = "/2015-03-31/functions/f/invocations?Qualifier=1";
  EXPECT_EQ(Read(request, "lambda"), "{FunctionName=f Qualifier=1}");
}

TEST(ReadParameters, S3) {
  HttpRequest request;
  request.method = "PUT";
  request.target = "/b/k%2B/l+m?versionId=v";
  request.headers = {{"x-amz-copy-source", "c/d"}, {"X-Amz-Date", "x"}};
  EXPECT_EQ(Read(request, "s3"),
            "{Bucket=b Key=k+/l+m versionId=v x-amz-copy-source=c/d "
            "CopySource=c/d}");
  // An object may look like anything.
  request.headers.clear();
  request.target = "/b/k";
  request.body = "<a";
  EXPECT_EQ(Read(request, "s3"), "{Bucket=b Key=k}");

  request.method = "POST";
  request.target = "/b?delete";
  request.body =
      "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>1"
      "</VersionId></Object></Delete>";
  EXPECT_NE(Read(request, "s3").find(" Objects=[{Key=a} {Key=b VersionId=1}]"),
            std::string::npos)
      << Read(request, "s3");
  request.body = "<Delete>";
  EXPECT_EQ(Read(request, "s3"), "MalformedXML");
  std::string deep;
  for (int i = 0; i < 10000; ++i) absl::StrAppend(&deep, "<a>");
  request.body = deep;
  EXPECT_EQ(Read(request, "s3"), "MalformedXML");
}

TEST(ReadParameters, Cbor) {
  HttpRequest request;
  request.method = "POST";
  request.target =
      "/service/GraniteServiceVersion20100801/operation/ListMetrics";
  request.headers = {{"Smithy-Protocol", "rpc-v2-cbor"}};
  EXPECT_EQ(Read(request, "monitoring"), "not known");
}

}  // namespace
}  // namespace iam
