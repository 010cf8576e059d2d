// VPC endpoints, and the policies that hold for all requests of a world.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kDeploy[] = "arn:aws:sts::111122223333:assumed-role/deploy/ci";

// Both may do everything, as far as their own policies go.
std::string Admins() {
  const std::string all = PolicyDocument("Allow", "*");
  return Account(
      {.users = {User("ana", absl::StrCat(",\"UserPolicyList\":",
                                          InlinePolicies("all", all)))},
       .roles = {Role("deploy", absl::StrCat(",\"RolePolicyList\":",
                                             InlinePolicies("all", all)))}});
}

std::string EndpointDocument(absl::string_view effect,
                             absl::string_view action) {
  return absl::StrCat(R"({"Statement":[{"Effect":")", effect,
                      R"(","Principal":"*","Action":")", action,
                      R"(","Resource":"*"}]})");
}

std::string Endpoint(absl::string_view id, absl::string_view document) {
  return absl::StrCat(
      R"({"VpcEndpointId":")", id, R"(","VpcEndpointType":"Gateway")",
      document.empty() ? "" : absl::StrCat(R"(,"PolicyDocument":)", document),
      "}");
}

std::string Endpoints(std::vector<std::string> endpoints) {
  return absl::StrCat(R"({"VpcEndpoints":[)", absl::StrJoin(endpoints, ","),
                      "]}");
}

Request Through(absl::string_view endpoint, absl::string_view action) {
  Request request;
  request.principal = kAna;
  request.action = std::string(action);
  request.context.Set("aws:SourceVpce", endpoint);
  return request;
}

std::string VerdictOf(const World& world, const Request& request) {
  const absl::StatusOr<Explanation> explanation = world.Explain(request);
  const Decision decision = *world.Authorize(request);
  EXPECT_EQ(explanation->decision.outcome, decision.outcome);
  return absl::StrCat(Name(decision.outcome), " by ", Name(decision.layer));
}

