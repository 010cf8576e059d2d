// Each policy document of corpus/diagnostics/ is read as a policy of the type
// that its name begins with, and what is said of it must be the text beside it.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "iam/diagnostic.h"
#include "iam/policy.h"
#include "tests/golden/golden_file.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

namespace fs = std::filesystem;

const struct {
  const char* prefix;
  PolicyType type;
} kPrefixes[] = {
    {"boundary-", PolicyType::kPermissionsBoundary},
    {"endpoint-", PolicyType::kVpcEndpoint},
    {"identity-", PolicyType::kIdentityBased},
    {"rcp-", PolicyType::kResourceControlPolicy},
    {"resource-", PolicyType::kResourceBased},
    {"scp-", PolicyType::kServiceControlPolicy},
    {"session-", PolicyType::kSession},
    {"trust-", PolicyType::kTrust},
};

// Rows without an input in the corpus, since it would fill a disk.
// policy_parser_test.cc has the first; nobody has 4 GiB to spare for the other.
const std::set<std::string> kTooLargeForTheCorpus = {"document-too-large",
                                                     "text-too-large"};

fs::path Folder() { return fs::path(SourceDir()) / "corpus" / "diagnostics"; }

std::optional<PolicyType> TypeOf(const std::string& name) {
  for (const auto& row : kPrefixes) {
    if (name.rfind(row.prefix, 0) == 0) return row.type;
  }
  return std::nullopt;
}

std::vector<fs::path> Inputs() {
  std::vector<fs::path> inputs;
  for (const auto& entry : fs::directory_iterator(Folder())) {
    const fs::path& path = entry.path();
    const bool input =
        path.extension() == ".json" || path.extension() == ".txt";
    if (entry.is_regular_file() && input) inputs.push_back(path);
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

std::string Diagnose(const fs::path& path, PolicyType type) {
  Diagnostics diagnostics;
  const absl::StatusOr<Policy> policy =
      Policy::Parse(ReadFile(path), path.filename().string(), &diagnostics);
  EXPECT_EQ(policy.ok(), !diagnostics.has_errors());
  EXPECT_EQ(policy.status(), diagnostics.ToStatus());
  if (policy.ok()) {
    const bool accepted = CheckPolicyType(*policy, type, &diagnostics);
    EXPECT_EQ(accepted, !diagnostics.has_errors());
  }
  return diagnostics.ToString();
}

class DiagnosticsTest : public testing::TestWithParam<fs::path> {};

TEST_P(DiagnosticsTest, SaysWhatItSaid) {
  const fs::path& path = GetParam();
  const std::optional<PolicyType> type = TypeOf(path.filename().string());
  ASSERT_TRUE(type.has_value()) << "no policy type begins " << path;
  const std::string actual = Diagnose(path, *type);
  EXPECT_NE(actual, "") << "nothing to say about " << path;
  ExpectGolden(fs::path(path).replace_extension(".expected"), actual);
}

std::string TestName(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.stem().string();
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, DiagnosticsTest, testing::ValuesIn(Inputs()),
                         TestName);

TEST(DiagnosticsTableTest, EveryRowHasAnInput) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(Folder())) {
    if (entry.path().extension() == ".expected") all += ReadFile(entry.path());
  }
  const std::vector<std::string> ids = {
#define IAM_DIAGNOSTIC(name, severity, id) id,
#include "engine/text/diagnostics.inc"
#undef IAM_DIAGNOSTIC
  };
  for (const std::string& id : ids) {
    if (kTooLargeForTheCorpus.count(id) > 0) continue;
    EXPECT_NE(all.find(" [" + id + "]\n"), std::string::npos)
        << "corpus/diagnostics/ has no input for " << id;
  }
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

}  // namespace
}  // namespace iam
