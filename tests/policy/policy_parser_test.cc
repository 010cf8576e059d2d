// What a parsed policy holds. What is said of a wrong one is in
// corpus/diagnostics/.

#include <memory>
#include <string>

#include "engine/text/json.h"
#include "gtest/gtest.h"
#include "iam/policy.h"

namespace iam {
namespace {

constexpr absl::string_view kDocument = R"({
  "Version": "2012-10-17",
  "Id": "Reports",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Principal": {
        "AWS": ["111122223333", "arn:aws:iam::444455556666:user/ana"],
        "Service": "lambda.amazonaws.com"
      },
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "*"],
      "Condition": {
        "ForAnyValue:StringLike": {"aws:TagKeys": ["a*", "b"]},
        "NumericLessThan": {"s3:max-keys": 1.50},
        "Bool": {"aws:SecureTransport": true}
      }
    },
    {
      "Effect": "Deny",
      "NotPrincipal": "*",
      "NotAction": ["s3:*"],
      "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket"
    }
  ]
})";

std::string TextAt(const Policy& policy, Span span) {
  return std::string(policy.text().substr(span.begin, span.end - span.begin));
}

void ExpectDocument(const Policy& policy) {
  EXPECT_EQ(policy.text(), kDocument);
  EXPECT_EQ(policy.version(), PolicyVersion::k2012_10_17);
  ASSERT_TRUE(policy.id().has_value());
  EXPECT_EQ(policy.id()->text, "Reports");
  ASSERT_EQ(policy.statements().size(), 2u);

  const Statement& read = policy.statements()[0];
  ASSERT_TRUE(read.sid.has_value());
  EXPECT_EQ(TextAt(policy, read.sid->span), "Read");
  EXPECT_EQ(read.effect, Effect::kAllow);
  ASSERT_TRUE(read.principal.has_value());
  EXPECT_FALSE(read.principal->negated);
  ASSERT_EQ(read.principal->entries.size(), 3u);
  EXPECT_EQ(read.principal->entries[1].type, PrincipalType::kAws);
  EXPECT_EQ(read.principal->entries[1].value.text,
            "arn:aws:iam::444455556666:user/ana");
  EXPECT_EQ(read.principal->entries[2].type, PrincipalType::kService);
  EXPECT_FALSE(read.action.negated);
  EXPECT_EQ(TextAt(policy, read.action.span), R"("Action": "s3:GetObject")");
  ASSERT_TRUE(read.resource.has_value());
  ASSERT_EQ(read.resource->entries.size(), 2u);
  EXPECT_EQ(TextAt(policy, read.resource->entries[0].span),
            "arn:aws:s3:::amzn-s3-demo-bucket/*");

  ASSERT_EQ(read.conditions.size(), 3u);
  const Condition& tags = read.conditions[0];
  EXPECT_EQ(ToString(tags.op), "ForAnyValue:StringLike");
  EXPECT_EQ(TextAt(policy, tags.op_span), "ForAnyValue:StringLike");
  EXPECT_EQ(tags.key.text, "aws:TagKeys");
  EXPECT_EQ(TextAt(policy, tags.span), R"("aws:TagKeys": ["a*", "b"])");
  ASSERT_EQ(tags.values.size(), 2u);
  EXPECT_EQ(tags.values[1].text, "b");
  EXPECT_EQ(read.conditions[1].values[0].text, "1.50");  // as written
  EXPECT_EQ(TextAt(policy, read.conditions[1].values[0].span), "1.50");
  EXPECT_EQ(read.conditions[2].values[0].text, "true");

  const Statement& deny = policy.statements()[1];
  EXPECT_FALSE(deny.sid.has_value());
  EXPECT_EQ(deny.effect, Effect::kDeny);
  EXPECT_TRUE(deny.principal->negated);
  ASSERT_EQ(deny.principal->entries.size(), 1u);
  EXPECT_EQ(deny.principal->entries[0].value.text, "*");
  EXPECT_TRUE(deny.action.negated);
  EXPECT_TRUE(deny.resource->negated);
  EXPECT_TRUE(deny.conditions.empty());
}

TEST(PolicyParserTest, KeepsWhatWasWritten) {
  Diagnostics diagnostics;
  const auto policy = Policy::Parse(kDocument, "deploy.json", &diagnostics);
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_TRUE(diagnostics.empty()) << diagnostics.ToString();
  ExpectDocument(*policy);
  EXPECT_EQ(policy->source()->name(), "deploy.json");
  EXPECT_EQ(policy->offset(), 0u);
  EXPECT_EQ(policy->LocationOf(policy->statements()[1].span),
            (Location{20, 5}));
}

TEST(PolicyParserTest, ReadsADocumentInsideALargerText) {
  const std::string text =
      "{\n\"PolicyDocument\": " + std::string(kDocument) + "}";
  const auto source = std::make_shared<const Source>("world.json", text);
  const auto json = ParseJson(source, nullptr);
  ASSERT_TRUE(json.has_value());
  const auto policy =
      Policy::FromJson(*json->root().Find("PolicyDocument"), source);
  ASSERT_TRUE(policy.ok()) << policy.status();
  ExpectDocument(*policy);
  EXPECT_EQ(policy->offset(), 20u);
  EXPECT_EQ(policy->LocationOf(policy->statements()[1].span),
            (Location{21, 5}));
}

