// Which Allow of a list is known to apply to every request.
#include "engine/compile/policy_list.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/compile/vocabulary.h"
#include "gtest/gtest.h"
#include "iam/policy.h"

namespace iam {
namespace {

// Policies of one statement each, compiled with one vocabulary.
class PolicyListTest : public testing::Test {
 protected:
  void Add(const std::string& statement,
           PolicyType type = PolicyType::kServiceControlPolicy) {
    auto policy = Policy::Parse(
        absl::StrCat(R"({"Version": "2012-10-17", "Statement": [)", statement,
                     "]}"),
        "test.json");
    ASSERT_TRUE(policy.ok()) << policy.status();
    AttachedPolicy attached;
    attached.name = statement;
    attached.source = policy->source();
    attached.program =
        std::make_shared<const CompiledPolicy>(*policy, type, &vocabulary_);
    list_.Add(std::move(attached));
  }

  static ActionClasses Actions() {
    ActionClasses::Builder actions;
    actions.Add("s3:*");
    actions.Add("*");
    return std::move(actions).Build();
  }

  Vocabulary vocabulary_{Actions()};
  PolicyList list_;
};

TEST_F(PolicyListTest, OnlyWhatAllowsEverythingForSureIsUnlimited) {
  Add(R"({"Effect": "Deny", "Action": "*", "Resource": "*"})");
  Add(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
  Add(R"({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"})");
  Add(R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"})");
  Add(R"({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"})");
  Add(R"({"Effect": "Allow", "Action": "*", "NotResource": "*"})");
  Add(R"({"Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": {"Bool": {"aws:SecureTransport": "true"}}})");
  Add(R"({"Effect": "Allow", "Principal": "*", "Action": "*",
          "Resource": "*"})",
      PolicyType::kResourceBased);
  EXPECT_FALSE(list_.unlimited_allow().has_value());

  Add(R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"},
         {"Effect": "Allow", "Action": ["s3:*", "*"], "Resource": "*"})");
  Add(R"({"Effect": "Allow", "Action": "*:*", "Resource": "*"})");
  ASSERT_TRUE(list_.unlimited_allow().has_value());
  EXPECT_EQ(list_.unlimited_allow()->policy, 8u);
  EXPECT_EQ(list_.unlimited_allow()->statement, 1u);
}

TEST_F(PolicyListTest, FiltersTellAllowsFromDenies) {
  Add(R"({"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"})");
  Add(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})");
  const ServiceFilters& deny = list_.entries()[0].services;
  const ServiceFilters& allow = list_.entries()[1].services;
  for (const uint16_t service : std::vector<uint16_t>{0, 1, 63, 64, 1000}) {
    EXPECT_TRUE(deny.Concern(service, /*denies_only=*/true)) << service;
    EXPECT_TRUE(deny.Concern(service, /*denies_only=*/false)) << service;
    EXPECT_FALSE(allow.Concern(service, /*denies_only=*/true)) << service;
    EXPECT_TRUE(allow.Concern(service, /*denies_only=*/false)) << service;
  }
  EXPECT_FALSE(ServiceFilters().Concern(3, /*denies_only=*/false));
  const ServiceFilters third = {.allows = 1 << 3, .denies = 0};
  EXPECT_TRUE(third.Concern(67, /*denies_only=*/false));
  EXPECT_FALSE(third.Concern(4, /*denies_only=*/false));
}

}  // namespace
}  // namespace iam
