#include "iam/policy_type.h"

#include <cstddef>
#include <iterator>

namespace iam {
namespace {

// INVARIANT: in the order of PolicyType.
constexpr absl::string_view kNames[] = {
    "identity-based",         "resource-based",
    "permissions-boundary",   "session",
    "service-control-policy", "resource-control-policy",
    "vpc-endpoint",           "trust",
};
static_assert(std::size(kNames) == kPolicyTypeCount);

}  // namespace

absl::string_view Name(PolicyType type) {
  return kNames[static_cast<size_t>(type)];
}

std::optional<PolicyType> PolicyTypeFromName(absl::string_view name) {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<PolicyType>(i);
  }
  return std::nullopt;
}

}  // namespace iam
