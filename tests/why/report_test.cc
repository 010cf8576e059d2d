// What a report says: nearest misses, what the verdict depends on, and whether
// AWS said the same.
#include "simulator/why/report.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/why/trial_values.h"
#include "tests/why/example_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class WhyReportTest : public testing::Test {
 protected:
  WhyReport Report(const std::string& id,
                   std::optional<FoundRequest> found = std::nullopt) {
    auto report = MakeWhyReport(acme_.sources, acme_.world, acme_.Find(id),
                                std::move(found), {.look_for_changes = false});
    EXPECT_TRUE(report.ok()) << report.status();
    return *std::move(report);
  }
  static FoundRequest Found(Outcome outcome, std::optional<PolicyType> layer) {
    FoundRequest found;
    found.verdict.emplace();
    found.verdict->outcome = outcome;
    found.verdict->outcome_known = true;
    found.verdict->layer = layer;
    return found;
  }
  static const std::vector<Miss>& MissesOf(const WhyReport& report,
                                           PolicyType layer) {
    for (size_t i = 0; i < report.explanation.layers.size(); ++i) {
      if (report.explanation.layers[i].layer == layer) return report.misses[i];
    }
    ADD_FAILURE() << "no layer";
    return report.misses.front();
  }

  ExampleWorld acme_{"acme"};
};

TEST_F(WhyReportTest, TheNearestMissFailedOnTheFewestParts) {
  const WhyReport report = Report("sandbox-without-mfa");
  EXPECT_THAT(report.reason, StartsWith("denied, but depends on "
                                        "aws:MultiFactorAuthPresent: "));
  const std::vector<Miss>& misses = MissesOf(report, PolicyType::kTrust);
  ASSERT_THAT(misses, SizeIs(1));
  ASSERT_THAT(misses.front().parts, SizeIs(1));
  EXPECT_THAT(ToString(misses.front().parts.front()),
              HasSubstr("aws:MultiFactorAuthPresent: wanted 'true', but the "
                        "request has no such key"));
}

TEST_F(WhyReportTest, AResourceThatDiffersSaysWhere) {
  const WhyReport report = Report("dev-others-home");
  const std::vector<Miss>& misses =
      MissesOf(report, PolicyType::kIdentityBased);
  ASSERT_FALSE(misses.empty());
  const PartMiss& part = misses.front().parts.front();
  EXPECT_EQ(part.part, StatementPart::kResource);
  EXPECT_EQ(part.got.front().substr(0, part.same),
            "arn:aws:s3:::amzn-s3-demo-dev-bucket/home/");
}

TEST_F(WhyReportTest, DependencesWereDecided) {
  const WhyReport report = Report("payments-drop-table");
  ASSERT_FALSE(report.dependences.empty());
  for (const Dependence& dependence : report.dependences) {
    Request request = report.request;
    for (const Dependence::Entry& entry : dependence.context) {
      request.context.Set(entry.key, entry.value);
    }
    EXPECT_EQ(acme_.world.Authorize(request)->allowed(),
              dependence.decision.allowed());
    EXPECT_NE(dependence.decision.allowed(),
              report.explanation.decision.allowed());
  }
}

TEST_F(WhyReportTest, AwsIsAgreedWithByAnyLayerThatDenies) {
  const WhyReport same =
      Report("dev-wrong-region",
             Found(Outcome::kExplicitDeny, PolicyType::kServiceControlPolicy));
  EXPECT_FALSE(same.aws_disagrees) << same.aws;
  EXPECT_THAT(same.aws, HasSubstr("this world agrees"));

  const WhyReport elsewhere =
      Report("dev-wrong-region",
             Found(Outcome::kImplicitDeny, PolicyType::kPermissionsBoundary));
  EXPECT_TRUE(elsewhere.aws_disagrees);
  EXPECT_THAT(elsewhere.aws, HasSubstr("stale or missing"));

  const WhyReport missing =
      Report("dev-wrong-region",
             Found(Outcome::kExplicitDeny, PolicyType::kVpcEndpoint));
  EXPECT_TRUE(missing.aws_disagrees);
  EXPECT_THAT(missing.aws, HasSubstr("The snapshot has no vpc-endpoint"));

  const WhyReport opposite =
      Report("dev-wrong-region", Found(Outcome::kAllowed, std::nullopt));
  EXPECT_TRUE(opposite.aws_disagrees);
}

std::vector<std::string> Trials(const char* op,
                                std::vector<std::string> values) {
  WrittenCondition condition;
  condition.op = op;
  condition.key = "k";
  condition.values = std::move(values);
  std::vector<std::string> trials;
  for (const TrialValue& trial : TrialValues(condition, 4)) {
    trials.push_back(trial.value);
  }
  return trials;
}

TEST(TrialValuesTest, SomeThatMeetTheConditionAndOneThatDoesNot) {
  EXPECT_THAT(Trials("Bool", {"true"}), ElementsAre("true", "false"));
  EXPECT_THAT(Trials("StringLike", {"t3.*", "m?"}),
              ElementsAre("t3.", "mx", "another-value"));
  EXPECT_THAT(Trials("StringEquals", {"${aws:username}"}),
              ElementsAre("another-value"));
  EXPECT_THAT(Trials("IpAddress", {"203.0.113.0/24"}),
              ElementsAre("203.0.113.0", "192.0.2.255"));
  EXPECT_THAT(Trials("NumericLessThan", {"5"}), ElementsAre("5", "4", "6"));
  EXPECT_THAT(Trials("DateGreaterThan", {"2026-01-01T00:00:00Z"}),
              ElementsAre("2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z",
                          "2027-01-01T00:00:00Z"));
  EXPECT_THAT(Trials("Null", {"false"}), ElementsAre("any-value"));
  EXPECT_THAT(Trials("NoSuchOperator", {"x"}), ElementsAre());
}

}  // namespace
}  // namespace iam
