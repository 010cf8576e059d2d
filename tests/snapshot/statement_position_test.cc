#include "simulator/snapshot/statement_position.h"

#include "gtest/gtest.h"
#include "iam/engine.h"

namespace iam {
namespace {

// Where the first statement of an identity-based policy stands.
StatementPosition PositionIn(const std::string& document) {
  auto policy = Policy::Parse(document, "p.json");
  EXPECT_TRUE(policy.ok()) << policy.status();
  PolicySet set;
  set.Add(PolicyType::kIdentityBased, "p", *std::move(policy));
  const auto engine = Engine::Compile(std::move(set));
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "s3:ListAllMyBuckets";
  const Explanation explanation = engine->Explain(request);
  EXPECT_EQ(explanation.matched.size(), 1u);
  return PositionOf(explanation.matched.front());
}

// "SimulateCustomPolicy", answers as AWS gave them (R7.88).
TEST(Position, IsAsAwsCountsIt) {
  const struct {
    const char* document;
    Location start;
    Location end;
  } kRows[] = {
      // AdministratorAccess, as published: the line break belongs to it.
      {"{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n"
       "      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n"
       "      \"Resource\": \"*\"\n    }\n  ]\n}",
       {.line = 3, .column = 17},
       {.line = 8, .column = 6}},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})",
       {.line = 1, .column = 38},
       {.line = 1, .column = 84}},
      {R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})",
       {.line = 1, .column = 41},
       {.line = 1, .column = 92}},
  };
  for (const auto& row : kRows) {
    const StatementPosition position = PositionIn(row.document);
    EXPECT_EQ(position.start, row.start) << row.document;
    EXPECT_EQ(position.end, row.end) << row.document;
  }
}

}  // namespace
}  // namespace iam
