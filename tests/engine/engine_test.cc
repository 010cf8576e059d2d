// The public API: what Compile() refuses, what a PolicySet's layers mean, and
// that a decision outlives a move of the engine. Verdicts are the corpus's
// matter.
#include "iam/engine.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

constexpr char kAllowAll[] =
    R"({"Version": "2012-10-17", "Statement":
        [{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}]})";

Policy MustParse(const std::string& text) {
  auto policy = Policy::Parse(text, "policy.json");
  EXPECT_TRUE(policy.ok()) << policy.status();
  return *std::move(policy);
}

Request MakeRequest() {
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "ec2:DescribeInstances";
  return request;
}

// What allows everything to everybody.
Engine MakeOpenEngine() {
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "all", MustParse(kAllowAll));
  auto engine = Engine::Compile(std::move(policies));
  EXPECT_TRUE(engine.ok()) << engine.status();
  return *std::move(engine);
}

TEST(EngineTest, NoPoliciesAllowNothing) {
  const auto engine = Engine::Compile(PolicySet());
  ASSERT_TRUE(engine.ok());
  const Decision decision = engine->Authorize(MakeRequest());
  EXPECT_EQ(decision.outcome, Outcome::kImplicitDeny);
  EXPECT_EQ(decision.reason, Reason::kSilence);
  EXPECT_EQ(decision.layer, PolicyType::kIdentityBased);
}

TEST(EngineTest, AnOpenedEmptyLayerApplies) {
  for (const PolicyType type :
       {PolicyType::kPermissionsBoundary, PolicyType::kSession,
        PolicyType::kServiceControlPolicy, PolicyType::kVpcEndpoint}) {
    PolicySet policies;
    policies.Add(PolicyType::kIdentityBased, "all", MustParse(kAllowAll));
    policies.Open(type);
    const auto engine = Engine::Compile(std::move(policies));
    ASSERT_TRUE(engine.ok());
    const Decision decision = engine->Authorize(MakeRequest());
    EXPECT_EQ(decision.outcome, Outcome::kImplicitDeny) << Name(type);
    EXPECT_EQ(decision.layer, type);
  }
}

TEST(EngineTest, StatementsOfADecisionSurviveAMove) {
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "all", MustParse(kAllowAll));
  auto engine = Engine::Compile(std::move(policies));
  ASSERT_TRUE(engine.ok());
  const Decision decision = engine->Authorize(MakeRequest());
  const Engine moved = *std::move(engine);
  ASSERT_TRUE(decision.statement.has_value());
  EXPECT_EQ(ToString(*decision.statement), "identity-based:all#1");
  EXPECT_EQ(LabelOf(*decision.statement), "All");
  EXPECT_EQ(PlaceOf(*decision.statement), "policy.json:2:10");
  EXPECT_TRUE(moved.Authorize(MakeRequest()).allowed());
}

TEST(EngineTest, AStatementIsTheReasonIfThereIsOne) {
  const Engine engine = MakeOpenEngine();
  EXPECT_EQ(engine.Authorize(MakeRequest()).reason, Reason::kStatement);
}

// "Roles may not be assumed by root accounts": no statement says so.
TEST(EngineTest, ARuleOfAServiceIsTheReasonIfItDecides) {
  const Engine engine = MakeOpenEngine();
  Request request = MakeRequest();
  request.principal = "arn:aws:iam::111122223333:root";
  request.action = "sts:AssumeRole";
  request.resource = "arn:aws:iam::111122223333:role/deploy";
  const Decision decision = engine.Authorize(request);
  EXPECT_EQ(decision.outcome, Outcome::kImplicitDeny);
  EXPECT_EQ(decision.reason, Reason::kServiceRule);
}

