// Organization files: which SCPs and RCPs hang on which level.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kAdmin[] = "arn:aws:iam::999999999999:user/admin";

// Both may do everything, as far as their own policies go.
std::string Admins() {
  const std::string all =
      absl::StrCat(",\"UserPolicyList\":",
                   InlinePolicies("all", PolicyDocument("Allow", "*")));
  return Account(
      {.users = {User("ana", all),
                 absl::StrCat(R"({"Arn":")", kAdmin, "\"", all, "}")}});
}

std::string ControlPolicy(absl::string_view id, absl::string_view document,
                          absl::string_view type = "SERVICE_CONTROL_POLICY") {
  return absl::StrCat(R"({"PolicySummary":{"Id":")", id, R"(","Name":")", id,
                      R"(","Type":")", type, R"("},"Content":)", document, "}");
}

std::string Target(absl::string_view target, absl::string_view policy) {
  return absl::StrCat(R"({"TargetId":")", target, R"(","PolicyId":")", policy,
                      "\"}");
}

// r-ab12, below it ou-1 with 111122223333, and the management account.
std::string Organization(std::vector<std::string> policies,
                         std::vector<std::string> targets) {
  return absl::StrCat(
      R"({"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"999999999999"},
          "Roots":[{"Id":"r-ab12"}],
          "OrganizationalUnits":[{"Id":"ou-1","ParentId":"r-ab12"}],
          "Accounts":[{"Id":"111122223333","ParentId":"ou-1"},
                      {"Id":"999999999999","ParentId":"r-ab12"}],
          "Policies":[)",
      absl::StrJoin(policies, ","), R"(],"Targets":[)",
      absl::StrJoin(targets, ","), "]}");
}

std::vector<std::string> FullEverywhere() {
  return {Target("r-ab12", "p-FullAWSAccess"),
          Target("ou-1", "p-FullAWSAccess"),
          Target("111122223333", "p-FullAWSAccess")};
}

std::vector<std::string> With(std::vector<std::string> list,
                              std::string entry) {
  list.push_back(std::move(entry));
  return list;
}

TEST(OrganizationFile, ScpsApplyByLevel) {
  const Built built = BuildWorld(
      {Admins(),
       Organization({ControlPolicy("p-nots3", PolicyDocument("Deny", "s3:*"))},
                    With(FullEverywhere(), Target("ou-1", "p-nots3")))});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.said, IsEmpty());
  EXPECT_EQ(Verdict(*built.world, kAna, "ec2:RunInstances"),
            "allowed by identity-based");
  const Explanation denied = Explain(*built.world, kAna, "s3:GetObject");
  ASSERT_EQ(denied.matched.size(), 1u);
  EXPECT_EQ(ToString(denied.matched[0]), "service-control-policy[2]:p-nots3#1");
  // The management account is exempt.
  EXPECT_EQ(Verdict(*built.world, kAdmin, "s3:GetObject"),
            "allowed by identity-based");
}

TEST(OrganizationFile, ALevelWithoutScpAllowsNothing) {
  const Built built = BuildWorld(
      {Admins(),
       Organization(
           {ControlPolicy("p-own", PolicyDocument("Allow", "*"))},
           {Target("r-ab12", "p-own"), Target("111122223333", "p-own")})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  const Explanation denied = Explain(*built.world, kAna, "s3:GetObject");
  EXPECT_EQ(denied.decision.layer, PolicyType::kServiceControlPolicy);
  EXPECT_EQ(denied.decision.level, 2);
}

TEST(OrganizationFile, WithoutAnyScpTheyAreSwitchedOff) {
  const Built built = BuildWorld({Admins(), Organization({}, {})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
            "allowed by identity-based");
}

TEST(OrganizationFile, RcpsApplyToResourcesOfTheAccount) {
  const std::string rcp = ControlPolicy(
      "p-rcp", R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny",
        "Principal":"*","Action":"s3:*","Resource":"*"}]})",
      "RESOURCE_CONTROL_POLICY");
  // The other levels list none: RCPFullAWSAccess cannot be detached.
  const Built built = BuildWorld(
      {Admins(), Organization({rcp}, {Target("111122223333", "p-rcp")}),
       R"({"BucketOwners":{"amzn-s3-demo-bucket":"111122223333"}})"});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject",
                    "arn:aws:s3:::amzn-s3-demo-bucket/k"),
            "explicitDeny by resource-control-policy");
  EXPECT_EQ(Verdict(*built.world, kAna, "sqs:SendMessage",
                    "arn:aws:sqs:eu-west-1:111122223333:q"),
            "allowed by identity-based");
  const Explanation allowed = Explain(*built.world, kAna, "sqs:SendMessage",
                                      "arn:aws:sqs:eu-west-1:111122223333:q");
  std::vector<std::string> rcps;
  for (const LayerStep& layer : allowed.layers) {
    if (layer.layer != PolicyType::kResourceControlPolicy) continue;
    for (const StatementStep& step : layer.statements) {
      rcps.push_back(ToString(step.statement));
    }
  }
  EXPECT_THAT(rcps, Contains("resource-control-policy[1]:RCPFullAWSAccess#1"));
  // The bucket's owner counts, not the caller's account.
  EXPECT_EQ(Verdict(*built.world, kAdmin, "s3:GetObject",
                    "arn:aws:s3:::amzn-s3-demo-bucket/k"),
            "explicitDeny by resource-control-policy");
  EXPECT_EQ(Verdict(*built.world, kAdmin, "s3:GetObject",
                    "arn:aws:s3:::amzn-s3-demo-bucket1/k"),
            "allowed by identity-based");
}

