// Every change that is suggested for the example worlds does what it says, and
// nothing else.
#include "simulator/why/change.h"

#include <iostream>
#include <string>

#include "gtest/gtest.h"
#include "tests/why/example_world.h"

namespace iam {
namespace {

class ChangeTest : public testing::TestWithParam<const char*> {};

TEST_P(ChangeTest, EachTurnsItsVerdictAndNoOther) {
  const ExampleWorld example(GetParam());
  size_t denied = 0;
  size_t helped = 0;
  for (const NamedRequest& named : example.requests) {
    const auto decision = example.world.Authorize(named.request);
    ASSERT_TRUE(decision.ok()) << decision.status();
    const Changes found =
        FindChanges(example.sources, example.world, named.request);
    if (decision->allowed()) {
      EXPECT_TRUE(found.changes.empty() && found.hopeless.empty()) << named.id;
      continue;
    }
    ++denied;
    if (!found.changes.empty()) ++helped;
    EXPECT_NE(found.changes.empty(), found.hopeless.empty()) << named.id;
    for (const Change& change : found.changes) {
      SCOPED_TRACE(named.id + ": " + change.steps.front().what);
      const auto world = BuildWorld(Applied(example.sources, change),
                                    /*keep_going=*/false, nullptr);
      ASSERT_TRUE(world.ok()) << world.status();
      EXPECT_TRUE(world->Authorize(change.request)->allowed());
      for (const NamedRequest& other : example.requests) {
        if (other.request.principal == named.request.principal &&
            other.request.action == named.request.action &&
            other.request.resource == named.request.resource) {
          continue;
        }
        EXPECT_EQ(world->Authorize(other.request)->outcome,
                  example.world.Authorize(other.request)->outcome)
            << other.id;
      }
      for (const ChangeStep& step : change.steps) {
        EXPECT_EQ(step.text.find("\"*\"") == std::string::npos ||
                      named.request.resource == "*",
                  true)
            << step.text;
      }
    }
  }
  std::cout << GetParam() << ": " << helped << " of " << denied
            << " denials have a change\n";
  EXPECT_GT(helped, 0u);
}

// A document with two statements of one Sid is refused by AWS.
TEST(ChangeSidTest, SidsStayUnique) {
  WorldSources sources;
  sources.sources = {std::make_shared<const Source>(
      "account.json",
      R"({"UserDetailList": [{"UserName": "ana", "Path": "/",
          "Arn": "arn:aws:iam::111122223333:user/ana", "UserId": "AIDAEXAMPLE",
          "UserPolicyList": [{"PolicyName": "own", "PolicyDocument":
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "AllowSqsSendMessage", "Effect": "Allow",
               "Action": "sqs:SendMessage*",
               "Resource": "arn:aws:sqs:eu-west-1:111122223333:a"}]}}]}],
          "GroupDetailList": [], "RoleDetailList": [], "Policies": []})")};
  const auto world = BuildWorld(sources, /*keep_going=*/false, nullptr);
  ASSERT_TRUE(world.ok()) << world.status();
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "sqs:SendMessage";
  request.resource = "arn:aws:sqs:eu-west-1:111122223333:b";
  const Changes found = FindChanges(sources, *world, request);
  bool added = false;
  for (const Change& change : found.changes) {
    EXPECT_TRUE(
        BuildWorld(Applied(sources, change), /*keep_going=*/false, nullptr)
            .ok());
    const ChangeStep& step = change.steps.front();
    if (step.kind != ChangeStep::Kind::kAddStatement) continue;
    added = true;
    EXPECT_NE(step.text.find("\"AllowSqsSendMessage2\""), std::string::npos)
        << step.text;
  }
  EXPECT_TRUE(added);
}

INSTANTIATE_TEST_SUITE_P(Worlds, ChangeTest,
                         testing::Values("acme", "first-user"));

}  // namespace
}  // namespace iam
