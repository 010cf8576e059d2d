#include "simulator/directory/seed_rules.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace iam {
namespace {

// Takes the names of what went out of an entity; false if there was none.
bool DropMentions(const std::set<EntityKey>& gone,
                  const std::set<std::string>& gone_policies, Entity* entity) {
  size_t dropped = 0;
  dropped += std::erase_if(entity->groups, [&](const std::string& group) {
    return gone.contains(EntityKey(entity->account, EntityKind::kGroup, group));
  });
  dropped += std::erase_if(entity->attached, [&](const std::string& policy) {
    return gone_policies.contains(policy);
  });
  if (!entity->role.empty() &&
      gone.contains(
          EntityKey(entity->account, EntityKind::kRole, entity->role))) {
    entity->role.clear();
    ++dropped;
  }
  return dropped > 0;
}

}  // namespace

SeedDigests ApplySeed(const EntityTable& seed, const SeedDigests& last,
                      EntityTable* entities) {
  SeedDigests digests;
  for (const std::string& account : seed.Accounts()) {
    for (const EntityPtr& entity : seed.ListAccount(account)) {
      const EntityKey key(*entity);
      const std::string& digest =
          digests.emplace(key, DigestOf(*entity)).first->second;
      const auto before = last.find(key);
      if (before == last.end() || before->second != digest) {
        entities->Put(*entity);
      }
    }
  }
  std::set<EntityKey> gone;
  std::set<std::string> gone_policies;
  for (const auto& [key, digest] : last) {
    if (digests.contains(key)) continue;
    const EntityPtr entity = entities->At(key);
    if (entity == nullptr) continue;
    gone.insert(key);
    if (key.kind == EntityKind::kPolicy) gone_policies.insert(entity->Arn());
    entities->Remove(key);
  }
  if (gone.empty()) return digests;
  for (const std::string& account : entities->Accounts()) {
    for (const EntityPtr& entity : entities->ListAccount(account)) {
      Entity changed = *entity;
      if (DropMentions(gone, gone_policies, &changed)) {
        entities->Put(std::move(changed));
      }
    }
  }
  return digests;
}

}  // namespace iam
