#include "engine/eval/implied_context.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

// The values under the key, joined by '|'; "-" if the key is missing.
std::string Get(const Context& context, absl::string_view key) {
  const Context::Entry* entry = context.Find(key);
  return entry == nullptr ? "-" : absl::StrJoin(entry->values, "|");
}

Context Imply(absl::string_view principal, const Facts& facts = {},
              absl::string_view resource_account = "") {
  return ImpliedContext(*ParseRequestPrincipal(principal), resource_account,
                        facts);
}

// "AWS global condition context keys", "Principal key values".
TEST(ImpliedContextTest, OfPrincipals) {
  const struct {
    const char* principal;
    const char* arn;
    const char* account;
    const char* type;
    const char* userid;
    const char* username;
    const char* is_service;
  } kRows[] = {
      {"arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root",
       "111122223333", "Account", "111122223333", "-", "false"},
      {"111122223333", "arn:aws:iam::111122223333:root", "111122223333",
       "Account", "111122223333", "-", "false"},
      {"arn:aws:iam::111122223333:user/team/ana",
       "arn:aws:iam::111122223333:user/team/ana", "111122223333", "User", "-",
       "ana", "false"},
      {"arn:aws:sts::111122223333:assumed-role/deploy/ci",
       "arn:aws:iam::111122223333:role/deploy",  // never the session's
       "111122223333", "AssumedRole", "-", "-", "false"},
      {"arn:aws:iam::111122223333:role/app/deploy",
       "arn:aws:iam::111122223333:role/app/deploy", "111122223333",
       "AssumedRole", "-", "-", "false"},
      {"arn:aws:sts::111122223333:federated-user/ben",
       "arn:aws:sts::111122223333:federated-user/ben", "111122223333",
       "FederatedUser", "111122223333:ben", "-", "false"},
      {"ec2.amazonaws.com", "-", "-", "-", "-", "-", "true"},
      {"*", "-", "anonymous", "Anonymous", "anonymous", "-", "-"},
      {"accounts.google.com", "-", "-", "-", "-", "-", "-"},
  };
  for (const auto& row : kRows) {
    const Context context = Imply(row.principal);
    EXPECT_EQ(Get(context, "aws:PrincipalArn"), row.arn) << row.principal;
    EXPECT_EQ(Get(context, "aws:PrincipalAccount"), row.account)
        << row.principal;
    EXPECT_EQ(Get(context, "aws:PrincipalType"), row.type) << row.principal;
    EXPECT_EQ(Get(context, "aws:userid"), row.userid) << row.principal;
    EXPECT_EQ(Get(context, "aws:username"), row.username) << row.principal;
    EXPECT_EQ(Get(context, "aws:PrincipalIsAWSService"), row.is_service)
        << row.principal;
    EXPECT_EQ(Get(context, "aws:SecureTransport"), "true") << row.principal;
  }
  EXPECT_EQ(Get(Imply("ec2.amazonaws.com"), "aws:PrincipalServiceName"),
            "ec2.amazonaws.com");
  EXPECT_EQ(Get(Imply("accounts.google.com"), "aws:FederatedProvider"),
            "accounts.google.com");
}

TEST(ImpliedContextTest, OfUniqueIds) {
  auto user = *ParseRequestPrincipal("arn:aws:iam::111122223333:user/ana");
  user.unique_id = "AIDAEXAMPLE";
  EXPECT_EQ(Get(ImpliedContext(user, "", {}), "aws:userid"), "AIDAEXAMPLE");
  auto session =
      *ParseRequestPrincipal("arn:aws:sts::111122223333:assumed-role/r/ci");
  session.unique_id = "AROAEXAMPLE";
  session.role_arn = "arn:aws:iam::111122223333:role/app/r";
  const Context context = ImpliedContext(session, "", {});
  EXPECT_EQ(Get(context, "aws:userid"), "AROAEXAMPLE:ci");
  EXPECT_EQ(Get(context, "aws:PrincipalArn"),
            "arn:aws:iam::111122223333:role/app/r");
  session.session = "";  // nobody knows its name
  EXPECT_EQ(Get(ImpliedContext(session, "", {}), "aws:userid"), "-");
}

