#include "iam/policy_type.h"

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(PolicyTypeTest, EveryNameReadsBack) {
  for (int i = 0; i < kPolicyTypeCount; ++i) {
    const auto type = static_cast<PolicyType>(i);
    EXPECT_EQ(PolicyTypeFromName(Name(type)), type) << Name(type);
  }
  EXPECT_EQ(Name(PolicyType::kTrust), "trust");
  EXPECT_EQ(PolicyTypeFromName("Trust"), std::nullopt);
  EXPECT_EQ(PolicyTypeFromName(""), std::nullopt);
}

}  // namespace
}  // namespace iam
