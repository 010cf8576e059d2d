// Which statements which policy types take. What is said of the others is in
// corpus/diagnostics/.

#include <string>

#include "gtest/gtest.h"
#include "iam/policy.h"

namespace iam {
namespace {

constexpr PolicyType kIdentity = PolicyType::kIdentityBased;
constexpr PolicyType kResource = PolicyType::kResourceBased;
constexpr PolicyType kBoundary = PolicyType::kPermissionsBoundary;
constexpr PolicyType kSession = PolicyType::kSession;
constexpr PolicyType kScp = PolicyType::kServiceControlPolicy;
constexpr PolicyType kRcp = PolicyType::kResourceControlPolicy;
constexpr PolicyType kEndpoint = PolicyType::kVpcEndpoint;
constexpr PolicyType kTrust = PolicyType::kTrust;

struct Row {
  PolicyType type;
  std::string statement;
  bool accepted;
};

void Check(const Row& row) {
  const auto policy = Policy::Parse(
      R"({"Version":"2012-10-17","Statement":[)" + row.statement + "]}", "x");
  ASSERT_TRUE(policy.ok()) << policy.status();
  Diagnostics diagnostics;
  EXPECT_EQ(CheckPolicyType(*policy, row.type, &diagnostics), row.accepted)
      << Name(row.type) << ": " << row.statement << "\n"
      << diagnostics.ToString();
  EXPECT_EQ(diagnostics.has_errors(), !row.accepted);
  EXPECT_EQ(CheckPolicyType(*policy, row.type, nullptr), row.accepted);
}

TEST(TypeChecksTest, Elements) {
  const std::string bare = R"({"Effect":"Allow","Action":"sts:AssumeRole"})";
  const std::string resource =
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})";
  const std::string principal =
      R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"})";
  const std::string both =
      R"({"Effect":"Allow","Action":"s3:*","Principal":"*","Resource":"*"})";
  const Row kRows[] = {
      {kIdentity, bare, false},      {kIdentity, resource, true},
      {kIdentity, principal, false}, {kIdentity, both, false},
      {kBoundary, resource, true},   {kBoundary, both, false},
      {kSession, resource, true},    {kSession, both, false},
      {kScp, resource, true},        {kScp, both, false},
      {kScp, bare, false},           {kResource, bare, true},
      {kResource, resource, true},  // warned: it matches nobody
      {kResource, principal, true},  {kResource, both, true},
      {kEndpoint, resource, false},  {kEndpoint, both, true},
      {kTrust, bare, false},         {kTrust, principal, true},
      {kTrust, both, false},
  };
  for (const Row& row : kRows) Check(row);
}

TEST(TypeChecksTest, DenyForNobody) {
  Check({kResource, R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})",
         false});
}

TEST(TypeChecksTest, Sids) {
  const std::string plain =
      R"({"Sid":"A1","Effect":"Allow","Action":"s3:*","Resource":"*"})";
  const std::string blank =
      R"({"Sid":"A 1","Effect":"Allow","Action":"s3:*","Resource":"*"})";
  const std::string empty =
      R"({"Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"})";
  const Row kRows[] = {
      {kIdentity, plain, true},
      {kIdentity, plain + "," + plain, false},
      {kIdentity, empty + "," + empty, true},  // the same as none
      {kIdentity, blank, false},
      {kScp, plain + "," + plain, true},  // warned
      {kScp, blank, true},
      {kResource, blank + "," + blank, true},
  };
  for (const Row& row : kRows) Check(row);
  // In a document of many statements, too.
  const auto many = [](int first, int last) {
    std::string statements;
    for (int i = first; i <= last; ++i) {
      if (!statements.empty()) statements += ",";
      statements += R"({"Sid":"A)" + std::to_string(i) +
                    R"(","Effect":"Allow","Action":"s3:*","Resource":"*"})";
    }
    return statements;
  };
  Check({kIdentity, many(1, 60), true});
  Check({kIdentity, many(1, 60) + "," + plain, false});
  Check({kIdentity, many(1, 90), true});
  Check({kIdentity, many(1, 90) + "," + plain, false});
}

TEST(TypeChecksTest, TrustActions) {
  const auto trust = [](const std::string& action) {
    return R"({"Effect":"Allow","Principal":"*","Action":")" + action + "\"}";
  };
  const Row kRows[] = {
      {kTrust, trust("sts:AssumeRole"), true}, {kTrust, trust("STS:*"), true},
      {kTrust, trust("sts:Tag*"), true},       {kTrust, trust("*"), false},
      {kTrust, trust("s3:GetObject"), false},
  };
  for (const Row& row : kRows) Check(row);
}

TEST(TypeChecksTest, ResourceControlPolicies) {
  const Row kRows[] = {
      // RCPFullAWSAccess, the one that allows.
      {kRcp,
       R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})",
       true},
      {kRcp,
       R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})",
       false},
      {kRcp,
       R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*",
           "Condition":{"Null":{"aws:PrincipalArn":"true"}}})",
       false},
      {kRcp,
       R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})",
       true},
      {kRcp,
       R"({"Effect":"Deny","Principal":"*","Action":"s3:*",
           "NotResource":"arn:aws:s3:::amzn-s3-demo-bucket"})",
       true},
      {kRcp, R"({"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})",
       false},
      {kRcp,
       R"({"Effect":"Deny","Principal":{"AWS":"111122223333"},
           "Action":"s3:*","Resource":"*"})",
       false},
      {kRcp,
       R"({"Effect":"Deny","Principal":"*","NotAction":"s3:*",
           "Resource":"*"})",
       false},
  };
  for (const Row& row : kRows) Check(row);
}

TEST(TypeChecksTest, CharactersAreThoseOfTheText) {
  const auto statement = [](const std::string& name) {
    return R"({"Effect":"Allow","Action":"s3:*","Resource":)"
           R"("arn:aws:s3:::amzn-s3-demo-bucket/)" +
           name + "\"}";
  };
  const Row kRows[] = {
      {kIdentity, statement("\xC3\xBF"), true},   // U+00FF
      {kIdentity, statement("\xC4\x80"), false},  // U+0100
      {kIdentity, statement(R"(\u0100)"), true},  // escaped: ASCII
      {kScp, statement("\xC4\x80"), true},
      {kResource, statement("\xC4\x80"), true},
  };
  for (const Row& row : kRows) Check(row);
}

}  // namespace
}  // namespace iam
