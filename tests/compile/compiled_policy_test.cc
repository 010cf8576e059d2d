// Documents that are so long that they are indexed are decided as short ones
// are, statement by statement.
#include "engine/compile/compiled_policy.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "iam/engine.h"

namespace iam {
namespace {

Policy Parse(const std::string& statements) {
  auto policy =
      Policy::Parse(absl::StrCat(R"({"Version": "2012-10-17", "Statement": [)",
                                 statements, "]}"),
                    "long.json");
  EXPECT_TRUE(policy.ok()) << policy.status();
  return *std::move(policy);
}

Engine Compile(const std::string& statements) {
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "long", Parse(statements));
  auto engine = Engine::Compile(std::move(policies));
  EXPECT_TRUE(engine.ok()) << engine.status();
  return *std::move(engine);
}

Request Ask(absl::string_view action, absl::string_view resource) {
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = std::string(action);
  request.resource = std::string(resource);
  return request;
}

// The statement that decides, from 0; -1 for none. Explain() looks at all
// statements one by one and has to say the same.
int Deciding(const Engine& engine, const Request& request) {
  const Decision decision = engine.Authorize(request);
  const Decision explained = engine.Explain(request).decision;
  EXPECT_EQ(decision.outcome, explained.outcome) << request.action;
  EXPECT_EQ(decision.statement, explained.statement) << request.action;
  return decision.statement.has_value()
             ? static_cast<int>(decision.statement->index)
             : -1;
}

std::string Statement(absl::string_view effect, absl::string_view action,
                      absl::string_view resource) {
  return absl::StrCat(R"({"Effect": ")", effect, R"(", )", action, R"(, )",
                      resource, "}");
}

TEST(CompiledPolicyTest, ManyStatementsOfManyServices) {
  constexpr int kCount = 200;
  std::string statements;
  for (int i = 0; i < kCount; ++i) {
    absl::StrAppend(
        &statements, i == 0 ? "" : ",",
        Statement("Allow", absl::StrCat(R"("Action": "service)", i, R"(:Do")"),
                  R"("Resource": "*")"));
  }
  const Engine engine = Compile(statements);
  for (int i = 0; i < kCount; ++i) {
    EXPECT_EQ(Deciding(engine, Ask(absl::StrCat("service", i, ":Do"), "*")), i);
  }
  EXPECT_EQ(Deciding(engine, Ask("other:Do", "*")), -1);
}

TEST(CompiledPolicyTest, ManyStatementsOfManyActions) {
  for (const int count : {3, 24, 25, 64, 65, 200}) {
    std::string statements;
    for (int i = 0; i < count; ++i) {
      absl::StrAppend(
          &statements, i == 0 ? "" : ",",
          Statement("Allow", absl::StrCat(R"("Action": "s3:Get)", i, R"(x")"),
                    R"("Resource": "*")"));
    }
    const Engine engine = Compile(statements);
    for (int i = 0; i < count; ++i) {
      const std::string action = absl::StrCat("s3:get", i, "X");
      EXPECT_EQ(Deciding(engine, Ask(action, "*")), i) << count;
    }
    EXPECT_EQ(Deciding(engine, Ask("s3:Get", "*")), -1);
    EXPECT_EQ(Deciding(engine, Ask("s3:Getx", "*")), -1);
    EXPECT_EQ(Deciding(engine, Ask("ec2:Get1x", "*")), -1);
  }
}

TEST(CompiledPolicyTest, ManyStatementsOfOneAction) {
  for (const int count : {3, 17, 65, 300}) {
    std::string statements;
    for (int i = 0; i < count; ++i) {
      absl::StrAppend(
          &statements, i == 0 ? "" : ",",
          Statement(
              "Allow", R"("Action": "s3:*")",
              absl::StrCat(R"("Resource": "arn:aws:s3:::b/)", i,
                           i % 3 == 0 ? R"(/${aws:username}/*")" : R"(/*")")));
    }
    const Engine engine = Compile(statements);
    for (int i = 0; i < count; ++i) {
      const std::string own = absl::StrCat("arn:aws:s3:::b/", i, "/ana/k");
      EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", own)), i) << count;
      const std::string other = absl::StrCat("arn:aws:s3:::b/", i, "/ben/k");
      EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", other)),
                i % 3 == 0 ? -1 : i)
          << count;
    }
  }
}

// One group of statements for each service that a document names; those it does
// not name lie between them.
TEST(CompiledPolicyTest, ManyServices) {
  const std::vector<std::string> services = {
      "acm", "ec2", "ecs", "eks", "iam", "kms", "logs", "rds",
      "s3",  "ses", "sns", "sqs", "ssm", "sts", "waf",  "xray"};
  for (const size_t step : {1u, 2u, 5u}) {
    std::string statements;
    for (size_t i = 0; i < services.size(); i += step) {
      absl::StrAppend(
          &statements, i == 0 ? "" : ",",
          Statement("Allow",
                    absl::StrCat(R"("Action": ")", services[i], R"(:*")"),
                    R"("Resource": "*")"));
    }
    // A second document names them all, so that each has a number.
    std::string all;
    for (const std::string& service : services) {
      absl::StrAppend(&all, all.empty() ? "" : ", ", "\"", service, ":Never\"");
    }
    PolicySet policies;
    policies.Add(PolicyType::kIdentityBased, "long", Parse(statements));
    policies.Add(
        PolicyType::kIdentityBased, "all",
        Parse(Statement("Allow", absl::StrCat(R"("Action": [)", all, "]"),
                        R"("Resource": "arn:aws:x:::y")")));
    auto compiled = Engine::Compile(std::move(policies));
    ASSERT_TRUE(compiled.ok()) << compiled.status();
    const Engine engine = *std::move(compiled);
    for (size_t i = 0; i < services.size(); ++i) {
      const int expected = i % step == 0 ? static_cast<int>(i / step) : -1;
      EXPECT_EQ(Deciding(engine, Ask(services[i] + ":GetIt", "*")), expected)
          << services[i] << " " << step;
      EXPECT_EQ(Deciding(engine, Ask(services[i] + "x:GetIt", "*")), -1);
    }
  }
}

// Of statements that apply the first one counts, Deny before Allow.
TEST(CompiledPolicyTest, OrderAndNotElementsInALongDocument) {
  std::string statements =
      Statement("Allow", R"("Action": "s3:Get*")", R"("Resource": "*")");
  for (int i = 0; i < 80; ++i) {
    absl::StrAppend(
        &statements, ",",
        Statement("Allow", R"("Action": "s3:GetObject")",
                  absl::StrCat(R"("Resource": "arn:aws:s3:::b/)", i, R"(")")));
  }
  absl::StrAppend(
      &statements, ",",
      Statement("Deny", R"("NotAction": ["s3:Get*", "s3:List*"])",
                R"("Resource": "arn:aws:s3:::b/*")"),
      ",",
      Statement("Deny", R"("Action": "s3:GetObject")",
                R"("NotResource": ["arn:aws:s3:::b/*", "arn:aws:s3:::c"])"),
      ",", Statement("Allow", R"("NotAction": "s3:*")", R"("Resource": "*")"));
  const Engine engine = Compile(statements);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", "arn:aws:s3:::b/5")), 0);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", "arn:aws:s3:::c")), 0);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", "arn:aws:s3:::d")), 82);
  EXPECT_EQ(Deciding(engine, Ask("s3:PutObject", "arn:aws:s3:::b/5")), 81);
  EXPECT_EQ(Deciding(engine, Ask("s3:PutObject", "arn:aws:s3:::d")), -1);
  EXPECT_EQ(Deciding(engine, Ask("ec2:RunInstances", "arn:aws:s3:::b/5")), 81);
  EXPECT_EQ(Deciding(engine, Ask("ec2:RunInstances", "*")), 83);
  EXPECT_EQ(Deciding(engine, Ask("s3:ListBucket", "arn:aws:s3:::b/5")), -1);
}

// Wildcards inside of a name are not told apart by classes.
TEST(CompiledPolicyTest, ActionsThatClassesCannotTell) {
  const Engine engine = Compile(
      absl::StrCat(Statement("Deny", R"("Action": ["s3:*Acl", "s3:?etTags"])",
                             R"("Resource": "*")"),
                   ",",
                   Statement("Allow", R"("NotAction": ["s3:*Policy", "iam:*"])",
                             R"("Resource": "*")")));
  EXPECT_EQ(Deciding(engine, Ask("s3:GetObjectAcl", "*")), 0);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetTags", "*")), 0);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetObject", "*")), 1);
  EXPECT_EQ(Deciding(engine, Ask("s3:GetBucketPolicy", "*")), -1);
  EXPECT_EQ(Deciding(engine, Ask("iam:GetUser", "*")), -1);
  EXPECT_EQ(Deciding(engine, Ask("ec2:RunInstances", "*")), 1);
}

// No count of entries wraps around: what is far behind counts like the first.
TEST(CompiledPolicyTest, MoreEntriesThanSixteenBitsCount) {
  constexpr int kCount = 70000;
  std::string resources;
  for (int i = 0; i < kCount; ++i) absl::StrAppend(&resources, R"("arn:",)");
  std::string conditions;
  for (int i = 0; i < kCount; ++i) {
    absl::StrAppend(&conditions, i == 0 ? "" : ",", "\"", i, R"(":"")");
  }
  const Engine many_resources = Compile(Statement(
      "Deny", R"("Action": "s3:*")",
      absl::StrCat(R"("Resource": [)", resources, R"("arn:aws:s3:::b"])")));
  EXPECT_EQ(Deciding(many_resources, Ask("s3:GetObject", "arn:aws:s3:::b")), 0);
  EXPECT_EQ(Deciding(many_resources, Ask("s3:GetObject", "arn:aws:s3:::c")),
            -1);
  const Engine many_conditions = Compile(Statement(
      "Allow", R"("Action": "s3:*")",
      absl::StrCat(R"("Resource": "*", "Condition": {"StringEquals": {)",
                   conditions, "}}")));
  EXPECT_EQ(Deciding(many_conditions, Ask("s3:GetObject", "*")), -1);
}

// A set of statements for each segment would take too much memory here: the
// ranges are kept.
TEST(CompiledPolicyTest, RangesInsideOfRanges) {
  std::string statements;
  std::string prefix = "s3:";
  constexpr int kCount = 600;
  for (int i = 0; i < kCount; ++i) {
    absl::StrAppend(&prefix, i % 2 == 0 ? "a" : "b");
    absl::StrAppend(
        &statements, i == 0 ? "" : ",",
        Statement("Allow", absl::StrCat(R"("Action": ")", prefix, R"(*")"),
                  absl::StrCat(R"("Resource": "arn:aws:s3:::b/)", i, R"(")")));
  }
  const Engine engine = Compile(statements);
  for (int i = 0; i < kCount; i += 37) {
    const std::string resource = absl::StrCat("arn:aws:s3:::b/", i);
    EXPECT_EQ(Deciding(engine, Ask(prefix, resource)), i);
    EXPECT_EQ(Deciding(engine, Ask("s3:ab", resource)), i < 2 ? i : -1);
  }
}

}  // namespace
}  // namespace iam
