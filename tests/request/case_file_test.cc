#include "simulator/request/case_file.h"

#include <memory>

#include "gtest/gtest.h"

namespace iam {
namespace {

SourcePtr MakeSource(std::string name, std::string text) {
  return std::make_shared<Source>(std::move(name), std::move(text));
}

constexpr char kPolicy[] =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}})";

std::string CaseText(const std::string& more) {
  return R"({"id": "c", "request": {"principal": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject"})" +
         more + "}";
}

TEST(CaseFile, TakesOneCaseAListAGroupAndLines) {
  const std::string one = CaseText("");
  const struct {
    const char* name;
    std::string text;
    size_t count;
  } kRows[] = {
      {"a.json", one, 1},
      {"a.json", "[" + one + "," + one + "]", 2},
      {"a.json", "[]", 0},
      {"a.json", R"({"about": "x", "source": "y", "cases": [)" + one + "]}", 1},
      {"a.jsonl", one + "\n\n" + one + "\r\n", 2},
      {"a.jsonl", "", 0},
      {"<stdin>", one + "\n" + one, 2},
      {"<stdin>", one + "\n", 1},
      {"<stdin>", "[\n" + one + "\n]", 1},
  };
  for (const auto& row : kRows) {
    Diagnostics diagnostics;
    EXPECT_EQ(ReadCases(MakeSource(row.name, row.text), &diagnostics).size(),
              row.count)
        << row.text;
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.ToString();
  }
}

TEST(CaseFile, ReadsEveryField) {
  Diagnostics diagnostics;
  const auto cases = ReadCases(
      MakeSource("a.json", R"({"about": "group", "source": "guide", "cases": [
 {"id": "c", "rules": ["R1.1"], "about": "case",
  "request": {"principal": "*", "action": "s3:GetObject", "resource": "arn:aws:s3:::amzn-s3-demo-bucket/k",
    "resourceAccount": "111122223333", "federatingUser": "f", "canonicalUserId": "x",
    "context": {"aws:SourceIp": "203.0.113.7", "s3:max-keys": 5, "aws:MultiFactorAuthPresent": true, "aws:TagKeys": ["a", 1], "aws:userid": null}},
  "organization": {"id": "o-a1b2c3d4e5", "managementAccount": "444455556666", "accounts": {"111122223333": "o-a1b2c3d4e5/r-ab12/"}},
  "policies": {"scps": [[], []], "boundary": []},
  "expect": "implicitDeny", "decidedBy": "session", "matched": [], "missing": ["aws:userid"], "known_wrong": "allowed"}]})"),
      &diagnostics);
  ASSERT_EQ(cases.size(), 1u) << diagnostics.ToString();
  const Case& c = cases.front();
  EXPECT_EQ(c.about, "case");
  EXPECT_EQ(c.source, "guide");
  EXPECT_EQ(c.where, (Location{.line = 2, .column = 2}));
  EXPECT_EQ(c.request.resource_account, "111122223333");
  EXPECT_EQ(c.request.federating_user, "f");
  EXPECT_EQ(c.request.canonical_user_id, "x");
  EXPECT_EQ(c.request.context.Find("s3:max-keys")->values.front(), "5");
  EXPECT_EQ(
      c.request.context.Find("aws:multifactorauthpresent")->values.front(),
      "true");
  EXPECT_TRUE(c.request.context.Find("aws:TagKeys")->is_list);
  EXPECT_FALSE(c.request.context.Find("aws:userid").has_value());
  EXPECT_TRUE(c.request.context.Mentions("aws:userid"));
  EXPECT_EQ(c.policies.organization->management_account, "444455556666");
  EXPECT_EQ(c.policies.organization->account_paths.size(), 1u);
  EXPECT_EQ(c.policies.layer(PolicyType::kServiceControlPolicy)->size(), 2u);
  EXPECT_NE(c.policies.layer(PolicyType::kPermissionsBoundary), nullptr);
  EXPECT_EQ(c.policies.layer(PolicyType::kSession), nullptr);
  EXPECT_EQ(c.expect, "implicitDeny");
  EXPECT_EQ(c.decided_by, "session");
  EXPECT_EQ(c.known_wrong, "allowed");
  EXPECT_EQ(c.missing->size(), 1u);
}

