// Additions keep the form of the document they are made in.
#include "simulator/why/policy_edit.h"

#include <memory>

#include "gtest/gtest.h"
#include "iam/engine.h"
#include "iam/explanation.h"

namespace iam {
namespace {

class PolicyEditTest : public testing::Test {
 protected:
  // The last statement of a document.
  StatementRef Last(const std::string& text) {
    auto policy = Policy::Parse(text, "p.json");
    EXPECT_TRUE(policy.ok()) << policy.status();
    PolicySet set;
    set.Add(PolicyType::kIdentityBased, "p", *std::move(policy));
    engine_.emplace(*Engine::Compile(std::move(set)));
    Request request;
    request.principal = "arn:aws:iam::111122223333:user/ana";
    request.action = "s3:GetObject";
    explanation_ = engine_->Explain(request);
    return explanation_.layers.front().statements.back().statement;
  }

  std::string WithStatement(const std::string& text,
                            const NewStatement& statement) {
    const TextEdit edit = AddStatement(Last(text), statement);
    const std::string edited = EditedText(*edit.source, {edit});
    EXPECT_TRUE(Policy::Parse(edited, "p.json").ok()) << edited;
    return edited;
  }
  std::string WithValue(const std::string& text, const char* element) {
    const WrittenStatement written(Last(text));
    const TextEdit edit =
        AddValue(written.source(), *written.Find(element, element), "s3:New");
    return EditedText(*edit.source, {edit});
  }
  std::string WithCondition(const std::string& text) {
    const WrittenStatement written(Last(text));
    const TextEdit edit = AddCondition(written, {"Bool", "k", "true"});
    const std::string edited = EditedText(*edit.source, {edit});
    EXPECT_TRUE(Policy::Parse(edited, "p.json").ok()) << edited;
    return edited;
  }

  std::optional<Engine> engine_;
  Explanation explanation_;
};

NewStatement MakeNew() {
  NewStatement statement;
  statement.action = "s3:GetObject";
  statement.resource = "*";
  return statement;
}
const NewStatement kNew = MakeNew();

TEST_F(PolicyEditTest, AStatementAsItsNeighbourIsWritten) {
  EXPECT_EQ(
      WithStatement("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
                    "    {\n      \"Effect\": \"Allow\",\n"
                    "      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"\n"
                    "    }\n  ]\n}\n",
                    kNew),
      "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
      "    {\n      \"Effect\": \"Allow\",\n"
      "      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"\n    },\n"
      "    {\n      \"Effect\": \"Allow\",\n"
      "      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"*\"\n"
      "    }\n  ]\n}\n");
  EXPECT_EQ(
      WithStatement(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
                    R"("Action":"s3:*","Resource":"*"}]})",
                    kNew),
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
      R"("Action":"s3:*","Resource":"*"},{"Effect":"Allow",)"
      R"("Action":"s3:GetObject","Resource":"*"}]})");
}

TEST_F(PolicyEditTest, ALoneStatementBecomesAList) {
  EXPECT_EQ(
      WithStatement(R"({"Version": "2012-10-17", "Statement": )"
                    R"({"Effect": "Deny", "Action": "a:b", "Resource": "*"}})",
                    kNew),
      R"({"Version": "2012-10-17", "Statement": )"
      R"([{"Effect": "Deny", "Action": "a:b", "Resource": "*"}, )"
      R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]})");
}

TEST_F(PolicyEditTest, AValueBesideOthers) {
  const std::string head = R"({"Version": "2012-10-17", "Statement": [{)"
                           R"("Effect": "Allow", "Resource": "*", "Action": )";
  EXPECT_EQ(WithValue(head + R"("s3:A"}]})", "Action"),
            head + R"(["s3:A", "s3:New"]}]})");
  EXPECT_EQ(WithValue(head + R"(["s3:A"]}]})", "Action"),
            head + R"(["s3:A", "s3:New"]}]})");
  EXPECT_EQ(
      WithValue(head + "[\n    \"s3:A\",\n    \"s3:B\"\n  ]}]}", "Action"),
      head + "[\n    \"s3:A\",\n    \"s3:B\",\n    \"s3:New\"\n  ]}]}");
}

TEST_F(PolicyEditTest, AConditionWhereThereIsNoneAndBesideOthers) {
  const std::string head = R"({"Version": "2012-10-17", "Statement": [{)"
                           R"("Effect": "Deny", "Action": "s3:*", )";
  EXPECT_EQ(WithCondition(head + R"("Resource": "*"}]})"),
            head + R"("Resource": "*", )"
                   R"("Condition": {"Bool": {"k": "true"}}}]})");
  EXPECT_EQ(WithCondition(head + R"("Resource": "*", )"
                                 R"("Condition": {"Null": {"a": "true"}}}]})"),
            head + R"("Resource": "*", "Condition": )"
                   R"({"Bool": {"k": "true"}, "Null": {"a": "true"}}}]})");
}

TEST_F(PolicyEditTest, ANewDocumentIsOneThatAwsTakes) {
  NewStatement statement = kNew;
  statement.sid = "AllowIt";
  statement.conditions = {{"StringEquals", "aws:RequestedRegion", "eu-west-1"},
                          {"StringEquals", "aws:SourceVpc", "vpc-1"},
                          {"Bool", "aws:MultiFactorAuthPresent", "true"}};
  const auto policy = Policy::Parse(DocumentOf(statement), "new.json");
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->statements().size(), 1u);
  EXPECT_EQ(policy->statements().front().conditions.size(), 3u);
}

}  // namespace
}  // namespace iam