TEST(ImpliedContextTest, OfTheOrganization) {
  Organization organization;
  organization.id = "o-a1b2c3d4e5";
  organization.management_account = "444455556666";
  organization.account_paths["111122223333"] =
      "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/";
  Facts facts;
  facts.organization = &organization;

  Context context =
      Imply("arn:aws:iam::111122223333:user/ana", facts, "444455556666");
  EXPECT_EQ(Get(context, "aws:PrincipalOrgID"), "o-a1b2c3d4e5");
  EXPECT_EQ(Get(context, "aws:PrincipalOrgPaths"),
            "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");
  EXPECT_TRUE(context.Find("aws:PrincipalOrgPaths")->is_list);
  EXPECT_EQ(Get(context, "aws:ResourceAccount"), "444455556666");
  EXPECT_EQ(Get(context, "aws:ResourceOrgID"), "o-a1b2c3d4e5");
  EXPECT_EQ(Get(context, "aws:ResourceOrgPaths"), "-");  // not known

  context = Imply("arn:aws:iam::123456789012:user/ana", facts, "");
  EXPECT_EQ(Get(context, "aws:PrincipalOrgID"), "-");
  EXPECT_EQ(Get(context, "aws:ResourceAccount"), "-");
  EXPECT_EQ(Get(context, "aws:ResourceOrgID"), "-");

  // Nobody's account is not the management account that nobody knows.
  organization.management_account = "";
  EXPECT_EQ(Get(Imply("ec2.amazonaws.com", facts), "aws:PrincipalOrgID"), "-");
}

TEST(ImpliedContextTest, OfTags) {
  const Tags principal_tags = {{"team", "blue"}};
  const Tags resource_tags = {{"Env", "prod"}, {"env", "dev"}};
  Facts facts;
  facts.principal_tags = &principal_tags;
  facts.resource_tags = &resource_tags;
  const Context context = Imply("arn:aws:iam::111122223333:user/ana", facts);
  EXPECT_EQ(Get(context, "aws:PrincipalTag/team"), "blue");
  EXPECT_EQ(Get(context, "aws:ResourceTag/Env"), "prod");
  EXPECT_EQ(Get(context, "aws:ResourceTag/env"), "dev");
}

TEST(FillInTest, TheRequestsOwnWordsWin) {
  Context implied;
  implied.Set("aws:SecureTransport", "true");
  implied.Set("aws:username", "ana");
  implied.Set("aws:PrincipalOrgPaths", std::vector<std::string>{"p"});
  Context context;
  context.Set("AWS:securetransport", "false");
  context.SetAbsent("aws:username");
  FillIn(implied, &context);
  EXPECT_EQ(Get(context, "aws:SecureTransport"), "false");
  EXPECT_EQ(Get(context, "aws:username"), "-");
  EXPECT_TRUE(context.Find("aws:PrincipalOrgPaths")->is_list);
}

TEST(FillInTest, TimesAreOneInstant) {
  Context context;
  context.Set("aws:CurrentTime", "2024-06-01T14:00:00+02:00");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:EpochTime"), "1717243200");

  context = Context();
  context.Set("aws:EpochTime", "1717243200");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:CurrentTime"), "2024-06-01T12:00:00Z");

  context = Context();
  context.Set("aws:CurrentTime", "soon");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:EpochTime"), "-");

  context = Context();
  context.Set("aws:CurrentTime", "2024-06-01");
  context.SetAbsent("aws:EpochTime");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:EpochTime"), "-");
}

// "Forward access sessions".
TEST(FillInTest, ForwardedRequests) {
  Context context;
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:ViaAWSService"), "false");
  EXPECT_EQ(Get(context, "aws:CalledViaFirst"), "-");
  context = Context();
  context.Set("aws:CalledVia",
              std::vector<std::string>{"cloudformation.amazonaws.com",
                                       "dynamodb.amazonaws.com"});
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:ViaAWSService"), "true");
  EXPECT_EQ(Get(context, "aws:CalledViaFirst"), "cloudformation.amazonaws.com");
  EXPECT_EQ(Get(context, "aws:CalledViaLast"), "dynamodb.amazonaws.com");
}

TEST(FillInTest, TagKeysAreThoseOfTheRequestsTags) {
  Context context;
  context.Set("aws:RequestTag/Team", "blue");
  context.Set("AWS:requesttag/env", "dev");
  context.SetAbsent("aws:RequestTag/gone");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:TagKeys"), "env|Team");
  EXPECT_TRUE(context.Find("aws:TagKeys")->is_list);
  context = Context();
  context.Set("aws:RequestTag/Team", "blue");
  context.SetAbsent("aws:TagKeys");
  FillIn(Context(), &context);
  EXPECT_EQ(Get(context, "aws:TagKeys"), "-");
}

}  // namespace
}  // namespace iam
