#include "engine/compile/resource_pattern.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {

std::string FillUpArn(absl::string_view text, PolicyType type) {
  constexpr int kArnColons = 5;
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

}  // namespace iam
