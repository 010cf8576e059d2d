#ifndef IAM_POLICY_TYPE_H_
#define IAM_POLICY_TYPE_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace iam {

// What a policy is attached to decides what it can do. IAM User Guide,
// "Policies and permissions in AWS Identity and Access Management".
enum class PolicyType {
  kIdentityBased,
  kResourceBased,
  kPermissionsBoundary,
  kSession,
  kServiceControlPolicy,
  kResourceControlPolicy,
  kVpcEndpoint,
  kTrust,  // a role's resource-based policy; decides sts:AssumeRole*
};

inline constexpr int kPolicyTypeCount = 8;

// "identity-based", "permissions-boundary", …: the names of layers in answers.
absl::string_view Name(PolicyType type);

// The other way round; nullopt for an unknown name.
std::optional<PolicyType> PolicyTypeFromName(absl::string_view name);

// SCPs and RCPs hang on every level of an organization, root first.
inline bool HasLevels(PolicyType type) {
  return type == PolicyType::kServiceControlPolicy ||
         type == PolicyType::kResourceControlPolicy;
}

}  // namespace iam

#endif  // IAM_POLICY_TYPE_H_
