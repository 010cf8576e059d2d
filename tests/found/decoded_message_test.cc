#include "simulator/found/decoded_message.h"

#include "absl/strings/str_replace.h"
#include "engine/text/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"

namespace iam {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// R7.31.
constexpr char kMessage[] = R"({
  "allowed": false, "explicitDeny": true,
  "matchedStatements": {"items": [
    {"statementId": "RegionFence", "effect": "DENY",
     "principals": {"items": [{"value": "AROAEXAMPLE"}]},
     "actions": {"items": [{"value": "ec2:RunInstances"}]},
     "resources": {"items": [{"value": "*"}]},
     "conditions": {"items": []}}]},
  "failures": {"items": []},
  "context": {
    "principal": {"id": "AROAEXAMPLE:ci",
                  "arn": "arn:aws:sts::111122223333:assumed-role/deploy/ci"},
    "action": "RunInstances",
    "resource": "arn:aws:ec2:us-east-1:111122223333:instance/*",
    "conditions": {"items": [
      {"key": "aws:Region", "values": {"items": [{"value": "us-east-1"}]}},
      {"key": "aws:Service", "values": {"items": [{"value": "ec2"}]}},
      {"key": "aws:Account", "values": {"items": [{"value": "111122223333"}]}},
      {"key": "aws:TagKeys",
       "values": {"items": [{"value": "a"}, {"value": "b"}]}},
      {"key": "ec2:InstanceType",
       "values": {"items": [{"value": "t2.micro"}]}}]}}})";

TEST(DecodedMessage, IsReadBareAndAsTheCommandPrintsIt) {
  for (const std::string& text :
       {std::string(kMessage),
        absl::StrCat("{\"DecodedMessage\": ", JsonQuote(kMessage), "}")}) {
    const auto findings = Find(text);
    ASSERT_EQ(Requests(findings),
              "arn:aws:sts::111122223333:assumed-role/deploy/ci "
              "ec2:RunInstances "
              "arn:aws:ec2:us-east-1:111122223333:instance/*");
    const FoundRequest& found = findings->requests[0];
    EXPECT_EQ(found.found_in, FoundIn::kDecodedMessage);
    EXPECT_EQ(VerdictText(found), "explicitDeny [RegionFence]");
    // R7.32.
    EXPECT_EQ(ContextText(found, "aws:RequestedRegion"), "us-east-1");
    EXPECT_EQ(ContextText(found, "aws:TagKeys"), "a,b");
    EXPECT_EQ(ContextText(found, "ec2:InstanceType"), "t2.micro");
    EXPECT_EQ(ContextText(found, "aws:Service"), "-");
    EXPECT_THAT(found.notes, Contains(HasSubstr("aws:Service, aws:Account")));
  }
}

TEST(DecodedMessage, IsReadWithWhatItHas) {
  const struct {
    const char* text;
    const char* request;
    const char* verdict;
  } kRows[] = {
      {R"({"allowed": false, "explicitDeny": false, "matchedStatements":
           {"items": []}, "context": {"principal": {"id": "AIDAEXAMPLE", "name":
           "ana"}, "action": "ec2:StopInstances", "resource":
           "arn:aws:ec2:us-east-1:111122223333:instance/i-1", "conditions":
           {"items": [{"key": "aws:Account", "values": {"items": [{"value":
           "111122223333"}]}}]}}})",
       "arn:aws:iam::111122223333:user/ana ec2:StopInstances "
       "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
       "implicitDeny"},
      {R"({"explicitDeny": false, "context": {"principal": {"id": "x"},
           "action": "StopInstances", "resource":
           "arn:aws:ec2:us-east-1:111122223333:instance/i-1"}})",
       "- ec2:StopInstances arn:aws:ec2:us-east-1:111122223333:instance/i-1",
       "implicitDeny"},
      {R"({"allowed": true, "context": {"action": "ec2:StopInstances"}})",
       "- ec2:StopInstances -", "none"},
  };
  for (const auto& row : kRows) {
    const auto findings = Find(row.text);
    ASSERT_EQ(Requests(findings), row.request);
    EXPECT_EQ(VerdictText(findings->requests[0]), row.verdict);
  }
}

TEST(DecodedMessage, WithoutAnActionIsNoRequest) {
  EXPECT_THAT(
      Requests(Find(R"({"allowed": false, "context": {"action": ""}})")),
      HasSubstr("a decoded authorization message names no possible request"));
}

// What is pasted when somebody had the message decoded.
TEST(DecodedMessage, IsOneWithItsMessage) {
  const std::string message =
      "You are not authorized to perform this operation. User: "
      "arn:aws:iam::111122223333:user/ana is not authorized to perform: "
      "ec2:StopInstances on resource: "
      "arn:aws:ec2:eu-west-1:111122223333:instance/i-1 with an explicit deny "
      "in "
      "a service control policy.";
  const std::string decoded =
      R"({"allowed": false, "explicitDeny": true, "matchedStatements": {"items":
          [{"statementId": "Fence", "effect": "DENY"}]}, "context":
          {"principal": {"arn": "arn:aws:iam::111122223333:user/ana"},
           "action": "ec2:StopInstances",
           "resource": "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
           "conditions": {"items": [{"key": "ec2:Tenancy", "values":
             {"items": [{"value": "default"}]}}]}}})";
  for (const std::string& text :
       {absl::StrCat(message, "\n", decoded),
        absl::StrCat(decoded, "\n", message),
        absl::StrCat(message, "\n", decoded, "\n", message)}) {
    const auto findings = Find(text);
    ASSERT_EQ(Requests(findings),
              "arn:aws:iam::111122223333:user/ana ec2:StopInstances "
              "arn:aws:ec2:eu-west-1:111122223333:instance/i-1");
    const FoundRequest& found = findings->requests.front();
    EXPECT_EQ(found.found_in, FoundIn::kDecodedMessage);
    EXPECT_EQ(VerdictText(found),
              "explicitDeny service-control-policy [Fence]");
    EXPECT_EQ(ContextText(found, "ec2:Tenancy"), "default");
  }
  // One that says "allowed" is about another time.
  EXPECT_EQ(
      Find(absl::StrCat(message, "\n",
                        absl::StrReplaceAll(decoded, {{"\"allowed\": false",
                                                       "\"allowed\": true"}})))
          ->requests.size(),
      2u);
  // Two decoded messages are two.
  EXPECT_EQ(Find(absl::StrCat(decoded, "\n", decoded))->requests.size(), 2u);
}

}  // namespace
}  // namespace iam
