// What who-can tells of each principal, and the steps from role to role.
#include "simulator/access/who_can.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kPrefix[] = "arn:aws:iam::111122223333:";

std::string UserPolicy(absl::string_view document) {
  return absl::StrCat(R"(,"UserPolicyList":)", InlinePolicies("own", document));
}

// A role that `who` may take on, with a policy of its own.
std::string TrustingRole(absl::string_view name, absl::string_view who,
                         absl::string_view document,
                         absl::string_view condition = "") {
  return Role(
      name,
      absl::StrCat(
          R"(,"RolePolicyList":)", InlinePolicies("own", document),
          R"(,"AssumeRolePolicyDocument":{"Version":"2012-10-17",)",
          R"("Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",)",
          R"("Principal":{"AWS":")", kPrefix, who, R"("})", condition, "}]}"));
}

std::string Short(absl::string_view principal) {
  return std::string(principal.substr(sizeof(kPrefix) - 1));
}

WhoCanReport Ask(const std::string& account, absl::string_view action,
                 int hops) {
  const Built built = BuildWorld({account});
  EXPECT_TRUE(built.world.ok()) << built.world.status();
  const AccessIndex index(*built.world);
  Request request;
  request.action = std::string(action);
  return MakeWhoCanReport(*built.world, index, request, hops);
}

// "user/ana -> role/a 1", one a step.
std::vector<std::string> Steps(const WhoCanReport& report) {
  std::vector<std::string> steps;
  for (const RoleStep& step : report.steps) {
    steps.push_back(absl::StrCat(Short(step.assume.principal), " -> ",
                                 Short(step.role), " ", step.hop));
  }
  return steps;
}

std::string Chain() {
  return Account(
      {.users = {User("ana",
                      UserPolicy(PolicyDocument("Allow", "sts:AssumeRole")))},
       .roles = {
           TrustingRole("a", "user/ana", PolicyDocument("Allow", "sts:*")),
           TrustingRole("b", "role/a", PolicyDocument("Allow", "s3:*"))}});
}

TEST(WhoCan, FollowsRolesAsFarAsAsked) {
  EXPECT_THAT(Steps(Ask(Chain(), "s3:ListAllMyBuckets", 0)), IsEmpty());
  EXPECT_THAT(Steps(Ask(Chain(), "s3:ListAllMyBuckets", 1)),
              ElementsAre("role/a -> role/b 1"));
  EXPECT_THAT(Steps(Ask(Chain(), "s3:ListAllMyBuckets", 2)),
              ElementsAre("role/a -> role/b 1", "user/ana -> role/a 2"));
  EXPECT_THAT(Steps(Ask(Chain(), "s3:ListAllMyBuckets", 8)),
              ElementsAre("role/a -> role/b 1", "user/ana -> role/a 2"));
}

TEST(WhoCan, RolesThatTakeOneAnotherOnEnd) {
  const std::string account = Account(
      {.roles = {TrustingRole("a", "role/b", PolicyDocument("Allow", "*")),
                 TrustingRole("b", "role/a", PolicyDocument("Allow", "sts:*")),
                 TrustingRole("self", "role/self",
                              PolicyDocument("Allow", "s3:*"))}});
  EXPECT_THAT(Steps(Ask(account, "s3:ListAllMyBuckets", 8)),
              ElementsAre("role/b -> role/a 1"));
}

TEST(WhoCan, TriesTheContextThatAVerdictHangsOn) {
  const std::string account = Account(
      {.users = {
           User("ana", UserPolicy(absl::StrCat(
                           R"({"Version":"2012-10-17","Statement":)",
                           R"({"Effect":"Allow","Action":"s3:*",)",
                           R"("Resource":"*","Condition":{"Bool":)",
                           R"({"aws:MultiFactorAuthPresent":"true"}}}})"))),
           User("ben", UserPolicy(absl::StrCat(
                           R"({"Version":"2012-10-17","Statement":[)",
                           R"({"Effect":"Allow","Action":"*",)",
                           R"("Resource":"*"},{"Effect":"Deny",)",
                           R"("Action":"*","Resource":"*",)",
                           R"("Condition":{"Bool":{)",
                           R"("aws:SecureTransport":"false"},)",
                           R"("StringEquals":{"aws:SourceVpc":)",
                           R"("vpc-1"}}}]})")))}});
  const WhoCanReport report = Ask(account, "s3:ListAllMyBuckets", 1);
  ASSERT_EQ(report.abilities.size(), 3u);  // the root user, too
  const Ability& ben = report.abilities[0];
  EXPECT_EQ(Short(ben.principal), "user/ben");
  EXPECT_EQ(ben.verdict, Ability::Verdict::kAllowed);
  EXPECT_THAT(ben.turned_by, IsEmpty());
  const Ability& ana = report.abilities[2];
  EXPECT_EQ(Short(ana.principal), "user/ana");
  EXPECT_EQ(ana.verdict, Ability::Verdict::kAllowedIf);
  ASSERT_EQ(ana.turned_by.size(), 1u);
  EXPECT_EQ(ContextText(ana.turned_by[0]), "aws:MultiFactorAuthPresent=true");
  EXPECT_TRUE(ana.turned_by[0].decision.allowed());
  EXPECT_THAT(ana.may_hang_on, IsEmpty());
}

TEST(WhoCan, SaysWhatIsNotKnown) {
  const std::string account = Account(
      {.users = {User("ana", R"(,"AttachedManagedPolicies":[{"PolicyArn":)"
                             R"("arn:aws:iam::aws:policy/ReadOnlyAccess",)"
                             R"("PolicyName":"ReadOnlyAccess"}])")}});
  const WhoCanReport report = Ask(account, "s3:ListAllMyBuckets", 1);
  ASSERT_EQ(report.abilities.size(), 2u);
  EXPECT_EQ(report.abilities[1].verdict, Ability::Verdict::kUndecided);
  EXPECT_THAT(report.abilities[1].unknown,
              ElementsAre("arn:aws:iam::aws:policy/ReadOnlyAccess"));
}

}  // namespace
}  // namespace iam
