// Who can do something, case by case; tests/laws holds it against Authorize().
#include "iam/access_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/strip.h"
#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kBucket[] = "arn:aws:s3:::amzn-s3-demo-bucket";
constexpr char kObject[] = "arn:aws:s3:::amzn-s3-demo-bucket/k";

std::string Inline(absl::string_view document) {
  return absl::StrCat(R"(,"UserPolicyList":)", InlinePolicies("own", document));
}

std::string InlineOfRole(absl::string_view document) {
  return absl::StrCat(R"(,"RolePolicyList":)", InlinePolicies("own", document));
}

std::string Statement(absl::string_view statement) {
  return absl::StrCat(R"({"Version":"2012-10-17","Statement":[)", statement,
                      "]}");
}

std::string BucketPolicy(absl::string_view statement) {
  return absl::StrCat(R"([{"ResourceArn":")", kBucket,
                      R"(","Account":"111122223333","Policy":)",
                      Statement(statement), "}]");
}

// "user/ana allowed", "… +" if it may be allowed, "… -" if it may be denied,
// "… ?" if it is undecided; ARNs without what is the same in all.
std::vector<std::string> WhoCan(const std::vector<std::string>& texts,
                                absl::string_view action,
                                absl::string_view resource,
                                Request request = {}, bool keep_going = false) {
  const Built built = BuildWorld(texts, keep_going);
  EXPECT_TRUE(built.world.ok()) << built.world.status();
  if (!built.world.ok()) return {};
  request.action = std::string(action);
  request.resource = std::string(resource);
  std::vector<std::string> answers;
  const AccessIndex index(*built.world);
  for (const Access& access : index.WhoCan(request)) {
    absl::string_view name = access.principal;
    absl::ConsumePrefix(&name, "arn:aws:iam::111122223333:");
    answers.push_back(absl::StrCat(name, " ", Name(access.decision.outcome),
                                   access.may_be_allowed ? " +" : "",
                                   access.may_be_denied ? " -" : "",
                                   access.undecided ? " ?" : ""));
  }
  return answers;
}

TEST(AccessIndex, FindsWhomAnIdentityPolicyAllows) {
  const std::string account = Account(
      {.users = {User("ana", Inline(PolicyDocument("Allow", "ec2:Describe*"))),
                 User("ben",
                      Inline(PolicyDocument("Allow", "ec2:RunInstances"))),
                 User("eve", Inline(PolicyDocument("Deny", "*")))},
       .roles = {Role("any", InlineOfRole(PolicyDocument("Allow", "*"))),
                 Role("not", InlineOfRole(Statement(
                                 R"({"Effect":"Allow","NotAction":"ec2:*",)"
                                 R"("Resource":"*"})")))}});
  EXPECT_THAT(WhoCan({account}, "ec2:DescribeInstances", "*"),
              ElementsAre("user/ana allowed +", "role/any allowed +",
                          "root allowed +"));
  // A service that no policy names.
  EXPECT_THAT(WhoCan({account}, "sqs:SendMessage", "*"),
              ElementsAre("role/any allowed +", "role/not allowed +",
                          "root allowed +"));
}

TEST(AccessIndex, LooksAtTheResource) {
  const std::string account = Account(
      {.users = {
           User("ana",
                Inline(PolicyDocument("Allow", "s3:GetObject", kObject))),
           User("ben", Inline(PolicyDocument("Allow", "s3:GetObject",
                                             "arn:aws:s3:::amzn-s3-demo-bucket/"
                                             "${aws:username}/*"))),
           User("eve",
                Inline(Statement(R"({"Effect":"Allow","Action":"s3:*",)"
                                 R"("NotResource":"arn:aws:s3:::*/k"})")))}});
  EXPECT_THAT(WhoCan({account}, "s3:GetObject", kObject),
              ElementsAre("user/ana allowed +", "root allowed +"));
  EXPECT_THAT(WhoCan({account}, "s3:GetObject",
                     "arn:aws:s3:::amzn-s3-demo-bucket/ben/x"),
              ElementsAre("user/ben allowed +", "user/eve allowed +",
                          "root allowed +"));
}

TEST(AccessIndex, OpenKeysMakeItDepend) {
  const std::string mfa =
      R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",)"
      R"("Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}})";
  const std::string account = Account(
      {.users = {User("ana", Inline(Statement(mfa))),
                 User("ben", Inline(Statement(
                                 R"({"Effect":"Allow","Action":"ec2:*",)"
                                 R"("Resource":"*"},)"
                                 R"({"Effect":"Deny","Action":"*",)"
                                 R"("Resource":"*","Condition":{"IpAddress":)"
                                 R"({"aws:SourceIp":"192.0.2.0/24"}}})")))}});
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*"),
              ElementsAre("user/ana implicitDeny + -", "user/ben allowed + -",
                          "root allowed +"));
  Request request;
  request.context.Set("aws:MultiFactorAuthPresent", "false");
  request.context.Set("aws:SourceIp", "192.0.2.7");
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*", request),
              ElementsAre("root allowed +"));
  // Declared absent is not open.
  Request absent;
  absent.context.SetAbsent("aws:MultiFactorAuthPresent");
  absent.context.SetAbsent("aws:SourceIp");
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*", absent),
              ElementsAre("user/ben allowed +", "root allowed +"));
}

