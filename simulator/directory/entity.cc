#include "simulator/directory/entity.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

struct KindRow {
  EntityKind kind;
  absl::string_view name;
  absl::string_view member_prefix;
  absl::string_view id_prefix;  // IAM User Guide, "Unique identifiers"
};

constexpr KindRow kKinds[] = {
    {EntityKind::kUser, "user", "User", "AIDA"},
    {EntityKind::kGroup, "group", "Group", "AGPA"},
    {EntityKind::kRole, "role", "Role", "AROA"},
    {EntityKind::kPolicy, "policy", "Policy", "ANPA"},
    {EntityKind::kInstanceProfile, "instance-profile", "InstanceProfile",
     "AIPA"},
    {EntityKind::kOidcProvider, "oidc-provider", "OpenIDConnectProvider", ""},
    {EntityKind::kAccountAlias, "account-alias", "AccountAlias", ""},
};

const KindRow& RowOf(EntityKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}

constexpr size_t kRandomLetters = 17;

std::string IdOf(EntityKind kind, const unsigned char* bytes) {
  static constexpr char kBase32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string id(RowOf(kind).id_prefix);
  if (id.empty()) return id;
  for (size_t i = 0; i < kRandomLetters; ++i) id += kBase32[bytes[i] % 32];
  return id;
}

}  // namespace

absl::string_view Name(EntityKind kind) { return RowOf(kind).name; }

absl::string_view MemberPrefix(EntityKind kind) {
  return RowOf(kind).member_prefix;
}

bool HasPolicies(EntityKind kind) {
  return kind == EntityKind::kUser || kind == EntityKind::kGroup ||
         kind == EntityKind::kRole;
}

std::string Entity::Arn() const {
  return absl::StrCat("arn:", partition, ":iam::", account, ":", Name(kind),
                      kind == EntityKind::kOidcProvider ? "/" : path, name);
}

const ManagedVersion* Entity::DefaultVersion() const {
  for (const ManagedVersion& version : versions) {
    if (version.id == default_version) return &version;
  }
  return nullptr;
}

EntityKey::EntityKey(absl::string_view in_account, EntityKind of_kind,
                     absl::string_view any_case_name)
    : account(in_account),
      kind(of_kind),
      name(absl::AsciiStrToLower(any_case_name)) {}

std::string MakeEntityId(EntityKind kind) {
  std::array<unsigned char, kRandomLetters> bytes = {};
  // Fails only if the system has no randomness at all; ids are no secrets.
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return IdOf(kind, bytes.data());
}

std::string EntityIdOf(EntityKind kind, absl::string_view arn) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest = {};
  SHA256(reinterpret_cast<const unsigned char*>(arn.data()), arn.size(),
         digest.data());
  return IdOf(kind, digest.data());
}

}  // namespace iam
