#ifndef IAM_SIMULATOR_SERVICES_IAM_ENTITY_RULES_H_
#define IAM_SIMULATOR_SERVICES_IAM_ENTITY_RULES_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "iam/policy_type.h"
#include "simulator/services/iam/iam_call.h"

namespace iam {

// Limits of IAM User Guide, "IAM and AWS STS quotas" (R1.5x). Sizes are in
// characters without white space.
inline constexpr size_t kMaxManagedPolicySize = 6144;
inline constexpr size_t kMaxTrustPolicySize = 2048;
inline constexpr size_t kMaxVersions = 5;
inline constexpr size_t kMaxAttached = 10;
inline constexpr size_t kMaxTags = 50;
inline constexpr size_t kMaxGroupsOfUser = 10;

// The sum of an entity's inline policies: 2048, 5120, 10240.
size_t MaxInlineSize(EntityKind kind);

size_t PolicySize(absl::string_view document);

// MalformedPolicyDocument if it is none of its type, with the place.
IamResult CheckDocument(absl::string_view document, PolicyType type);
// The same for a version of a managed policy, which must not be too large.
IamResult CheckManagedDocument(absl::string_view document);

// Reads "Tags" and puts them among those there are; IAM's rules of tags hold.
IamResult PutTags(const IamCall& call, std::vector<EntityTag>* tags);

// "PermissionsBoundary" of a call that makes an entity, or sets it.
IamResult SetBoundary(const IamCall& call, const EntityTable& entities,
                      Entity* entity);

// A new entity of that name: one that nobody has, whatever the case.
IamResult CheckNameIsFree(const IamCall& call, const EntityTable& entities,
                          EntityKind kind, absl::string_view name);

// A new entity of the caller's account with "Path", "Tags" and
// "PermissionsBoundary".
struct NewEntity {
  Entity entity;
  IamResult error;
};
NewEntity MakeEntity(const IamCall& call, const EntityTable& entities,
                     EntityKind kind, absl::string_view name);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_ENTITY_RULES_H_