TEST(AccessIndex, OpenVariablesMakeItDepend) {
  const std::string account = Account(
      {.users = {
           User("ana", Inline(Statement(
                           R"({"Effect":"Allow","Action":"s3:*",)"
                           R"("Resource":"*","Condition":{"StringEquals":)"
                           R"({"aws:username":"${aws:SourceVpc}"}}})"))),
           User("ben", Inline(Statement(
                           R"({"Effect":"Allow","Action":"s3:*",)"
                           R"("Resource":"*","Condition":{"StringEquals":)"
                           R"({"aws:username":"${aws:userid}"}}})")))}});
  EXPECT_THAT(WhoCan({account}, "s3:GetObject", kObject),
              ElementsAre("user/ana implicitDeny + -", "root allowed +"));
}

TEST(AccessIndex, WhatIsKnownOfThePrincipalIsNotOpen) {
  const auto only_if = [](absl::string_view key, absl::string_view value) {
    return Inline(Statement(absl::StrCat(
        R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",)",
        R"("Condition":{"StringEquals":{")", key, R"(":")", value, R"("}}})")));
  };
  const std::string account = Account(
      {.users = {User("ana", only_if("aws:PrincipalTag/team", "blue")),
                 User("ben", only_if("aws:username", "ana")),
                 User("eve",
                      absl::StrCat(
                          only_if("aws:PrincipalTag/team", "blue"),
                          R"(,"Tags":[{"Key":"team","Value":"blue"}])"))},
       .roles = {
           Role("deploy", InlineOfRole(Statement(
                              R"({"Effect":"Allow","Action":"ec2:*",)"
                              R"("Resource":"*","Condition":{"StringEquals":)"
                              R"({"aws:PrincipalTag/team":"blue"}}})")))}});
  // A session of the role may have tags of its own.
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*"),
              ElementsAre("user/eve allowed +", "role/deploy implicitDeny + -",
                          "root allowed +"));
}

TEST(AccessIndex, OnlyASessionMayHaveComeByAProvider) {
  const std::string by_provider =
      Statement(R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",)"
                R"("Condition":{"StringEquals":)"
                R"({"aws:FederatedProvider":"accounts.google.com"}}})");
  const std::string account =
      Account({.users = {User("ana", Inline(by_provider))},
               .roles = {Role("deploy", InlineOfRole(by_provider))}});
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*"),
              ElementsAre("role/deploy implicitDeny + -", "root allowed +"));
}

TEST(AccessIndex, AResourcesPolicyNamesPrincipals) {
  const std::string account =
      Account({.users = {User("ana"), User("ben")},
               .roles = {Role("deploy"), Role("other")}});
  const std::string policy = BucketPolicy(
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",)"
      R"("Principal":{"AWS":["arn:aws:iam::111122223333:user/ana",)"
      R"("arn:aws:sts::111122223333:assumed-role/deploy/ci",)"
      R"("arn:aws:iam::999999999999:user/guest","888877776666"],)"
      R"("Service":"logging.s3.amazonaws.com"}})");
  EXPECT_THAT(
      WhoCan({account, policy}, "s3:GetObject", kObject),
      UnorderedElementsAre(
          "user/ana allowed +",
          // Only the session of that name.
          "role/deploy implicitDeny + -", "root allowed +",
          // What their own accounts allow is not known.
          "arn:aws:iam::999999999999:user/guest implicitDeny - ?",
          "888877776666 allowed + ?", "logging.s3.amazonaws.com allowed +"));
  EXPECT_THAT(WhoCan({account, policy}, "s3:PutObject", kObject),
              ElementsAre("root allowed +"));
}

TEST(AccessIndex, ACanonicalIdDoesNotTellTheAccount) {
  const std::string id(64, 'a');
  const std::string account = Account({.users = {User("ana")}});
  const std::string policy = BucketPolicy(absl::StrCat(
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",)",
      R"("Principal":{"CanonicalUser":")", id, R"("}})"));
  EXPECT_THAT(
      WhoCan({account, policy}, "s3:GetObject", kObject),
      UnorderedElementsAre("root allowed +", absl::StrCat(id, " allowed + ?")));
}

