// Stricter than AWS is wrong too: every policy that AWS publishes has to pass.
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/text/json.h"
#include "gtest/gtest.h"
#include "iam/policy.h"
#include "tests/foreign/foreign_data.h"

namespace iam {
namespace {

TEST(Others13ManagedPolicies, AreAllAccepted) {
  const std::string folder = ForeignDataFolder();
  if (folder.empty()) {
    GTEST_SKIP() << "IAMSIM_SHARED_DATA names no folder of foreign data";
  }
  const std::string lines = Unzip(
      absl::StrCat(folder, "/managed_policies/managed_policies.jsonl.gz"));
  size_t accepted = 0;
  for (const absl::string_view line :
       absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    const auto source =
        std::make_shared<const Source>("managed", std::string(line));
    Diagnostics diagnostics;
    const std::optional<JsonDocument> json = ParseJson(source, &diagnostics);
    ASSERT_TRUE(json.has_value()) << diagnostics.ToString();
    const JsonValue* document = json->root().Find("doc");
    ASSERT_NE(document, nullptr);
    const absl::StatusOr<Policy> policy =
        Policy::FromJson(*document, source, &diagnostics);
    ASSERT_TRUE(policy.ok()) << json->root().Find("arn")->text() << "\n"
                             << diagnostics.ToString();
    EXPECT_TRUE(
        CheckPolicyType(*policy, PolicyType::kIdentityBased, &diagnostics))
        << json->root().Find("arn")->text() << "\n"
        << diagnostics.ToString();
    ++accepted;
  }
  EXPECT_GT(accepted, 1300u);
}

}  // namespace
}  // namespace iam
