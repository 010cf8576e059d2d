#include "engine/match/request_principal.h"

#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

using enum PrincipalKind;

TEST(RequestPrincipalTest, TakesPrincipalsApart) {
  const struct {
    const char* text;
    PrincipalKind kind;
    const char* account;
    const char* name;
    const char* session;
  } kRows[] = {
      {"*", kAnonymous, "", "", ""},
      {"anonymous", kAnonymous, "", "", ""},
      {"111122223333", kRootUser, "111122223333", "", ""},
      {"arn:aws:iam::111122223333:root", kRootUser, "111122223333", "", ""},
      {"arn:aws:iam::111122223333:user/ana", kUser, "111122223333", "ana", ""},
      {"arn:aws:iam::111122223333:user/team/blue/ana", kUser, "111122223333",
       "ana", ""},
      {"arn:aws:sts::111122223333:assumed-role/deploy/ci", kRoleSession,
       "111122223333", "deploy", "ci"},
      {"arn:aws:iam::111122223333:role/app/deploy", kRoleSession,
       "111122223333", "deploy", ""},
      {"arn:aws:sts::111122223333:federated-user/ben", kFederatedUser,
       "111122223333", "ben", ""},
      {"ec2.amazonaws.com", kService, "", "", ""},
      {"states.eu-west-1.amazonaws.com", kService, "", "", ""},
      {"accounts.google.com", kIdentityProvider, "", "", ""},
      {"www.amazon.com", kIdentityProvider, "", "", ""},
      {"arn:aws:iam::111122223333:oidc-provider/idp.example.com",
       kIdentityProvider, "", "", ""},
      {"arn:aws:iam::111122223333:saml-provider/corp", kIdentityProvider, "",
       "", ""},
  };
  for (const auto& row : kRows) {
    const auto principal = ParseRequestPrincipal(row.text);
    ASSERT_TRUE(principal.has_value()) << row.text;
    EXPECT_EQ(principal->kind, row.kind) << row.text;
    EXPECT_EQ(principal->account, row.account) << row.text;
    EXPECT_EQ(principal->name, row.name) << row.text;
    EXPECT_EQ(principal->session, row.session) << row.text;
  }
}

TEST(RequestPrincipalTest, RefusesWhatCannotCall) {
  for (const char* text : {
           "",
           "ana",
           "11112222333",
           "arn:aws:iam::111122223333:group/team",  // never a principal
           "arn:aws:iam::111122223333:policy/p",
           "arn:aws:iam::111122223333:user/",
           "arn:aws:iam::111122223333:role/app/",
           "arn:aws:iam::111122223333:user",
           "arn:aws:iam::1:user/ana",
           "arn:aws:iam:::user/ana",
           "arn:aws:iam:eu-west-1:111122223333:user/ana",
           "arn:aws:iam::*:user/ana",
           "arn:aws:sts::111122223333:assumed-role/deploy",  // no session
           "arn:aws:sts::111122223333:assumed-role/deploy/",
           "arn:aws:sts::111122223333:assumed-role//ci",
           "arn:aws:sts::111122223333:federated-user/",
           "arn:aws:sts::111122223333:user/ana",
           "arn:aws:iam::111122223333:assumed-role/deploy/ci",
           "arn:aws:s3:::amzn-s3-demo-bucket",
           "arn:aws:iam::111122223333:saml-provider/",
           "*.amazonaws.com",
           "https://idp.example.com",
           "idp.example.com/path",
           "idp.example.com:443",
       }) {
    EXPECT_FALSE(ParseRequestPrincipal(text).has_value()) << text;
  }
}

TEST(RequestPrincipalTest, AnAccountIdIsItsRootUser) {
  const auto root = ParseRequestPrincipal("111122223333");
  EXPECT_EQ(root->kind, kRootUser);
  EXPECT_EQ(root->partition, "aws");
  EXPECT_EQ(root->text, "111122223333");
}

TEST(RequestPrincipalTest, ARoleArnIsAnUnnamedSessionOfIt) {
  const auto role =
      ParseRequestPrincipal("arn:aws-cn:iam::111122223333:role/app/deploy");
  EXPECT_EQ(role->role_arn, "arn:aws-cn:iam::111122223333:role/app/deploy");
  EXPECT_EQ(role->partition, "aws-cn");
  const auto session =
      ParseRequestPrincipal("arn:aws:sts::111122223333:assumed-role/deploy/ci");
  EXPECT_EQ(session->role_arn, "");  // its path is not known
}

TEST(RequestPrincipalTest, AccountMembers) {
  const struct {
    const char* text;
    bool expected;
  } kRows[] = {
      {"arn:aws:iam::111122223333:root", true},
      {"arn:aws:iam::111122223333:user/ana", true},
      {"arn:aws:sts::111122223333:assumed-role/deploy/ci", true},
      {"arn:aws:sts::111122223333:federated-user/ben", true},
      {"*", false},
      {"ec2.amazonaws.com", false},
      {"accounts.google.com", false},
      {"arn:aws:iam::111122223333:saml-provider/corp", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ParseRequestPrincipal(row.text)->is_account_member(),
              row.expected)
        << row.text;
  }
}

// "Service control policies": service-linked roles are known by their path.
TEST(RequestPrincipalTest, ServiceLinkedRoles) {
  auto principal = ParseRequestPrincipal(
      "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/"
      "AWSServiceRoleForECS");
  EXPECT_TRUE(principal->is_service_linked_role());
  principal = ParseRequestPrincipal(
      "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/x");
  EXPECT_FALSE(principal->is_service_linked_role());  // nothing shows it
  principal->role_arn =
      "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/"
      "AWSServiceRoleForECS";
  EXPECT_TRUE(principal->is_service_linked_role());
  principal = ParseRequestPrincipal(
      "arn:aws:iam::111122223333:role/app/aws-service-role/x");
  EXPECT_FALSE(principal->is_service_linked_role());
  principal = ParseRequestPrincipal(
      "arn:aws:iam::111122223333:user/aws-service-role/x");
  EXPECT_FALSE(principal->is_service_linked_role());
}

TEST(RequestPrincipalTest, IsRoleOf) {
  const auto session =
      ParseRequestPrincipal("arn:aws:sts::111122223333:assumed-role/Deploy/ci");
  const struct {
    const char* role_arn;
    bool expected;
  } kRows[] = {
      {"arn:aws:iam::111122223333:role/Deploy", true},
      {"arn:aws:iam::111122223333:role/any/path/Deploy", true},
      {"arn:aws:iam::111122223333:role/deploy", true},  // names ignore case
      {"arn:aws:iam::111122223333:role/Deploy/other", false},
      {"arn:aws:iam::111122223333:role/MyDeploy", false},
      {"arn:aws:iam::444455556666:role/Deploy", false},
      {"arn:aws-cn:iam::111122223333:role/Deploy", false},
      {"arn:aws:sts::111122223333:role/Deploy", false},
      {"arn:aws:iam::111122223333:user/Deploy", false},
      {"Deploy", false},
      {"", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(IsRoleOf(*session, row.role_arn), row.expected) << row.role_arn;
  }
}

}  // namespace
}  // namespace iam
