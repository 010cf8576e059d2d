#include "engine/eval/implied_context.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

// A request's context with all that it implies.
class Implied {
 public:
  explicit Implied(absl::string_view principal, const Facts& facts = {},
                   absl::string_view resource_account = "")
      : Implied(*ParseRequestPrincipal(principal), facts, resource_account) {}
  explicit Implied(const RequestPrincipal& principal, const Facts& facts = {},
                   absl::string_view resource_account = "",
                   Context given = Context())
      : principal_(principal),
        facts_(facts),
        given_(std::move(given)),
        implied_(given_, principal_, facts_) {
    implied_.set_resource_account(resource_account);
  }
  // Of an anonymous caller.
  explicit Implied(Context given)
      : Implied(RequestPrincipal(), {}, "", std::move(given)) {}

  KeyValues Find(absl::string_view key) const {
    return ContextView(given_, &implied_).Find(MakeConditionKey(key));
  }
  // The values under the key, joined by '|'; "-" if the key is missing.
  std::string Get(absl::string_view key) const {
    const KeyValues found = Find(key);
    return found.values.empty() ? "-"
                                : absl::StrJoin(found.values.ToStrings(), "|");
  }

 private:
  const RequestPrincipal principal_;
  const Facts facts_;
  const Context given_;
  ImpliedContext implied_;
};

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
    const Implied implied(row.principal);
    EXPECT_EQ(implied.Get("aws:PrincipalArn"), row.arn) << row.principal;
    EXPECT_EQ(implied.Get("aws:PrincipalAccount"), row.account)
        << row.principal;
    EXPECT_EQ(implied.Get("aws:PrincipalType"), row.type) << row.principal;
    EXPECT_EQ(implied.Get("aws:userid"), row.userid) << row.principal;
    EXPECT_EQ(implied.Get("aws:username"), row.username) << row.principal;
    EXPECT_EQ(implied.Get("aws:PrincipalIsAWSService"), row.is_service)
        << row.principal;
    EXPECT_EQ(implied.Get("aws:SecureTransport"), "true") << row.principal;
  }
  EXPECT_EQ(Implied("ec2.amazonaws.com").Get("aws:PrincipalServiceName"),
            "ec2.amazonaws.com");
  EXPECT_EQ(Implied("accounts.google.com").Get("aws:FederatedProvider"),
            "accounts.google.com");
}

TEST(ImpliedContextTest, OfUniqueIds) {
  auto user = *ParseRequestPrincipal("arn:aws:iam::111122223333:user/ana");
  user.unique_id = "AIDAEXAMPLE";
  EXPECT_EQ(Implied(user).Get("aws:userid"), "AIDAEXAMPLE");
  auto session =
      *ParseRequestPrincipal("arn:aws:sts::111122223333:assumed-role/r/ci");
  session.unique_id = "AROAEXAMPLE";
  session.role_arn = "arn:aws:iam::111122223333:role/app/r";
  const Implied implied(session);
  EXPECT_EQ(implied.Get("aws:userid"), "AROAEXAMPLE:ci");
  EXPECT_EQ(implied.Get("aws:PrincipalArn"),
            "arn:aws:iam::111122223333:role/app/r");
  session.session = "";  // nobody knows its name
  EXPECT_EQ(Implied(session).Get("aws:userid"), "-");
}

TEST(ImpliedContextTest, OfTheOrganization) {
  Organization organization;
  organization.id = "o-a1b2c3d4e5";
  organization.management_account = "444455556666";
  organization.account_paths["111122223333"] =
      "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/";
  Facts facts;
  facts.organization = &organization;

  {
    const Implied implied("arn:aws:iam::111122223333:user/ana", facts,
                          "444455556666");
    EXPECT_EQ(implied.Get("aws:PrincipalOrgID"), "o-a1b2c3d4e5");
    EXPECT_EQ(implied.Get("aws:PrincipalOrgPaths"),
              "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/");
    EXPECT_TRUE(implied.Find("aws:PrincipalOrgPaths").is_list);
    EXPECT_EQ(implied.Get("aws:ResourceAccount"), "444455556666");
    EXPECT_EQ(implied.Get("aws:ResourceOrgID"), "o-a1b2c3d4e5");
    EXPECT_EQ(implied.Get("aws:ResourceOrgPaths"), "-");  // not known
  }
  {
    const Implied implied("arn:aws:iam::123456789012:user/ana", facts, "");
    EXPECT_EQ(implied.Get("aws:PrincipalOrgID"), "-");
    EXPECT_EQ(implied.Get("aws:ResourceAccount"), "-");
    EXPECT_EQ(implied.Get("aws:ResourceOrgID"), "-");
  }

  // Nobody's account is not the management account that nobody knows.
  organization.management_account = "";
  EXPECT_EQ(Implied("ec2.amazonaws.com", facts).Get("aws:PrincipalOrgID"), "-");
}