TEST(AccessIndex, PublicIsEveryone) {
  const std::string account =
      Account({.users = {User("ana"),
                         User("eve", Inline(PolicyDocument("Deny", "s3:*")))}});
  EXPECT_THAT(
      WhoCan(
          {account, BucketPolicy(R"({"Effect":"Allow","Principal":"*",)"
                                 R"("Action":"s3:GetObject","Resource":"*"})")},
          "s3:GetObject", kObject),
      ElementsAre("user/ana allowed +", "root allowed +", "* allowed +"));
  // All but one.
  EXPECT_THAT(
      WhoCan({account,
              BucketPolicy(
                  R"({"Effect":"Allow","Action":"s3:GetObject",)"
                  R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},)"
                  R"("Resource":"*"})")},
             "s3:GetObject", kObject, {}, /*keep_going=*/true),
      ElementsAre("root allowed +", "* allowed +"));
}

TEST(AccessIndex, ElsewhereBothSidesHaveToAllow) {
  const auto other = [](absl::string_view name, absl::string_view document) {
    return absl::StrCat(R"({"Arn":"arn:aws:iam::444455556666:user/)", name,
                        R"(","UserId":"AIDAEXAMPLE2")", Inline(document), "}");
  };
  const std::string account =
      Account({.users = {other("can", PolicyDocument("Allow", "s3:*")),
                         other("cannot", PolicyDocument("Allow", "ec2:*"))}});
  const std::string mine = Account({.users = {User("ana")}});
  const std::string policy = BucketPolicy(
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",)"
      R"("Principal":{"AWS":"444455556666"}})");
  EXPECT_THAT(WhoCan({account, mine, policy}, "s3:GetObject", kObject),
              ElementsAre("arn:aws:iam::444455556666:user/can allowed +",
                          "root allowed +",
                          "arn:aws:iam::444455556666:root allowed +"));
  EXPECT_THAT(WhoCan({account, mine, policy}, "s3:PutObject", kObject),
              ElementsAre("root allowed +"));
}

TEST(AccessIndex, AssumingARoleIsUpToItsTrustPolicy) {
  const std::string trust =
      Statement(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":)"
                R"({"AWS":"111122223333","Service":"ec2.amazonaws.com"}},)"
                R"({"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",)"
                R"("Principal":{"Federated":"accounts.google.com"}})");
  const std::string account = Account(
      {.users = {User("ana", Inline(PolicyDocument("Allow", "sts:AssumeRole"))),
                 User("ben")},
       .roles = {Role("deploy",
                      absl::StrCat(R"(,"AssumeRolePolicyDocument":)", trust)),
                 Role("unknown")}});
  constexpr char kDeploy[] = "arn:aws:iam::111122223333:role/deploy";
  // Root users cannot assume roles.
  EXPECT_THAT(WhoCan({account}, "sts:AssumeRole", kDeploy),
              ElementsAre("user/ana allowed +", "ec2.amazonaws.com allowed +"));
  EXPECT_THAT(WhoCan({account}, "sts:AssumeRoleWithWebIdentity", kDeploy),
              ElementsAre("accounts.google.com allowed +"));
  // Its trust policy is not in the snapshot.
  EXPECT_THAT(WhoCan({account}, "sts:AssumeRole",
                     "arn:aws:iam::111122223333:role/unknown"),
              UnorderedElementsAre("user/ana implicitDeny - ?",
                                   "user/ben implicitDeny - ?",
                                   "role/deploy implicitDeny - ?",
                                   "role/unknown implicitDeny - ?"));
}

TEST(AccessIndex, WhatIsNotKnownIsUndecided) {
  const std::string missing =
      R"(,"AttachedManagedPolicies":[{"PolicyArn":)"
      R"("arn:aws:iam::aws:policy/ReadOnlyAccess","PolicyName":"R"}])";
  const std::string account = Account(
      {.users = {User("ana", missing), User("ben"),
                 User("eve", absl::StrCat(missing, Inline(PolicyDocument(
                                                       "Deny", "*"))))}});
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*"),
              ElementsAre("user/ana implicitDeny - ?", "root allowed +"));
}

TEST(AccessIndex, SomeCallsNeedNoPermission) {
  const std::string account =
      Account({.users = {User("ana")}, .roles = {Role("deploy")}});
  EXPECT_THAT(WhoCan({account}, "sts:GetCallerIdentity", "*"),
              ElementsAre("user/ana allowed +", "role/deploy allowed +",
                          "root allowed +"));
  EXPECT_THAT(WhoCan({account}, "sts:GetSessionToken", "*"),
              ElementsAre("user/ana allowed +", "root allowed +"));
}

TEST(AccessIndex, TheCallersFactsDoNotCount) {
  const std::string account = Account(
      {.users = {User("ana", Inline(PolicyDocument("Allow", "ec2:*")))}});
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/nobody";
  request.federating_user = "arn:aws:iam::111122223333:user/nobody";
  EXPECT_THAT(WhoCan({account}, "ec2:RunInstances", "*", request),
              ElementsAre("user/ana allowed +", "root allowed +"));
  EXPECT_THAT(WhoCan({account}, "no action", "*", request),
              ElementsAre("root allowed +"));
}

}  // namespace
}  // namespace iam