TEST(Endpoints, LimitWhatPassesThem) {
  // As an object, and as the text that AWS prints.
  const Built built = BuildWorld(
      {Admins(),
       Endpoints(
           {Endpoint("vpce-1", EndpointDocument("Allow", "s3:*")),
            Endpoint("vpce-2", R"("{\"Statement\":[{\"Effect\":\"Deny\",)"
                               R"(\"Principal\":\"*\",\"Action\":\"s3:Put*\",)"
                               R"(\"Resource\":\"*\"},{\"Effect\":\"Allow\",)"
                               R"(\"Principal\":\"*\",\"Action\":\"*\",)"
                               R"(\"Resource\":\"*\"}]}")"),
            Endpoint("vpce-3", "")})});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.said, IsEmpty());
  const World& world = *built.world;
  struct {
    const char* endpoint;
    const char* action;
    const char* verdict;
  } rows[] = {
      {"vpce-1", "s3:PutObject", "allowed by identity-based"},
      {"vpce-1", "sqs:SendMessage", "implicitDeny by vpc-endpoint"},
      {"vpce-2", "s3:PutObject", "explicitDeny by vpc-endpoint"},
      {"vpce-2", "s3:GetObject", "allowed by identity-based"},
      // It takes no policy.
      {"vpce-3", "sqs:SendMessage", "allowed by identity-based"},
      // Not in the world.
      {"vpce-4", "sqs:SendMessage", "allowed by identity-based"},
      {"", "sqs:SendMessage", "allowed by identity-based"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(VerdictOf(world, Through(row.endpoint, row.action)), row.verdict)
        << row.endpoint << " " << row.action;
  }
  // Without the key, the request did not pass one.
  EXPECT_EQ(Verdict(world, kAna, "sqs:SendMessage"),
            "allowed by identity-based");
}

TEST(Endpoints, OneThatIsNotThereIsSaidSo) {
  const Built built = BuildWorld({Admins(), Endpoints({})});
  ASSERT_TRUE(built.world.ok());
  EXPECT_THAT(
      built.world->Explain(Through("vpce-4", "s3:GetObject"))->notes,
      ElementsAre(HasSubstr("VPC endpoint 'vpce-4' is not in this world")));
}

TEST(Endpoints, ErrorsAreNotPassedOver) {
  const std::string good = EndpointDocument("Allow", "*");
  EXPECT_THAT(BuildWorld({Admins(), R"({"VpcEndpoints":[{}]})"}, true).said,
              ElementsAre("error missing-snapshot-member 1:18"));
  EXPECT_THAT(BuildWorld({Admins(), Endpoints({Endpoint("vpce-1", good),
                                               Endpoint("vpce-1", good)})})
                  .said,
              ElementsAre("warning repeated-entry 1:169"));
  const Built conflict = BuildWorld(
      {Admins(), Endpoints({Endpoint("vpce-1", good), Endpoint("vpce-1", "")})},
      true);
  EXPECT_FALSE(conflict.world.ok());
  // A document with an error is unknown, not absent.
  const Built unknown = BuildWorld(
      {Admins(), Endpoints({Endpoint("vpce-1", R"({"Statement":[{}]})")})},
      true);
  ASSERT_TRUE(unknown.world.ok()) << unknown.world.status();
  EXPECT_THAT(unknown.world->Explain(Through("vpce-1", "s3:GetObject"))
                  ->unknown_policies,
              ElementsAre("policy of VPC endpoint vpce-1"));
}

// The world with one more policy that no export holds.
absl::StatusOr<World> With(PolicyType type, const std::string& document) {
  World::Builder builder;
  EXPECT_TRUE(
      builder.Add(std::make_shared<const Source>("1.json", Admins())).ok());
  const absl::Status added = builder.AddPolicy(
      type, "given", std::make_shared<const Source>("given.json", document));
  if (!added.ok()) return added;
  return builder.Build();
}

TEST(GivenPolicies, LimitSessionsAndNotUsers) {
  const auto world =
      With(PolicyType::kSession, PolicyDocument("Allow", "s3:GetObject"));
  ASSERT_TRUE(world.ok()) << world.status();
  EXPECT_EQ(Verdict(*world, kDeploy, "s3:GetObject"),
            "allowed by identity-based");
  EXPECT_EQ(Verdict(*world, kDeploy, "s3:PutObject"),
            "implicitDeny by session");
  EXPECT_EQ(Verdict(*world, kAna, "s3:PutObject"), "allowed by identity-based");
  EXPECT_THAT(Explain(*world, kAna, "s3:PutObject").notes,
              ElementsAre(HasSubstr("a user is no session")));
  EXPECT_EQ(Verdict(*world, "arn:aws:iam::111122223333:root", "s3:PutObject"),
            "implicitDeny by session");
}

TEST(GivenPolicies, TheEndpointsHoldsForAll) {
  const auto world =
      With(PolicyType::kVpcEndpoint, EndpointDocument("Allow", "s3:*"));
  ASSERT_TRUE(world.ok()) << world.status();
  EXPECT_EQ(Verdict(*world, kAna, "s3:PutObject"), "allowed by identity-based");
  EXPECT_EQ(Verdict(*world, kAna, "sqs:SendMessage"),
            "implicitDeny by vpc-endpoint");
  const Request request = Through("vpce-4", "sqs:SendMessage");
  EXPECT_EQ(VerdictOf(*world, request), "implicitDeny by vpc-endpoint");
  EXPECT_THAT(world->Explain(request)->notes, IsEmpty());
}

TEST(GivenPolicies, MustBeInOrder) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      With(PolicyType::kSession, R"({"Statement":[{}]})").status()));
  EXPECT_TRUE(
      absl::IsInvalidArgument(With(PolicyType::kSession, "no JSON").status()));
  // What belongs to an entry of the snapshot.
  EXPECT_TRUE(absl::IsInvalidArgument(
      With(PolicyType::kIdentityBased, PolicyDocument("Allow", "*")).status()));
}

}  // namespace
}  // namespace iam
