// Account exports: what attached policies, groups, boundaries and trust
// policies come to, and what is said about exports that are not whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kDeploy[] =
    "arn:aws:sts::111122223333:assumed-role/Deploy/build-1";

std::string Attached(absl::string_view arn) {
  return absl::StrCat(
      R"(,"AttachedManagedPolicies":[{"PolicyName":"x","PolicyArn":")", arn,
      R"("}])");
}

std::string Boundary(absl::string_view arn, absl::string_view type) {
  return absl::StrCat(R"(,"PermissionsBoundary":{"PermissionsBoundaryType":")",
                      type, R"(","PermissionsBoundaryArn":")", arn, R"("})");
}

TEST(Account, InlineAndManagedPoliciesApply) {
  const Built built = BuildWorld({Account(
      {.users = {User(
           "ana",
           absl::StrCat(",\"UserPolicyList\":",
                        InlinePolicies("own", PolicyDocument("Allow", "s3:*")),
                        Attached("arn:aws:iam::111122223333:policy/"
                                 "NoBuckets")))},
       .policies = {ManagedPolicy(
           "NoBuckets", PolicyDocument("Deny", "s3:DeleteBucket"))}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.said, IsEmpty());
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
            "allowed by identity-based");
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:DeleteBucket"),
            "explicitDeny by identity-based");
  // The version that is not the default one allows it.
  EXPECT_EQ(Verdict(*built.world, kAna, "ec2:RunInstances"),
            "implicitDeny by identity-based");
  EXPECT_EQ(ToString(Explain(*built.world, kAna, "s3:DeleteBucket").matched[0]),
            "identity-based:NoBuckets#1");
}

TEST(Account, DocumentsMayBeObjectsTextsOrEncoded) {
  const char* const kDocuments[] = {
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})",
      R"("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}")",
      R"("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D")",
  };
  for (const char* document : kDocuments) {
    const Built built = BuildWorld({Account(
        {.users = {
             User("ana", absl::StrCat(",\"UserPolicyList\":",
                                      InlinePolicies("own", document)))}})});
    ASSERT_TRUE(built.world.ok()) << built.world.status();
    EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
              "allowed by identity-based");
  }
}

TEST(Account, CountsWhatIsAttachedAndNotKnown) {
  const Built known = BuildWorld({Account({.users = {User("ana")}})});
  ASSERT_TRUE(known.world.ok());
  EXPECT_EQ(known.world->counts().unknown_policies, 0u);
  const std::string lost =
      R"(,"AttachedManagedPolicies":[{"PolicyArn":)"
      R"("arn:aws:iam::aws:policy/ReadOnlyAccess","PolicyName":"R"}])";
  const Built unknown =
      BuildWorld({Account({.users = {User("ana", lost), User("ben", lost)}})});
  ASSERT_TRUE(unknown.world.ok());
  EXPECT_EQ(unknown.world->counts().unknown_policies, 2u);
}

TEST(Account, EqualDocumentsAreCompiledOnce) {
  const std::string policies =
      absl::StrCat(",\"RolePolicyList\":",
                   InlinePolicies("own", PolicyDocument("Allow", "s3:*")));
  const Built built =
      BuildWorld({Account({.roles = {Role("A", policies), Role("B", policies),
                                     Role("C", policies)}})});
  ASSERT_TRUE(built.world.ok());
  EXPECT_EQ(built.world->counts().roles, 3u);
  EXPECT_EQ(built.world->counts().attached_policies, 3u);
  EXPECT_EQ(built.world->counts().distinct_documents, 1u);
  EXPECT_EQ(built.world->counts().statements, 1u);
  // The place is the attachment's, all the same.
  const auto place = [&](absl::string_view role) {
    return PlaceOf(
        Explain(*built.world,
                absl::StrCat("arn:aws:iam::111122223333:role/", role),
                "s3:GetObject")
            .matched[0]);
  };
  EXPECT_NE(place("A"), place("B"));
}

