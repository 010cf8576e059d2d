#include "engine/eval/service_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

constexpr char kUser[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kSession[] = "arn:aws:sts::111122223333:assumed-role/deploy/ci";
constexpr char kFederated[] = "arn:aws:sts::111122223333:federated-user/ben";
constexpr char kRoot[] = "arn:aws:iam::111122223333:root";

TEST(ServiceRulesTest, AssumesRole) {
  constexpr char kRole[] = "arn:aws:iam::111122223333:role/deploy";
  const struct {
    const char* action;
    const char* resource;
    bool expected;
  } kRows[] = {
      {"sts:AssumeRole", kRole, true},
      {"STS:assumerole", kRole, true},
      {"sts:AssumeRoleWithSAML", kRole, true},
      {"sts:AssumeRoleWithWebIdentity", kRole, true},
      {"sts:TagSession", kRole, true},
      {"sts:SetSourceIdentity", kRole, true},
      {"sts:SetContext", kRole, true},
      // A federated user's session can be tagged, too.
      {"sts:TagSession", kFederated, false},
      {"sts:TagSession", "*", false},
      {"sts:AssumeRoot", kRole, false},
      {"sts:GetCallerIdentity", kRole, false},
      {"iam:AssumeRole", kRole, false},
      {"AssumeRole", kRole, false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(
        AssumesRole(RequestAction(row.action), RequestResource(row.resource)),
        row.expected)
        << row.action << " on " << row.resource;
  }
}

TEST(ServiceRulesTest, KmsKeys) {
  const struct {
    const char* resource;
    bool expected;
  } kRows[] = {
      {"arn:aws:kms:eu-west-1:111122223333:key/k", true},
      {"arn:aws:kms:eu-west-1:111122223333:alias/a", false},
      {"arn:aws:s3:::key/k", false},
      {"*", false},
      {"key/k", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(IsKmsKey(RequestResource(row.resource)), row.expected)
        << row.resource;
  }
}

TEST(ServiceRulesTest, ListingBucketsIsAboutAllBuckets) {
  EXPECT_EQ(AuthorizedResource(RequestAction("s3:ListAllMyBuckets"), "*"),
            "arn:aws:s3:::*");
  EXPECT_EQ(AuthorizedResource(RequestAction("s3:ListAllMyBuckets"), "x"), "x");
  EXPECT_EQ(AuthorizedResource(RequestAction("s3:ListBucket"), "*"), "*");
}

TEST(ServiceRulesTest, BucketPolicies) {
  EXPECT_TRUE(MendsBucketPolicy(RequestAction("s3:DeleteBucketPolicy")));
  EXPECT_TRUE(MendsBucketPolicy(RequestAction("s3:GetBucketPolicy")));
  EXPECT_TRUE(MendsBucketPolicy(RequestAction("s3:PutBucketPolicy")));
  EXPECT_FALSE(MendsBucketPolicy(RequestAction("s3:GetBucketPolicyStatus")));
  EXPECT_FALSE(MendsBucketPolicy(RequestAction("s3:DeleteBucket")));
}

TEST(ServiceRulesTest, Rcps) {
  const struct {
    const char* action;
    const char* resource;
    bool expected;
  } kRows[] = {
      {"s3:GetObject", "arn:aws:s3:::b/k", true},
      {"S3:getobject", "arn:aws:s3:::b/k", true},
      {"sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy", true},
      {"sts:AssumeRole", "arn:aws:iam::111122223333:role/aws-service-role/x/y",
       false},
      {"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k", true},
      {"kms:RetireGrant", "arn:aws:kms:eu-west-1:111122223333:key/k", false},
      {"ec2:RunInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/*",
       false},
      {"iam:GetRole", "arn:aws:iam::111122223333:role/deploy", false},
      {"", "arn:aws:s3:::b", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(
        SupportsRcps(RequestAction(row.action), RequestResource(row.resource)),
        row.expected)
        << row.action << " on " << row.resource;
  }
}

TEST(ServiceRulesTest, FixedAnswers) {
  using enum ServiceRule;
  constexpr char kPolicy[] = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  constexpr char kServiceRole[] =
      "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/r";
  const struct {
    const char* principal;
    const char* action;
    const char* resource;
    ServiceRule expected;
  } kRows[] = {
      {kUser, "sts:GetCallerIdentity", "*", kAlwaysAllowed},
      {kSession, "sts:GetCallerIdentity", "*", kAlwaysAllowed},
      {kFederated, "sts:GetCallerIdentity", "*", kAlwaysAllowed},
      {"*", "sts:GetCallerIdentity", "*", kNone},  // not authenticated
      {kUser, "sts:GetSessionToken", "*", kAlwaysAllowed},
      {kRoot, "sts:GetSessionToken", "*", kAlwaysAllowed},
      {kSession, "sts:GetSessionToken", "*", kAlwaysDenied},
      {kSession, "sts:GetFederationToken", "*", kAlwaysDenied},
      {kSession, "sts:AssumeRole", "*", kNone},
      {kUser, "sts:GetFederationToken", "*", kNone},
      {kFederated, "iam:ListUsers", "*", kAlwaysDenied},
      {kFederated, "sts:AssumeRole", "*", kAlwaysDenied},
      {kFederated, "s3:GetObject", "*", kNone},
      {kRoot, "sts:AssumeRole", "*", kAlwaysDenied},
      {kRoot, "s3:GetObject", "*", kNone},
      // What AWS owns.
      {kUser, "iam:DeletePolicy", kPolicy, kAlwaysDenied},
      {kUser, "iam:GetPolicy", kPolicy, kNone},
      {kUser, "iam:DeleteRole", kServiceRole, kAlwaysDenied},
      {kRoot, "iam:PutRolePolicy", kServiceRole, kAlwaysDenied},
      {kUser, "iam:GetRole", kServiceRole, kNone},
      {kUser, "iam:DeleteRole", "arn:aws:iam::111122223333:role/deploy", kNone},
      {kUser, "kms:DeleteAlias",
       "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3", kAlwaysDenied},
      {kUser, "kms:DeleteAlias", "arn:aws:kms:eu-west-1:111122223333:alias/a",
       kNone},
      {kUser, "s3:GetObject", "*", kNone},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(FixedAnswer(RequestAction(row.action),
                          *ParseRequestPrincipal(row.principal),
                          RequestResource(row.resource), Context()),
              row.expected)
        << row.principal << " " << row.action << " " << row.resource;
  }
}

// "Compare AWS STS credentials": GetSessionToken credentials are a user's with
// an aws:TokenIssueTime.
TEST(ServiceRulesTest, SessionTokensOfUsers) {
  const auto answer = [](const char* action, const Context& context) {
    return FixedAnswer(RequestAction(action), *ParseRequestPrincipal(kUser),
                       RequestResource("*"), context);
  };
  Context context;
  EXPECT_EQ(answer("iam:ListUsers", context), ServiceRule::kNone);
  context.Set("aws:TokenIssueTime", "2024-06-01T12:00:00Z");
  EXPECT_EQ(answer("iam:ListUsers", context), ServiceRule::kAlwaysDenied);
  EXPECT_EQ(answer("sts:GetFederationToken", context),
            ServiceRule::kAlwaysDenied);
  EXPECT_EQ(answer("sts:AssumeRole", context), ServiceRule::kNone);
  EXPECT_EQ(answer("s3:GetObject", context), ServiceRule::kNone);
  context.Set("aws:MultiFactorAuthPresent", "false");
  EXPECT_EQ(answer("iam:ListUsers", context), ServiceRule::kAlwaysDenied);
  context.Set("aws:MultiFactorAuthPresent", "True");
  EXPECT_EQ(answer("iam:ListUsers", context), ServiceRule::kNone);
  EXPECT_EQ(answer("sts:GetFederationToken", context),
            ServiceRule::kAlwaysDenied);
}

}  // namespace
}  // namespace iam
