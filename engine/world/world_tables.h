#ifndef IAM_WORLD_WORLD_TABLES_H_
#define IAM_WORLD_WORLD_TABLES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/eval/layers.h"
#include "iam/organization.h"
#include "iam/world.h"

namespace iam {

// A user or role with all that is attached to it, found once and for all.
struct PrincipalEntry {
  bool is_role = false;
  std::string arn;
  std::string account;
  std::string name;
  std::string unique_id;  // empty if not known
  Tags tags;
  // Inline, then managed; a user's own, then those of its groups.
  PolicyList identity;
  // None: no boundary. Empty: there is one, but its document is not known.
  std::optional<PolicyList> boundary;
  std::optional<PolicyList> trust;  // of a role; empty if not known
  // Names of policies and groups above whose contents are not known.
  std::vector<std::string> unknown;
  std::vector<std::string> unknown_trust;
};

// What hangs above an account in its organization, the root first.
struct AccountEntry {
  std::optional<PolicyLevels> scp_levels;
  std::optional<PolicyLevels> rcp_levels;
  std::vector<std::string> unknown_scps;
  std::vector<std::string> unknown_rcps;
};

struct ResourceEntry {
  std::string account;  // the owner; empty if not known
  PolicyList policies;  // empty if the document is not known
  std::vector<std::string> unknown;
};

// The tables of a World. Layers point into them, so they do not change once
// built.
struct WorldTables {
  std::vector<PrincipalEntry> principals;
  absl::flat_hash_map<std::string, uint32_t> principal_by_arn;
  // See RoleKey(): session ARNs do not show the path.
  absl::flat_hash_map<std::string, uint32_t> role_by_name;
  absl::flat_hash_map<std::string, AccountEntry> accounts;
  absl::flat_hash_map<std::string, ResourceEntry> resources;
  absl::flat_hash_map<std::string, std::string> bucket_owners;
  absl::flat_hash_map<std::string, Tags> resource_tags;
  std::optional<Organization> organization;
  World::Counts counts;

  // Null if there is none.
  const PrincipalEntry* FindByArn(absl::string_view arn) const;
  const PrincipalEntry* FindRole(absl::string_view account,
                                 absl::string_view name) const;
  const AccountEntry* FindAccount(absl::string_view account) const;
};

// "111122223333/deploy": role names are unique in an account without regard to
// case (R1.48).
std::string RoleKey(absl::string_view account, absl::string_view name);

}  // namespace iam

#endif  // IAM_WORLD_WORLD_TABLES_H_
