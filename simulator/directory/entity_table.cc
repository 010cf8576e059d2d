#include "simulator/directory/entity_table.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr EntityKind kKindsWithArn[] = {EntityKind::kUser,
                                        EntityKind::kGroup,
                                        EntityKind::kRole,
                                        EntityKind::kPolicy,
                                        EntityKind::kInstanceProfile,
                                        EntityKind::kOidcProvider};

}  // namespace

EntityPtr EntityTable::At(const EntityKey& key) const {
  const auto found = entities_.find(key);
  return found == entities_.end() ? nullptr : found->second;
}

EntityPtr EntityTable::FindAnyCase(absl::string_view account, EntityKind kind,
                                   absl::string_view name) const {
  return At(EntityKey(account, kind, name));
}

EntityPtr EntityTable::Find(absl::string_view account, EntityKind kind,
                            absl::string_view name) const {
  EntityPtr entity = FindAnyCase(account, kind, name);
  return entity != nullptr && entity->name == name ? entity : nullptr;
}

EntityPtr EntityTable::FindArn(absl::string_view arn) const {
  const std::optional<EntityArn> parts = ParseEntityArn(arn);
  if (!parts.has_value()) return nullptr;
  EntityPtr entity = Find(parts->account, parts->kind, parts->name);
  return entity != nullptr && entity->Arn() == arn ? entity : nullptr;
}

std::string EntityTable::RealArn(absl::string_view arn) const {
  const std::optional<EntityArn> parts = ParseEntityArn(arn);
  if (!parts.has_value() || parts->path != "/") return std::string(arn);
  const EntityPtr entity = Find(parts->account, parts->kind, parts->name);
  return entity == nullptr ? std::string(arn) : entity->Arn();
}

std::vector<EntityPtr> EntityTable::List(absl::string_view account,
                                         EntityKind kind) const {
  std::vector<EntityPtr> found;
  for (auto at = entities_.lower_bound(EntityKey(account, kind, ""));
       at != entities_.end() && at->first.account == account &&
       at->first.kind == kind;
       ++at) {
    found.push_back(at->second);
  }
  return found;
}

std::vector<EntityPtr> EntityTable::ListAccount(
    absl::string_view account) const {
  std::vector<EntityPtr> found;
  for (auto at = entities_.lower_bound(EntityKey(account, EntityKind{}, ""));
       at != entities_.end() && at->first.account == account; ++at) {
    found.push_back(at->second);
  }
  return found;
}

std::vector<std::string> EntityTable::Accounts() const {
  std::vector<std::string> accounts;
  for (const auto& [key, entity] : entities_) {
    if (accounts.empty() || accounts.back() != key.account) {
      accounts.push_back(key.account);
    }
  }
  return accounts;
}

void EntityTable::Put(Entity entity) {
  EntityKey key(entity);
  changed_.insert(key);
  entities_.insert_or_assign(std::move(key),
                             std::make_shared<const Entity>(std::move(entity)));
}

void EntityTable::Remove(const EntityKey& key) {
  if (entities_.erase(key) > 0) changed_.insert(key);
}

std::optional<EntityArn> ParseEntityArn(absl::string_view arn) {
  const std::optional<Arn> parts = SplitArn(arn);
  if (!parts.has_value() || parts->service != "iam") return std::nullopt;
  for (EntityKind kind : kKindsWithArn) {
    absl::string_view rest = parts->resource;
    if (!absl::ConsumePrefix(&rest, Name(kind)) ||
        !absl::StartsWith(rest, "/")) {
      continue;
    }
    const absl::string_view name =
        kind == EntityKind::kOidcProvider ? rest.substr(1) : LastSegment(rest);
    if (name.empty()) return std::nullopt;
    return EntityArn{std::string(parts->account), kind,
                     std::string(rest.substr(0, rest.size() - name.size())),
                     std::string(name)};
  }
  return std::nullopt;
}

}  // namespace iam
