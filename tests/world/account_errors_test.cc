// What is said about account exports that are broken, not whole or at odds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";

std::string Page(std::vector<std::string> users, bool truncated) {
  return Account({.users = std::move(users),
                  .more = absl::StrCat(",\"IsTruncated\":",
                                       truncated ? "true" : "false")});
}

TEST(AccountErrors, ADocumentWithAnErrorIsNeverPassedOver) {
  const std::string text = Account(
      {.users = {User(
           "ana", absl::StrCat(
                      ",\"UserPolicyList\":",
                      InlinePolicies("own", PolicyDocument("Permit", "*"))))}});
  const Built refused = BuildWorld({text});
  EXPECT_EQ(refused.world.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.world.status().message()),
              HasSubstr("1.json:1:"));
  const Built kept = BuildWorld({text}, /*keep_going=*/true);
  ASSERT_TRUE(kept.world.ok()) << kept.world.status();
  EXPECT_THAT(Explain(*kept.world, kAna, "s3:GetObject").unknown_policies,
              ElementsAre(HasSubstr("inline policy 'own'")));
}

TEST(AccountErrors, ADocumentGivenAsTextIsPlacedByItsString) {
  const Built built = BuildWorld({Account(
      {.users = {
           User("ana", absl::StrCat(",\"UserPolicyList\":",
                                    InlinePolicies("own", R"("%7B%7D")")))}})});
  EXPECT_THAT(std::string(built.world.status().message()),
              HasSubstr("(text):1:1"));
  const Built malformed = BuildWorld(
      {Account({.users = {User(
                    "ana", absl::StrCat(",\"UserPolicyList\":",
                                        InlinePolicies("own", R"("%7")")))}})});
  EXPECT_THAT(malformed.said,
              ElementsAre(HasSubstr("error malformed-policy-document")));
}

TEST(AccountErrors, RecordsAreChecked) {
  const struct {
    std::string user;
    absl::string_view said;
  } kRows[] = {
      {"{}", "missing-snapshot-member"},
      {"7", "malformed-snapshot-member"},
      {R"({"Arn":"arn:aws:iam::111122223333:role/ana"})",
       "malformed-snapshot-member"},
      {R"({"Arn":"arn:aws:iam::1111:user/ana"})", "malformed-snapshot-member"},
      {User("ana", R"(,"UserPolicyList":{})"), "malformed-snapshot-member"},
      {User("ana", R"(,"UserPolicyList":[{"PolicyName":"x"}])"),
       "missing-snapshot-member"},
      {User("ana", R"(,"AttachedManagedPolicies":[{}])"),
       "missing-snapshot-member"},
      {User("ana", R"(,"GroupList":[1])"), "malformed-snapshot-member"},
      {User("ana", R"(,"Tags":[{"Value":"x"}])"), "missing-snapshot-member"},
      {User("ana", R"(,"PermissionsBoundary":{})"), "missing-snapshot-member"},
      {User("ana", R"(,"PermissionsBoundary":{
          "PermissionsBoundaryType":"Other","PermissionsBoundaryArn":"x"})"),
       "malformed-snapshot-member"},
  };
  for (const auto& row : kRows) {
    const std::string text = Account({.users = {row.user}});
    const Built built = BuildWorld({text});
    EXPECT_FALSE(built.world.ok()) << row.user;
    EXPECT_THAT(built.said,
                ElementsAre(HasSubstr(absl::StrCat("error ", row.said))))
        << row.user;
    // Left out, not half there.
    const Built kept = BuildWorld({text}, /*keep_going=*/true);
    ASSERT_TRUE(kept.world.ok()) << row.user;
    EXPECT_EQ(kept.world->counts().users, 0u) << row.user;
  }
}

