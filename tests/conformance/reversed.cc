#include "tests/conformance/reversed.h"

#include <algorithm>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iam {
namespace {

constexpr PolicyType kLayers[] = {
    PolicyType::kIdentityBased,        PolicyType::kResourceBased,
    PolicyType::kPermissionsBoundary,  PolicyType::kSession,
    PolicyType::kServiceControlPolicy, PolicyType::kResourceControlPolicy,
    PolicyType::kVpcEndpoint,
};

std::string ReversedText(const Policy& policy) {
  std::vector<absl::string_view> statements;
  for (const Statement& statement : policy.statements()) {
    statements.push_back(policy.text().substr(
        statement.span.begin, statement.span.end - statement.span.begin));
  }
  std::reverse(statements.begin(), statements.end());
  return absl::StrCat(
      "{\"Version\": \"",
      policy.version() == PolicyVersion::k2012_10_17 ? "2012-10-17"
                                                     : "2008-10-17",
      "\", \"Statement\": [", absl::StrJoin(statements, ","), "]}");
}

// The number of statements of the policies that `prefix` names, "layer:Name".
// Policies of one name in one layer are counted as the last of them.
size_t StatementCount(absl::string_view prefix, const PolicySet& policies) {
  size_t count = 0;
  for (PolicyType type : kLayers) {
    const std::vector<PolicySet::Level>* levels = policies.layer(type);
    if (levels == nullptr) continue;
    for (size_t i = 0; i < levels->size(); ++i) {
      const std::string level =
          HasLevels(type) ? absl::StrCat("[", i + 1, "]") : "";
      for (const PolicySet::NamedPolicy& policy : (*levels)[i]) {
        const bool is_trust =
            type == PolicyType::kResourceBased &&
            prefix == absl::StrCat(Name(PolicyType::kTrust), ":", policy.name);
        if (is_trust ||
            prefix == absl::StrCat(Name(type), level, ":", policy.name)) {
          count = policy.policy.statements().size();
        }
      }
    }
  }
  return count;
}

}  // namespace

std::optional<PolicySet> Reversed(const PolicySet& policies) {
  PolicySet reversed;
  reversed.organization = policies.organization;
  for (PolicyType type : kLayers) {
    const std::vector<PolicySet::Level>* levels = policies.layer(type);
    if (levels == nullptr) continue;
    reversed.Open(type);
    for (const PolicySet::Level& level : *levels) {
      if (HasLevels(type)) reversed.AddLevel(type);
      for (const PolicySet::NamedPolicy& policy : level) {
        auto parsed = Policy::Parse(ReversedText(policy.policy), policy.name);
        if (!parsed.ok()) return std::nullopt;
        reversed.Add(policy.type, policy.name, *std::move(parsed));
      }
    }
  }
  return reversed;
}

std::vector<std::string> NamesBeforeReversal(
    const std::vector<std::string>& matched, const PolicySet& policies) {
  std::vector<std::string> names;
  for (const std::string& name : matched) {
    const size_t hash = name.rfind('#');
    size_t number = 0;
    if (hash == std::string::npos ||
        !absl::SimpleAtoi(name.substr(hash + 1), &number)) {
      names.push_back(name);
      continue;
    }
    const size_t count = StatementCount(name.substr(0, hash), policies);
    names.push_back(
        absl::StrCat(name.substr(0, hash), "#", count + 1 - number));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace iam