TEST(Account, GroupsBringTheirPolicies) {
  const std::string group = Group(
      "staff/devs",
      absl::StrCat(",\"GroupPolicyList\":",
                   InlinePolicies("team", PolicyDocument("Allow", "s3:*"))));
  const std::string user = User("ana", R"(,"GroupList":["devs"])");
  // The groups of another account do not count.
  const std::string other =
      R"({"Arn":"arn:aws:iam::444455556666:user/ana","GroupList":["devs"]})";
  const Built built =
      BuildWorld({Account({.users = {user, other}, .groups = {group}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  const Explanation ana = Explain(*built.world, kAna, "s3:GetObject");
  EXPECT_TRUE(ana.decision.allowed());
  EXPECT_EQ(ana.matched[0].policy->via, "devs");
  const Explanation stranger = Explain(
      *built.world, "arn:aws:iam::444455556666:user/ana", "s3:GetObject");
  EXPECT_FALSE(stranger.decision.allowed());
  EXPECT_THAT(stranger.unknown_policies,
              ElementsAre("group '444455556666/devs'"));
  ASSERT_EQ(built.said.size(), 1u);
  EXPECT_THAT(built.said[0], HasSubstr("warning unknown-group"));
}

TEST(Account, BoundariesLimit) {
  for (const char* type : {"Policy", "PermissionsBoundaryPolicy"}) {
    const Built built = BuildWorld({Account(
        {.users = {User(
             "ana",
             absl::StrCat(
                 ",\"UserPolicyList\":",
                 InlinePolicies("own", PolicyDocument("Allow", "*")),
                 Boundary("arn:aws:iam::111122223333:policy/Limits", type)))},
         .policies = {
             ManagedPolicy("Limits", PolicyDocument("Allow", "s3:*"))}})});
    ASSERT_TRUE(built.world.ok()) << built.world.status();
    EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
              "allowed by identity-based");
    EXPECT_EQ(Verdict(*built.world, kAna, "ec2:RunInstances"),
              "implicitDeny by permissions-boundary");
  }
}

TEST(Account, UnknownPoliciesAreNeitherEmptyNorFull) {
  const Built built = BuildWorld({Account(
      {.users = {User(
           "ana",
           absl::StrCat(",\"UserPolicyList\":",
                        InlinePolicies("own", PolicyDocument("Allow", "*")),
                        Attached("arn:aws:iam::aws:policy/ReadOnlyAccess"),
                        Boundary("arn:aws:iam::aws:policy/PowerUserAccess",
                                 "Policy")))}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(built.said.size(), 2u);
  const Explanation explanation = Explain(*built.world, kAna, "s3:GetObject");
  EXPECT_EQ(explanation.decision.layer, PolicyType::kPermissionsBoundary);
  EXPECT_THAT(explanation.unknown_policies,
              ElementsAre("arn:aws:iam::aws:policy/ReadOnlyAccess",
                          "arn:aws:iam::aws:policy/PowerUserAccess "
                          "(permissions boundary)"));
}

TEST(Account, RolesAreFoundBySession) {
  const Built built = BuildWorld({Account(
      {.roles = {Role(
           "ci/Deploy",
           absl::StrCat(
               ",\"RolePolicyList\":",
               InlinePolicies("own",
                              PolicyDocument("Allow", "s3:*",
                                             "arn:aws:s3:::amzn-s3-demo-bucket/"
                                             "${aws:userid}/*"))))}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  // The role's unique id is in aws:userid.
  EXPECT_EQ(Verdict(*built.world, kDeploy, "s3:GetObject",
                    "arn:aws:s3:::amzn-s3-demo-bucket/AROAEXAMPLE:build-1/k"),
            "allowed by identity-based");
  EXPECT_THAT(Verdict(*built.world,
                      "arn:aws:sts::111122223333:assumed-role/DEPLOY/build-1",
                      "s3:GetObject"),
              HasSubstr("implicitDeny"));
  EXPECT_THAT(Verdict(*built.world,
                      "arn:aws:sts::111122223333:assumed-role/Deploi/build-1",
                      "s3:GetObject"),
              HasSubstr("no user or role"));
}

TEST(Account, TrustPoliciesDecideWhoAssumes) {
  const Built built = BuildWorld(
      {Account({.users = {User("ana"), User("bob")},
                .roles = {Role("Deploy", R"(,"AssumeRolePolicyDocument":{
         "Version":"2012-10-17","Statement":{"Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::111122223333:user/ana"},
         "Action":"sts:AssumeRole"}})")}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  constexpr char kRole[] = "arn:aws:iam::111122223333:role/Deploy";
  EXPECT_EQ(Verdict(*built.world, kAna, "sts:AssumeRole", kRole),
            "allowed by trust");
  EXPECT_EQ(Verdict(*built.world, "arn:aws:iam::111122223333:user/bob",
                    "sts:AssumeRole", kRole),
            "implicitDeny by trust");
  const Explanation unknown =
      Explain(*built.world, kAna, "sts:AssumeRole",
              "arn:aws:iam::444455556666:role/Elsewhere");
  EXPECT_THAT(unknown.unknown_policies,
              ElementsAre("trust policy of "
                          "arn:aws:iam::444455556666:role/Elsewhere"));
}

TEST(Account, ARoleWithoutATrustPolicyHasOneThatIsNotKnown) {
  const Built built = BuildWorld(
      {Account({.users = {User("ana")}, .roles = {Role("deploy")}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(Explain(*built.world, kAna, "sts:AssumeRole",
                      "arn:aws:iam::111122223333:role/deploy")
                  .unknown_policies,
              ElementsAre("trust policy of "
                          "arn:aws:iam::111122223333:role/deploy"));
}

TEST(Account, FederatedUsersHaveThePoliciesOfTheirUser) {
  const Built built = BuildWorld({Account(
      {.users = {User(
           "ana",
           absl::StrCat(
               ",\"UserPolicyList\":",
               InlinePolicies("own", PolicyDocument("Deny", "s3:*"))))}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  Request request;
  request.principal = "arn:aws:sts::111122223333:federated-user/guest";
  request.action = "s3:GetObject";
  request.federating_user = kAna;
  EXPECT_EQ(built.world->Authorize(request)->outcome, Outcome::kExplicitDeny);
  request.federating_user = "";
  EXPECT_EQ(built.world->Authorize(request)->outcome, Outcome::kImplicitDeny);
  EXPECT_THAT(built.world->Explain(request)->notes,
              ElementsAre(HasSubstr("GetFederationToken")));
  request.federating_user = "arn:aws:iam::111122223333:user/nobody";
  EXPECT_EQ(built.world->Authorize(request).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(Account, TagsOfPrincipalsAreConditionKeys) {
  constexpr char kOwnTeam[] = R"({"Version":"2012-10-17","Statement":{
      "Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{
      "StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}}})";
  const std::string tag = R"(,"Tags":[{"Key":"team","Value":"search"}])";
  const Built built = BuildWorld({Account(
      {.users = {
           User("ana", absl::StrCat(",\"UserPolicyList\":",
                                    InlinePolicies("own", kOwnTeam), tag)),
           User("bob", tag), User("eve")}})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "iam:GetUser",
                    "arn:aws:iam::111122223333:user/bob"),
            "allowed by identity-based");
  EXPECT_EQ(Verdict(*built.world, kAna, "iam:GetUser",
                    "arn:aws:iam::111122223333:user/eve"),
            "implicitDeny by identity-based");
}

}  // namespace
}  // namespace iam
