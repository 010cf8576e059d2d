// Calls of many threads at once, while one of them changes IAM and another
// reads the world anew. Run under ThreadSanitizer by ./dev test.
#include <atomic>
#include <thread>

#include "tests/endpoint/endpoint_fixture.h"

namespace iam {
namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 60;

class EndpointThreadsTest : public EndpointTest {
 protected:
  void SetUp() override {
    options_.mfa_code = "123456";
    Open({{"ana", Allow("iam:*")}, {"ben", Allow("s3:GetObject")}},
         absl::StrCat(
             R"({"Path":"/","RoleName":"deploy","RoleId":"AROAdeploy","Arn":)"
             R"("arn:aws:iam::111122223333:role/deploy",)"
             R"("AssumeRolePolicyDocument":{"Version":"2012-10-17",)"
             R"("Statement":[{"Effect":"Allow","Principal":{"AWS":)"
             R"("arn:aws:iam::111122223333:user/ben"},"Action":)"
             R"("sts:AssumeRole"}]},"RolePolicyList":[{"PolicyName":"p",)"
             R"("PolicyDocument":)",
             Allow("*"), "}]}"));
    // Lines would be written by all threads into one list.
    options_.audit = [this](const std::string&) { ++audited_; };
    endpoint_ = std::make_unique<Endpoint>(directory_.get(), &keys_,
                                           &state_.box, options_);
  }

  std::atomic<int> audited_ = 0;
};

TEST_F(EndpointThreadsTest, CallsOfManyThreads) {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this, i, &wrong] {
      for (int round = 0; round < kRounds; ++round) {
        const bool right =
            S3("ben", "GET", "/b/k").status == 200 &&
            S3("ben", "PUT", "/b/k").status == 403 &&
            Query("ana", "iam", "Action=ListUsers&Version=2010-05-08").status ==
                200 &&
            Query(
                "ben", "sts",
                absl::StrCat("Action=AssumeRole&Version=2011-06-15&RoleArn="
                             "arn:aws:iam::111122223333:role/deploy&"
                             "RoleSessionName=s",
                             i + 10, "&Policy=", PercentEncode(Allow("s3:*"))))
                    .status == 200;
        if (!right) ++wrong;
      }
    });
  }
  threads.emplace_back([this, &wrong] {
    for (int round = 0; round < kRounds; ++round) {
      const std::string name = absl::StrCat("&UserName=u", round);
      const bool right =
          Query("ana", "iam",
                absl::StrCat("Action=CreateUser&Version=2010-05-08", name))
                  .status == 200 &&
          Query("ana", "iam",
                absl::StrCat("Action=DeleteUser&Version=2010-05-08", name))
                  .status == 200;
      if (!right) ++wrong;
    }
  });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(audited_, kThreads * kRounds * 4 + kRounds * 2);
}

}  // namespace
}  // namespace iam
