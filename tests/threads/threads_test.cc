// An Engine and a World are immutable: eight threads ask the same one and get
// the same answers as one thread. Run under ThreadSanitizer by ./dev test.
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "iam/engine.h"
#include "iam/shared_world.h"

namespace iam {
namespace {

constexpr int kThreads = 8;
constexpr int kRounds = 200;

PolicySet MakePolicies() {
  PolicySet policies;
  auto identity = Policy::Parse(R"({"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:Get*",
       "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*",
       "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}},
      {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
       "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})",
                                "identity.json");
  policies.Add(PolicyType::kIdentityBased, "identity", *std::move(identity));
  auto rcp = Policy::Parse(R"({"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*",
       "Resource": "*"}]})",
                           "rcp.json");
  policies.Add(PolicyType::kResourceControlPolicy, "rcp", *std::move(rcp));
  return policies;
}

std::vector<Request> MakeRequests() {
  std::vector<Request> requests;
  for (const char* user : {"ana", "ben"}) {
    for (const char* action : {"s3:GetObject", "s3:PutObject"}) {
      for (const char* ip : {"203.0.113.7", "198.51.100.7"}) {
        for (const char* tls : {"true", "false"}) {
          Request request;
          request.principal =
              std::string("arn:aws:iam::111122223333:user/") + user;
          request.action = action;
          request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/ana/k";
          request.context.Set("aws:SourceIp", ip);
          request.context.Set("aws:SecureTransport", tls);
          requests.push_back(std::move(request));
        }
      }
    }
  }
  return requests;
}

TEST(ThreadsTest, EightThreadsShareOneEngine) {
  const auto engine = Engine::Compile(MakePolicies());
  ASSERT_TRUE(engine.ok()) << engine.status();
  const std::vector<Request> requests = MakeRequests();
  std::vector<Outcome> expected;
  for (const Request& request : requests) {
    expected.push_back(engine->Authorize(request).outcome);
  }
  std::atomic<int> different = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < kRounds; ++round) {
        const size_t i = static_cast<size_t>(t * 7 + round) % requests.size();
        const Outcome decided = engine->Authorize(requests[i]).outcome;
        const Outcome explained = engine->Explain(requests[i]).decision.outcome;
        if (decided != expected[i] || explained != expected[i]) ++different;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

World MakeWorld(bool may_read) {
  const std::string effect = may_read ? "Allow" : "Deny";
  World::Builder builder;
  const absl::Status added = builder.Add(std::make_shared<const Source>(
      "account.json", absl::StrCat(R"({"UserDetailList": [{"UserName": "ana",
        "Arn": "arn:aws:iam::111122223333:user/ana", "UserPolicyList": [
        {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17",
         "Statement": [{"Effect": ")",
                                   effect, R"(", "Action": "s3:Get*",
         "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*",
         "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}}]}]}
         )")));
  EXPECT_TRUE(added.ok()) << added;
  absl::StatusOr<World> world = builder.Build();
  EXPECT_TRUE(world.ok()) << world.status();
  return *std::move(world);
}

// Readers go on with the world they hold while another takes its place.
TEST(ThreadsTest, AWorldIsSwappedUnderEightReaders) {
  SharedWorld current(MakeWorld(/*may_read=*/true));
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/ana/k";
  request.context.Set("aws:SourceIp", "203.0.113.7");
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        const std::shared_ptr<const World> world = current.Get();
        const auto first = world->Authorize(request);
        const auto second = world->Authorize(request);
        if (!first.ok() || !second.ok() || first->outcome != second->outcome ||
            first->outcome == Outcome::kImplicitDeny) {
          ++wrong;
        }
      }
    });
  }
  for (int i = 0; i < 20; ++i) current.Set(MakeWorld(i % 2 == 1));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(current.Get()->Authorize(request)->allowed());
}

}  // namespace
}  // namespace iam
