#include "simulator/found/authorization_details.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"

namespace iam {
namespace {

// IAM Toolbox API Reference (preview), GetRequestAuthorizationDetails.
constexpr char kDetails[] = R"({
  "requestContext": {
    "aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/deploy",
    "aws:userid": "AROAEXAMPLE:ci", "aws:SourceIp": "203.0.113.7",
    "aws:SecureTransport": true, "aws:TagKeys": ["team"]},
  "evaluations": [
    {"action": "iam:CreateRole", "resource": "*", "evaluatedEffect": "ALLOW"},
    {"action": "iam:PassRole",
     "resource": "arn:aws:iam::111122223333:role/app",
     "context": {"iam:PassedToService": "ec2.amazonaws.com"},
     "evaluatedEffect": "EXPLICIT_DENY",
     "matchedPolicies": [
       {"uri": "arn:aws:iam::aws:policy/AdministratorAccess",
        "matchedStatements": [{"evaluatedEffect": "ALLOW"}]},
       {"uri": "arn:aws:iam::111122223333:policy/Fence",
        "matchedStatements": [{"evaluatedEffect": "DENY", "sid": "NoPass"}]}]},
    {"action": "iam:TagRole", "resource": "",
     "evaluatedEffect": "IMPLICIT_DENY"}],
  "policies": [
    {"uri": "arn:aws:iam::111122223333:policy/Fence",
     "type": "PERMISSIONS_BOUNDARY", "inline": false}]})";

TEST(AuthorizationDetails, GivesEveryDeniedEvaluation) {
  const auto findings = Find(kDetails);
  ASSERT_EQ(Requests(findings),
            "arn:aws:sts::111122223333:assumed-role/deploy/ci iam:PassRole "
            "arn:aws:iam::111122223333:role/app\n"
            "arn:aws:sts::111122223333:assumed-role/deploy/ci iam:TagRole *");
  const FoundRequest& found = findings->requests[0];
  EXPECT_EQ(VerdictText(found),
            "explicitDeny permissions-boundary "
            "arn:aws:iam::111122223333:policy/Fence [NoPass]");
  EXPECT_EQ(ContextText(found, "aws:SourceIp"), "203.0.113.7");
  EXPECT_EQ(ContextText(found, "aws:SecureTransport"), "true");
  EXPECT_EQ(ContextText(found, "aws:TagKeys"), "team");
  EXPECT_EQ(ContextText(found, "iam:PassedToService"), "ec2.amazonaws.com");
  EXPECT_EQ(ContextText(found, "aws:PrincipalArn"),
            "arn:aws:iam::111122223333:role/team/deploy");
  EXPECT_EQ(VerdictText(findings->requests[1]), "implicitDeny");
  EXPECT_EQ(Find(kDetails, {.allowed_too = true})->requests.size(), 3u);
}

TEST(AuthorizationDetails, SaysSoIfNoneWasDenied) {
  EXPECT_EQ(Requests(Find(R"({"requestContext": {}, "evaluations": [
                {"action": "a:B", "resource": "*",
                 "evaluatedEffect": "ALLOW"}]})")),
            "f:1: no request: authorization details of 1 evaluations, none of "
            "them denied");
}

}  // namespace
}  // namespace iam
