#include "engine/compile/resource_set.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

constexpr int kArnColons = 5;

// An ARN with fewer than six components is tried once more with "*" for each
// that is missing; how freely hangs on the policy's type. Empty if not.
std::string FillUp(absl::string_view text, PolicyType type) {
  const auto colons = std::count(text.begin(), text.end(), ':');
  if (colons >= kArnColons) return "";
  switch (type) {
    case PolicyType::kIdentityBased:
    case PolicyType::kPermissionsBoundary:
    case PolicyType::kSession:
      break;
    case PolicyType::kResourceBased:
    case PolicyType::kTrust:
    case PolicyType::kVpcEndpoint:
      if (text.find_first_of("*?") == absl::string_view::npos) return "";
      break;
    case PolicyType::kServiceControlPolicy:
      if (!absl::EndsWith(text, "*")) return "";
      break;
    case PolicyType::kResourceControlPolicy:
      return "";
  }
  std::string filled(text);
  for (auto i = colons; i < kArnColons; ++i) absl::StrAppend(&filled, ":*");
  return filled;
}

}  // namespace

ResourceSet::ResourceSet(const PatternElement& element, PolicyType type,
                         PolicyVersion version) {
  for (const PolicyString& entry : element.entries) {
    if (entry.text == "*") {
      everything_ = true;
      continue;
    }
    if (!absl::StartsWith(entry.text, "arn:")) continue;  // matches nothing
    patterns_.emplace_back(entry.text, TextForm::kResource, version);
    const std::string filled = FillUp(entry.text, type);
    if (!filled.empty()) {
      patterns_.emplace_back(filled, TextForm::kResource, version);
    }
  }
}

bool ResourceSet::Matches(absl::string_view resource,
                          const Context& context) const {
  if (everything_) return true;
  return std::any_of(
      patterns_.begin(), patterns_.end(), [&](const TextPattern& pattern) {
        return pattern.Match(resource, context) == TextMatch::kMatch;
      });
}

void ResourceSet::CollectMissing(MissingKeys* missing) const {
  for (const TextPattern& pattern : patterns_) {
    if (!pattern.is_malformed()) missing->Need(pattern.parts());
  }
}

}  // namespace iam