TEST(ImpliedContextTest, OfTags) {
  const Tags principal_tags = {{"team", "blue"}};
  const Tags resource_tags = {{"Env", "prod"}, {"env", "dev"}};
  Facts facts;
  facts.principal_tags = &principal_tags;
  facts.resource_tags = &resource_tags;
  const Implied implied("arn:aws:iam::111122223333:user/ana", facts);
  EXPECT_EQ(implied.Get("aws:PrincipalTag/team"), "blue");
  EXPECT_EQ(implied.Get("aws:ResourceTag/Env"), "prod");
  EXPECT_EQ(implied.Get("aws:ResourceTag/env"), "dev");
  EXPECT_EQ(implied.Get("aws:ResourceTag/ENV"), "prod");  // first in byte order
}

TEST(ImpliedContextTest, TheRequestsOwnWordsWin) {
  Organization organization;
  organization.id = "o-a1b2c3d4e5";
  organization.account_paths["111122223333"] = "p";
  Facts facts;
  facts.organization = &organization;
  Context given;
  given.Set("AWS:securetransport", "false");
  given.SetAbsent("aws:username");
  const Implied implied(
      *ParseRequestPrincipal("arn:aws:iam::111122223333:user/ana"), facts, "",
      given);
  EXPECT_EQ(implied.Get("aws:SecureTransport"), "false");
  EXPECT_EQ(implied.Get("aws:username"), "-");
  EXPECT_EQ(implied.Get("aws:PrincipalOrgPaths"), "p");
}

TEST(ImpliedContextTest, TimesAreOneInstant) {
  Context given;
  given.Set("aws:CurrentTime", "2024-06-01T14:00:00+02:00");
  EXPECT_EQ(Implied(given).Get("aws:EpochTime"), "1717243200");

  given = Context();
  given.Set("aws:EpochTime", "1717243200");
  EXPECT_EQ(Implied(given).Get("aws:CurrentTime"), "2024-06-01T12:00:00Z");

  given = Context();
  given.Set("aws:CurrentTime", "soon");
  EXPECT_EQ(Implied(given).Get("aws:EpochTime"), "-");

  given = Context();
  given.Set("aws:CurrentTime", "2024-06-01");
  given.SetAbsent("aws:EpochTime");
  EXPECT_EQ(Implied(given).Get("aws:EpochTime"), "-");
}

// Dates have a year of four digits.
TEST(ImpliedContextTest, TimesWithoutADateAreNone) {
  const struct {
    const char* epoch;
    const char* date;
  } kRows[] = {
      {"-62167219200", "0000-01-01T00:00:00Z"},
      {"-62167219201", "-"},
      {"253402300799", "9999-12-31T23:59:59Z"},
      {"253402300800", "-"},
  };
  for (const auto& row : kRows) {
    Context given;
    given.Set("aws:EpochTime", row.epoch);
    EXPECT_EQ(Implied(given).Get("aws:CurrentTime"), row.date) << row.epoch;
  }
}

// "Forward access sessions".
TEST(ImpliedContextTest, ForwardedRequests) {
  EXPECT_EQ(Implied(Context()).Get("aws:ViaAWSService"), "false");
  EXPECT_EQ(Implied(Context()).Get("aws:CalledViaFirst"), "-");
  Context given;
  given.Set("aws:CalledVia",
            std::vector<std::string>{"cloudformation.amazonaws.com",
                                     "dynamodb.amazonaws.com"});
  const Implied implied(given);
  EXPECT_EQ(implied.Get("aws:ViaAWSService"), "true");
  EXPECT_EQ(implied.Get("aws:CalledViaFirst"), "cloudformation.amazonaws.com");
  EXPECT_EQ(implied.Get("aws:CalledViaLast"), "dynamodb.amazonaws.com");
}

TEST(ImpliedContextTest, TagKeysAreThoseOfTheRequestsTags) {
  Context given;
  given.Set("aws:RequestTag/Team", "blue");
  given.Set("AWS:requesttag/env", "dev");
  given.SetAbsent("aws:RequestTag/gone");
  const Implied implied(given);
  EXPECT_EQ(implied.Get("aws:TagKeys"), "env|Team");
  EXPECT_TRUE(implied.Find("aws:TagKeys").is_list);
  given = Context();
  given.Set("aws:RequestTag/Team", "blue");
  given.SetAbsent("aws:TagKeys");
  EXPECT_EQ(Implied(given).Get("aws:TagKeys"), "-");
}

}  // namespace
}  // namespace iam