// What a policy points to stays, whatever became of the JSON document and of
// the policy it was copied from.
TEST(PolicyParserTest, CopiesKeepWhatTheyPointTo) {
  std::optional<Policy> copy;
  {
    auto source = std::make_shared<const Source>(
        "x", R"({"Statement":{"Sid":"A\u0042C","Effect":"Allow",)"
             R"("Action":["s3:\u0047et","ec2:*"],"Resource":"*"}})");
    const auto json = ParseJson(source, nullptr);
    ASSERT_TRUE(json.has_value());
    const auto policy = Policy::FromJson(json->root(), std::move(source));
    ASSERT_TRUE(policy.ok()) << policy.status();
    copy = *policy;
  }
  ASSERT_EQ(copy->statements().size(), 1u);
  const Statement& statement = copy->statements()[0];
  EXPECT_EQ(statement.sid->text, "ABC");
  ASSERT_EQ(statement.action.entries.size(), 2u);
  EXPECT_EQ(statement.action.entries[0].text, "s3:Get");
  EXPECT_EQ(statement.action.entries[1].text, "ec2:*");
  EXPECT_EQ(copy->LocationOf(statement.action.entries[1].span),
            (Location{1, 74}));
}

TEST(PolicyParserTest, OneStatementNeedsNoList) {
  const auto policy = Policy::Parse(
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})", "x");
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->version(), PolicyVersion::k2008_10_17);  // if left out
  EXPECT_EQ(policy->statements().size(), 1u);
}

TEST(PolicyParserTest, ErrorsGoToTheStatusWithoutDiagnosticsToo) {
  const auto policy =
      Policy::Parse(R"({"Statement":[{"Effect":"allow"}]})", "deploy.json");
  EXPECT_EQ(policy.status(),
            absl::InvalidArgumentError(
                "deploy.json:1:26: 'Effect' must be 'Allow' or 'Deny', not "
                "'allow' [unknown-effect] (and 1 more error)"));
}

TEST(PolicyParserTest, StatusIsOfItsOwnDocument) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Policy::Parse("{}", "bad.json", &diagnostics).ok());
  EXPECT_TRUE(Policy::Parse(kDocument, "good.json", &diagnostics).ok());
  EXPECT_EQ(diagnostics.error_count(), 1u);
}

TEST(PolicyParserTest, LimitsTheSize) {
  std::string text(kDocument);
  text.append(kMaxPolicyBytes - text.size(), ' ');
  EXPECT_TRUE(Policy::Parse(text, "x").ok());
  text += ' ';
  EXPECT_EQ(Policy::Parse(text, "x").status().message(),
            "x:1:1: policy document of 1048577 bytes; the limit is 1048576 "
            "[document-too-large]");
}

TEST(PolicyParserTest, LimitsWhatIsSaidOfOneDocument) {
  // A thousand warnings do not hide the error behind them.
  std::string text = R"({"Statement":[{"Effect":"Allow","Action":[)";
  for (int i = 0; i < 1000; ++i) text += "\"s3:\",";
  text += R"("s3:*","*"],"Resource":"*","Condition":{"Like":{}}},{},{}]})";
  Diagnostics diagnostics;
  EXPECT_FALSE(Policy::Parse(text, "x", &diagnostics).ok());
  EXPECT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.all().back().message, "804 more errors and warnings");
}

TEST(PolicyParserTest, AcceptsPrincipals) {
  const char* const kRows[] = {
      R"("*")",
      R"({"AWS": "*"})",
      R"({"AWS": "111122223333"})",
      R"({"AWS": "arn:aws:iam::111122223333:root"})",
      R"({"AWS": "arn:aws-cn:iam::111122223333:user/a/b/ana"})",
      R"({"AWS": "arn:aws:iam::111122223333:role/reader"})",
      R"({"AWS": "arn:aws:sts::111122223333:assumed-role/reader/s@x"})",
      R"({"AWS": "arn:aws:sts::111122223333:federated-user/ana"})",
      R"({"AWS": "AIDACKCEVSQ6C2EXAMPLE"})",
      R"({"AWS": "AROACKCEVSQ6C2EXAMPLE"})",
      // An origin access identity is a user of no account.
      R"({"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE"})",
      R"({"Service": ["ec2.amazonaws.com", "s3.eu-west-1.amazonaws.com"]})",
      R"({"Federated": "cognito-identity.amazonaws.com"})",
      R"({"Federated": "arn:aws:iam::111122223333:saml-provider/corp"})",
      R"({"Federated": "arn:aws:iam::111122223333:oidc-provider/h.example/x"})",
      R"({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8"})",
  };
  for (const std::string principal : kRows) {
    const auto policy = Policy::Parse(
        R"({"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Principal":)" +
            principal + "}}",
        "x");
    EXPECT_TRUE(policy.ok()) << principal << "\n" << policy.status();
  }
}

}  // namespace
}  // namespace iam
