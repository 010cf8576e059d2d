#include <utility>

#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

void AddProfile(const EntityTable& entities, const Entity& profile,
                pugi::xml_node node) {
  const EntityPtr role =
      entities.Find(profile.account, EntityKind::kRole, profile.role);
  AddInstanceProfile(profile, role.get(), node);
}

IamResult WriteProfiles(IamCall& call, const EntityTable& entities,
                        const std::vector<EntityPtr>& profiles) {
  return WriteEntityPage(call, "InstanceProfiles", profiles,
                         [&](const Entity& profile, pugi::xml_node node) {
                           AddProfile(entities, profile, node);
                         });
}

}  // namespace

IamResult CreateInstanceProfile(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    NewEntity made =
        MakeEntity(call, *entities, kind, call.Text("InstanceProfileName"));
    if (made.error.has_value()) return made.error;
    pugi::xml_node node = call.result().append_child("InstanceProfile");
    AddInstanceProfile(made.entity, nullptr, node);
    if (!made.entity.tags.empty()) AddTags(made.entity, node);
    entities->Put(std::move(made.entity));
    return std::nullopt;
  });
}

IamResult GetInstanceProfile(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named profile = call.Find(now->entities, kind);
  if (profile.error.has_value()) return profile.error;
  pugi::xml_node node = call.result().append_child("InstanceProfile");
  AddProfile(now->entities, *profile.entity, node);
  if (!profile.entity->tags.empty()) AddTags(*profile.entity, node);
  return std::nullopt;
}

IamResult DeleteInstanceProfile(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named profile = call.Find(*entities, kind);
    if (profile.error.has_value()) return profile.error;
    if (!profile.entity->role.empty()) {
      return DeleteConflict(
          "Cannot delete entity, must remove roles from instance profile "
          "first.");
    }
    entities->Remove(EntityKey(*profile.entity));
    return std::nullopt;
  });
}

IamResult ListInstanceProfiles(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  return WriteProfiles(call, now->entities,
                       call.ListBelowPath(now->entities, kind));
}

IamResult ListInstanceProfilesForRole(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named role = call.Find(now->entities, EntityKind::kRole);
  if (role.error.has_value()) return role.error;
  std::vector<EntityPtr> profiles = now->entities.List(call.account(), kind);
  std::erase_if(profiles, [&role](const EntityPtr& profile) {
    return profile->role != role.entity->name;
  });
  return WriteProfiles(call, now->entities, profiles);
}

IamResult AddRoleToInstanceProfile(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named profile = call.Find(*entities, kind);
    if (profile.error.has_value()) return profile.error;
    const Named role = call.Find(*entities, EntityKind::kRole);
    if (role.error.has_value()) return role.error;
    if (!profile.entity->role.empty()) {
      return QuotaExceeded("InstanceSessionsPerInstanceProfile", 1);
    }
    Entity changed = *profile.entity;
    changed.role = role.entity->name;
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult RemoveRoleFromInstanceProfile(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named profile = call.Find(*entities, kind);
    if (profile.error.has_value()) return profile.error;
    if (profile.entity->role != call.Text("RoleName")) {
      return EntityNotFound(EntityKind::kRole, call.Text("RoleName"));
    }
    Entity changed = *profile.entity;
    changed.role.clear();
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

}  // namespace iam