TEST(OrganizationFile, PathsAreConditionKeys) {
  constexpr char kByPath[] = R"({"Version":"2012-10-17","Statement":{
      "Effect":"Deny","Action":"*","Resource":"*","Condition":{
      "ForAnyValue:StringEquals":{
      "aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-1/"}}}})";
  const Built built = BuildWorld(
      {Admins(),
       Organization({ControlPolicy("p-path", kByPath)},
                    With(FullEverywhere(), Target("r-ab12", "p-path")))});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
            "explicitDeny by service-control-policy");
}

TEST(OrganizationFile, AccountsOutsideHaveNoScps) {
  const std::string stranger = Account(
      {.users = {absl::StrCat(
           R"({"Arn":"arn:aws:iam::444455556666:user/eve","UserPolicyList":)",
           InlinePolicies("all", PolicyDocument("Allow", "*")), "}")}});
  const Built built = BuildWorld(
      {stranger,
       Organization({ControlPolicy("p-no", PolicyDocument("Deny", "*"))},
                    With(FullEverywhere(), Target("r-ab12", "p-no")))});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, "arn:aws:iam::444455556666:user/eve",
                    "s3:GetObject"),
            "allowed by identity-based");
}

TEST(OrganizationFile, UnknownScpsAreSaid) {
  const Built built = BuildWorld(
      {Admins(),
       Organization({ControlPolicy("p-own", PolicyDocument("Allow", "*"))},
                    With(FullEverywhere(), Target("ou-1", "p-lost")))});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.said, ElementsAre(HasSubstr("warning unknown-policy")));
  EXPECT_THAT(Explain(*built.world, kAna, "s3:GetObject").unknown_policies,
              ElementsAre("p-lost"));
}

TEST(OrganizationFile, ErrorsAreNeverPassedOver) {
  const struct {
    std::string text;
    absl::string_view said;
  } kRows[] = {
      {Organization({}, {Target("ou-9", "p-FullAWSAccess")}),
       "error unknown-target"},
      {Organization({}, {R"({"TargetId":"ou-1"})"}),
       "error missing-snapshot-member"},
      {Organization({R"({"Content":{}})"}, {}),
       "error missing-snapshot-member"},
      {Organization({R"({"PolicySummary":{"Id":"p-1",
                        "Type":"SERVICE_CONTROL_POLICY"}})"},
                    {}),
       "error missing-snapshot-member"},
      {Organization({ControlPolicy("p-1", "{}", "OTHER_CONTROL_POLICY")}, {}),
       "error malformed-snapshot-member"},
      {Organization({ControlPolicy("p-1", PolicyDocument("Allow", "s3:*")),
                     ControlPolicy("p-1", PolicyDocument("Allow", "*"))},
                    {}),
       "error conflicting-entry"},
      {R"({"Accounts":[{"Id":"111122223333","ParentId":"ou-9"}]})",
       "error unknown-parent"},
      {R"({"Organization":{"Id":"o-1"},"Accounts":[{"Id":"111122223333"}]})",
       "error unknown-parent"},
      {R"({"OrganizationalUnits":[{"Id":"a","ParentId":"b"},
          {"Id":"b","ParentId":"a"}],
          "Accounts":[{"Id":"111122223333","ParentId":"a"}]})",
       "error unknown-parent"},
      {R"({"Accounts":[{"Id":"1111"}]})", "error malformed-snapshot-member"},
  };
  for (const auto& row : kRows) {
    const Built built = BuildWorld({row.text}, /*keep_going=*/true);
    EXPECT_FALSE(built.world.ok()) << row.text;
    EXPECT_THAT(built.said, ElementsAre(HasSubstr(row.said))) << row.text;
  }
}

TEST(OrganizationFile, MayBeOfOneAccountAlone) {
  const Built built = BuildWorld(
      {Admins(), R"({"Organization":null,"Roots":[],"OrganizationalUnits":[],
                     "Accounts":[{"Id":"111122223333","ParentId":null}],
                     "Policies":[],"Targets":[]})"});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject"),
            "allowed by identity-based");
}

TEST(OrganizationFile, OtherTypesOfPolicyAreNotRead) {
  const Built built = BuildWorld(
      {Admins(),
       Organization({ControlPolicy("p-tags", R"({"tags":{}})", "TAG_POLICY")},
                    {})});
  EXPECT_TRUE(built.world.ok()) << built.world.status();
}

}  // namespace
}  // namespace iam