TEST(CaseFile, NamesWhatIsWrong) {
  const struct {
    std::string text;
    const char* id;
    const char* message;
  } kRows[] = {
      {CaseText(R"(, "expects": "allowed")"), "unknown-field",
       "unknown field 'expects' in a case"},
      {CaseText(R"(, "expect": "denied")"), "bad-value",
       "'expect' is 'denied', not allowed, explicitDeny, implicitDeny or "
       "error"},
      {CaseText(R"(, "decidedBy": "scp")"), "bad-value", "unknown layer 'scp'"},
      {CaseText(R"(, "policies": {"scp": []})"), "unknown-field",
       "unknown field 'scp' in 'policies'"},
      {CaseText(R"(, "policies": {"scps": {}})"), "wrong-type",
       "'scps' is an object, not a list of levels"},
      {CaseText(R"(, "policies": {"identity": {"name": "x"}})"),
       "missing-field", "a policy entry has no 'document'"},
      {CaseText(R"(, "policies": {"resource": [], "trust": []})"), "bad-value",
       "'trust' is another name for 'resource'; both are given"},
      {CaseText(R"(, "matched": "x")"), "wrong-type",
       "'matched' is a string, not a list of strings"},
      {R"({"id": "c"})", "missing-field", "a case has no 'request'"},
      // One error for a misspelt field, not another for the lack of it.
      {R"({"requst": {}})", "unknown-field",
       "unknown field 'requst' in a case"},
      {R"({"request": {"principal": "*", "action": ""}})", "bad-value",
       "'action' is empty"},
      {R"({"request": {"principal": "*", "action": "a:b", "context": {"aws:userid": {}}}})",
       "wrong-type",
       "context key 'aws:userid' has an object for a value; a string or a list "
       "of strings is needed"},
      {R"({"request": {"principal": "*", "action": "a:b", "context": {"aws:userid": "1", "AWS:userid": "2"}}})",
       "duplicate-context-key",
       "context key 'AWS:userid' is given before as 'aws:userid'; their case "
       "does not matter"},
  };
  for (const auto& row : kRows) {
    Diagnostics diagnostics;
    EXPECT_TRUE(ReadCases(MakeSource("a.json", row.text), &diagnostics).empty())
        << row.text;
    ASSERT_EQ(diagnostics.error_count(), 1u) << diagnostics.ToString();
    EXPECT_EQ(diagnostics.all().front().id, row.id) << row.text;
    EXPECT_EQ(diagnostics.all().front().message, row.message) << row.text;
  }
}

TEST(CaseFile, TagsMayDifferInCaseAlone) {
  Diagnostics diagnostics;
  const auto cases = ReadCases(
      MakeSource("a.json",
                 R"({"request": {"principal": "*", "action": "a:b", "context":
                    {"aws:ResourceTag/Env": "1", "aws:ResourceTag/env": "2"}}})"),
      &diagnostics);
  ASSERT_EQ(cases.size(), 1u) << diagnostics.ToString();
  EXPECT_EQ(cases.front().request.context.size(), 2u);
}

TEST(CaseFile, AMalformedPolicyIsAnAnswerNotAReadError) {
  const std::string text =
      CaseText(R"(, "policies": {"identity": [{"document": null}, )" +
               std::string(kPolicy) + R"(, "{", "%7B"]})");
  Diagnostics diagnostics;
  const auto cases = ReadCases(MakeSource("a.json", text), &diagnostics);
  ASSERT_EQ(cases.size(), 1u) << diagnostics.ToString();
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_FALSE(cases.front().policies_ok);
  EXPECT_EQ(cases.front().policy_diagnostics.error_count(), 3u)
      << cases.front().policy_diagnostics.ToString();
}

TEST(CaseFile, NamesPoliciesAndKnowsTrustPolicies) {
  const std::string policy = kPolicy;
  Diagnostics diagnostics;
  const auto cases = ReadCases(
      MakeSource("a.json",
                 R"({"request": {"principal": "*", "action": "sts:assumerole",
      "resource": "arn:aws:iam::111122223333:role/path/deploy"},
      "policies": {"trust": )" +
                     policy + R"(, "identity": [)" + policy + "," +
                     R"({"name": "n", "document": )" + policy + "}," + policy +
                     "]}}"),
      &diagnostics);
  ASSERT_EQ(cases.size(), 1u) << diagnostics.ToString();
  EXPECT_NE(cases.front().policies.layer(PolicyType::kTrust), nullptr);
  const auto& identity =
      cases.front().policies.layer(PolicyType::kIdentityBased)->front();
  ASSERT_EQ(identity.size(), 3u);
  EXPECT_EQ(identity[0].name, "identity");
  EXPECT_EQ(identity[1].name, "n");
  EXPECT_EQ(identity[2].name, "identity-3");
}

TEST(CaseFile, PlacesInLinesAreThoseOfTheFile) {
  Diagnostics diagnostics;
  const auto cases = ReadCases(
      MakeSource("a.jsonl",
                 "{oops\n" + CaseText(R"(, "policies": {"identity": )" +
                                      std::string(kPolicy) + "}")),
      &diagnostics);
  ASSERT_EQ(cases.size(), 1u);
  EXPECT_EQ(cases.front().where, (Location{.line = 2, .column = 1}));
  const Policy& policy = cases.front()
                             .policies.layer(PolicyType::kIdentityBased)
                             ->front()
                             .front()
                             .policy;
  EXPECT_EQ(policy.text(), kPolicy);
  EXPECT_EQ(policy.LocationOf({0, 1}).line, 2u);
  ASSERT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.ToString().substr(0, 17), "a.jsonl:1:2: erro");
}

}  // namespace
}  // namespace iam
