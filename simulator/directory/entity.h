#ifndef IAM_SIMULATOR_DIRECTORY_ENTITY_H_
#define IAM_SIMULATOR_DIRECTORY_ENTITY_H_

#include <compare>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace iam {

// What an account's IAM consists of, but for access keys.
enum class EntityKind {
  kUser,
  kGroup,
  kRole,
  kPolicy,
  kInstanceProfile,
  kOidcProvider,
  kAccountAlias,
};

// "user", "group", …: as in ARNs and in the state database.
absl::string_view Name(EntityKind kind);

// "User", "Group", …: as in the names of members, "UserName", "UserId".
absl::string_view MemberPrefix(EntityKind kind);
// Users, groups and roles.
bool HasPolicies(EntityKind kind);

// The account whose entities are AWS's own managed policies.
inline constexpr absl::string_view kAwsAccount = "aws";

struct EntityTag {
  std::string key;
  std::string value;
};

// An inline policy: its document byte for byte.
struct InlineDocument {
  std::string name;
  std::string text;
};

struct ManagedVersion {
  std::string id;  // "v1"
  std::string text;
  absl::Time created;
};

// A user, group, role, managed policy, … as IAM knows it. One type for all
// kinds, since most of what IAM does with one kind it does with another:
// members that a kind does not have are empty.
struct Entity {
  EntityKind kind = EntityKind::kUser;
  std::string partition = "aws";
  std::string account;
  std::string path = "/";
  // Of an OIDC provider its URL without "https://".
  std::string name;
  std::string id;  // "AIDA…"
  absl::Time created;
  std::vector<EntityTag> tags;

  // Users, groups and roles.
  std::vector<InlineDocument> inline_policies;
  std::vector<std::string> attached;  // ARNs of managed policies
  std::string boundary;               // ARN, or ""; not of groups

  std::vector<std::string> groups;  // users: names of theirs

  std::string description;         // roles and policies
  std::string trust_policy;        // roles: the document
  int max_session_seconds = 3600;  // roles

  std::vector<ManagedVersion> versions;  // policies: oldest first
  std::string default_version;
  int last_version = 0;  // the highest number ever given
  absl::Time updated;

  std::string role;  // instance profiles: the name of the one in it, or ""

  std::vector<std::string> client_ids;   // OIDC providers
  std::vector<std::string> thumbprints;  // OIDC providers

  std::string Arn() const;
  // The version in force; null if there is none.
  const ManagedVersion* DefaultVersion() const;
};

using EntityPtr = std::shared_ptr<const Entity>;

// What an entity is found by. Names of one account and kind differ in more than
// case, so the key has them in lower case.
struct EntityKey {
  std::string account;
  EntityKind kind = EntityKind::kUser;
  std::string name;

  EntityKey(absl::string_view in_account, EntityKind of_kind,
            absl::string_view any_case_name);
  explicit EntityKey(const Entity& entity)
      : EntityKey(entity.account, entity.kind, entity.name) {}

  friend auto operator<=>(const EntityKey&, const EntityKey&) = default;
};

// A new unique id: four letters that name the kind and seventeen at random. ""
// of kinds that have none.
std::string MakeEntityId(EntityKind kind);
// One for an entity that an export gives none: always the same for an ARN.
std::string EntityIdOf(EntityKind kind, absl::string_view arn);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_ENTITY_H_