TEST(EngineTest, AnOwnerTakenForGrantedIsNoted) {
  const Engine engine = MakeOpenEngine();
  Request request = MakeRequest();
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/k";
  EXPECT_EQ(engine.Explain(request).notes,
            std::vector<std::string>{
                "the owner of arn:aws:s3:::amzn-s3-demo-bucket/k is not known; "
                "taken to be the caller's account 111122223333"});
  request.resource_account = "111122223333";
  EXPECT_EQ(engine.Explain(request).notes, std::vector<std::string>());
  // AWS's own policies are nobody's.
  request = MakeRequest();
  request.action = "iam:GetPolicy";
  request.resource = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  EXPECT_EQ(engine.Explain(request).notes, std::vector<std::string>());
  // An ARN that stands for "*" is nobody's bucket.
  request = MakeRequest();
  request.action = "s3:ListAllMyBuckets";
  EXPECT_EQ(engine.Explain(request).notes, std::vector<std::string>());
}

// AWS attaches RCPFullAWSAccess itself; who lists it need not have it twice.
TEST(EngineTest, ALevelOfRcpsIsCompletedIfNothingAllows) {
  const auto rcp = [](const char* effect, const char* action) {
    return MustParse(
        absl::StrCat(R"({"Version": "2012-10-17", "Statement": [{"Effect": ")",
                     effect, R"(", "Principal": "*", "Action": ")", action,
                     R"(", "Resource": "*"}]})"));
  };
  for (const bool listed : {false, true}) {
    PolicySet policies;
    policies.Add(PolicyType::kIdentityBased, "all", MustParse(kAllowAll));
    if (listed) {
      policies.Add(PolicyType::kResourceControlPolicy, "RCPFullAWSAccess",
                   rcp("Allow", "*"));
    }
    policies.Add(PolicyType::kResourceControlPolicy, "no-delete",
                 rcp("Deny", "s3:DeleteObject"));
    const auto engine = Engine::Compile(std::move(policies));
    ASSERT_TRUE(engine.ok()) << engine.status();
    Request request = MakeRequest();
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/k";
    const Explanation explanation = engine->Explain(request);
    EXPECT_TRUE(explanation.decision.allowed());
    ASSERT_EQ(explanation.layers.front().layer,
              PolicyType::kResourceControlPolicy);
    EXPECT_EQ(explanation.layers.front().statements.size(), 2u);
  }
}

TEST(EngineTest, APolicyThatDoesNotSuitItsTypeIsRefused) {
  const std::string with_principal =
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]})";
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "p", MustParse(with_principal));
  Diagnostics diagnostics;
  const auto engine = Engine::Compile(std::move(policies), &diagnostics);
  EXPECT_EQ(engine.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(diagnostics.error_count(), 1u);
}

TEST(EngineTest, ANearMissNamesThePartThatFailed) {
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "s3",
               MustParse(
                   R"({"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]})"));
  const auto engine = Engine::Compile(std::move(policies));
  ASSERT_TRUE(engine.ok());
  const Request request = MakeRequest();
  const Explanation explanation = engine->Explain(request);
  ASSERT_EQ(explanation.layers.size(), 1u);
  EXPECT_EQ(
      NearestMiss(explanation.layers[0], request.action, request.resource),
      "policy.json:2:31, Action 's3:Get*' does not match "
      "'ec2:DescribeInstances'");
}

TEST(EngineTest, AContradictingContextIsUsedAndNoted) {
  PolicySet policies;
  policies.Add(PolicyType::kIdentityBased, "p",
               MustParse(
                   R"({"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition":
           {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}}]})"));
  const auto engine = Engine::Compile(std::move(policies));
  ASSERT_TRUE(engine.ok());
  Request request = MakeRequest();
  request.context.Set("aws:PrincipalAccount", "444455556666");
  const Explanation explanation = engine->Explain(request);
  EXPECT_TRUE(explanation.decision.allowed());
  ASSERT_EQ(explanation.notes.size(), 1u);
  EXPECT_NE(explanation.notes[0].find("aws:PrincipalAccount"),
            std::string::npos);
}

}  // namespace
}  // namespace iam