TEST(AccountErrors, NullIsAbsent) {
  const Built built =
      BuildWorld({Account({.users = {User("ana", R"(,"UserPolicyList":null,
                      "PermissionsBoundary":null,"Tags":null)")}})});
  EXPECT_TRUE(built.world.ok()) << built.world.status();
}

TEST(AccountErrors, UnknownTopLevelMembersAreNamed) {
  const Built built =
      BuildWorld({Account({.more = R"(,"RoleDetailsList":[],"Marker":"x")"})});
  EXPECT_TRUE(built.world.ok());
  EXPECT_THAT(built.said,
              ElementsAre(HasSubstr("warning unknown-snapshot-member")));
}

TEST(AccountErrors, ALastPageMustBeThere) {
  const std::string first = Page({User("ana")}, true);
  const std::string last = Page({User("bob")}, false);
  const std::string other =
      Page({R"({"Arn":"arn:aws:iam::444455556666:user/eve"})"}, false);
  const std::string nameless = Page({}, false);
  EXPECT_TRUE(BuildWorld({first, last}).world.ok());
  EXPECT_TRUE(BuildWorld({last, first}).world.ok());
  EXPECT_TRUE(BuildWorld({first, nameless}).world.ok());
  EXPECT_THAT(BuildWorld({first}).said,
              ElementsAre("error truncated-snapshot 1:1"));
  EXPECT_THAT(BuildWorld({first, other}).said,
              ElementsAre("error truncated-snapshot 1:1"));
  EXPECT_THAT(BuildWorld({Page({}, true)}).said,
              ElementsAre("error truncated-snapshot 1:1"));
  EXPECT_FALSE(BuildWorld({first}).world.ok());
  // A list of pages, as "jq -s" makes it.
  EXPECT_TRUE(
      BuildWorld({absl::StrCat("[", first, ",", last, "]")}).world.ok());
}

TEST(AccountErrors, EntriesGivenTwiceMustAgree) {
  const std::string ana = User("ana");
  EXPECT_THAT(BuildWorld({Account({.users = {ana, ana}})}).said,
              ElementsAre(HasSubstr("warning repeated-entry")));
  // Spaced differently, and used at another time.
  EXPECT_THAT(
      BuildWorld(
          {Account({.roles = {Role("A", R"(,"RoleLastUsed":{"Region":"x"})"),
                              Role("A", R"( , "RoleLastUsed" : {})")}})})
          .said,
      ElementsAre(HasSubstr("warning repeated-entry")));
  const Built conflict =
      BuildWorld({Account({.users = {ana, User("ANA")}})}, /*keep_going=*/true);
  EXPECT_THAT(conflict.said, ElementsAre(HasSubstr("error conflicting-entry")));
  EXPECT_FALSE(conflict.world.ok());
  const Built policies = BuildWorld({Account(
      {.policies = {ManagedPolicy("P", PolicyDocument("Allow", "s3:*")),
                    ManagedPolicy("P", PolicyDocument("Allow", "ec2:*"))}})});
  EXPECT_THAT(policies.said, ElementsAre(HasSubstr("error conflicting-entry")));
}

TEST(AccountErrors, OfAwsManagedPoliciesTheNewestIsTaken) {
  const auto read_only = [](absl::string_view action, absl::string_view date) {
    return ManagedPolicy("ReadOnlyAccess", PolicyDocument("Allow", action),
                         "aws", absl::StrCat(R"(,"UpdateDate":")", date, "\""));
  };
  const std::string old_one = read_only("s3:*", "2024-01-01T00:00:00+00:00");
  const std::string new_one = read_only("ec2:*", "2025-01-01T00:00:00+00:00");
  const std::string ana =
      User("ana",
           R"(,"AttachedManagedPolicies":[{"PolicyName":"ReadOnlyAccess",
         "PolicyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}])");
  for (const auto& policies : {std::vector<std::string>{old_one, new_one},
                               std::vector<std::string>{new_one, old_one}}) {
    const Built built =
        BuildWorld({Account({.users = {ana}, .policies = policies})});
    ASSERT_TRUE(built.world.ok()) << built.world.status();
    EXPECT_THAT(built.said, ElementsAre(HasSubstr("differing-versions")));
    EXPECT_EQ(Verdict(*built.world, kAna, "ec2:RunInstances"),
              "allowed by identity-based");
  }
  EXPECT_THAT(BuildWorld({Account({.policies = {old_one, old_one}})}).said,
              IsEmpty());
}

TEST(AccountErrors, WarningsAboutAwsManagedPoliciesAreDropped) {
  constexpr char kEmptySid[] = R"({"Version":"2012-10-17","Statement":{
      "Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"}})";
  EXPECT_THAT(BuildWorld({Account({.policies = {ManagedPolicy(
                                       "P", kEmptySid, "111122223333")}})})
                  .said,
              ElementsAre(HasSubstr("warning empty-sid")));
  EXPECT_THAT(
      BuildWorld(
          {Account({.policies = {ManagedPolicy("P", kEmptySid, "aws")}})})
          .said,
      IsEmpty());
}

TEST(AccountErrors, APolicyNeedsItsDefaultVersion) {
  const Built built =
      BuildWorld({Account({.policies = {
                               R"({"Arn":"arn:aws:iam::111122223333:policy/P",
               "PolicyVersionList":[]})"}})});
  EXPECT_THAT(built.said, ElementsAre(HasSubstr("error no-default-version")));
}

TEST(AccountErrors, OtherTextsAreRefused) {
  for (const char* text :
       {"", "{", "{}", "7", "[7]", R"({"Version":"2012-10-17"})",
        R"({"Policies":[]})", R"({"UserDetailList":[],"Roots":[]})"}) {
    World::Builder builder;
    EXPECT_EQ(
        builder.Add(std::make_shared<const Source>("x.json", text)).code(),
        absl::StatusCode::kInvalidArgument)
        << text;
    EXPECT_FALSE(builder.Build(/*keep_going=*/true).ok()) << text;
  }
}

}  // namespace
}  // namespace iam
