#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

bool IsIn(const Entity& user, absl::string_view group) {
  return std::find(user.groups.begin(), user.groups.end(), group) !=
         user.groups.end();
}

std::vector<EntityPtr> MembersOf(const EntityTable& entities,
                                 const Entity& group) {
  std::vector<EntityPtr> users =
      entities.List(group.account, EntityKind::kUser);
  std::erase_if(users, [&group](const EntityPtr& user) {
    return !IsIn(*user, group.name);
  });
  return users;
}

// The group and the user that a call is about.
struct Membership {
  EntityPtr group;
  EntityPtr user;
  IamResult error;
};

Membership FindMembership(const IamCall& call, const EntityTable& entities) {
  Membership found;
  Named group = call.Find(entities, EntityKind::kGroup);
  found.error = group.error;
  if (found.error.has_value()) return found;
  Named user = call.Find(entities, EntityKind::kUser);
  found.error = user.error;
  found.group = std::move(group.entity);
  found.user = std::move(user.entity);
  return found;
}

}  // namespace

IamResult CreateGroup(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    NewEntity made = MakeEntity(call, *entities, kind, call.Text("GroupName"));
    if (made.error.has_value()) return made.error;
    AddIdentity(made.entity, call.result().append_child("Group"));
    entities->Put(std::move(made.entity));
    return std::nullopt;
  });
}

IamResult GetGroup(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named group = call.Find(now->entities, kind);
  if (group.error.has_value()) return group.error;
  AddIdentity(*group.entity, call.result().append_child("Group"));
  return WriteEntityPage(call, "Users", MembersOf(now->entities, *group.entity),
                         AddIdentity);
}

IamResult UpdateGroup(IamCall& call, EntityKind kind) {
  const std::string old_name(call.Text("GroupName"));
  const std::string new_name = call.TextOr("NewGroupName", old_name);
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named group = call.Find(*entities, kind);
    if (group.error.has_value()) return group.error;
    if (!absl::EqualsIgnoreCase(new_name, old_name)) {
      if (IamResult taken = CheckNameIsFree(call, *entities, kind, new_name)) {
        return taken;
      }
    }
    for (const EntityPtr& user : MembersOf(*entities, *group.entity)) {
      Entity changed = *user;
      std::replace(changed.groups.begin(), changed.groups.end(), old_name,
                   new_name);
      entities->Put(std::move(changed));
    }
    Entity changed = *group.entity;
    entities->Remove(EntityKey(changed));
    changed.name = new_name;
    changed.path = call.TextOr("NewPath", changed.path);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult DeleteGroup(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named group = call.Find(*entities, kind);
    if (group.error.has_value()) return group.error;
    if (!MembersOf(*entities, *group.entity).empty()) {
      return DeleteConflict(
          "Cannot delete entity, must remove users from group first.");
    }
    if (!group.entity->attached.empty()) {
      return DeleteConflict(
          "Cannot delete entity, must detach all policies first.");
    }
    if (!group.entity->inline_policies.empty()) {
      return DeleteConflict(
          "Cannot delete entity, must delete policies first.");
    }
    entities->Remove(EntityKey(*group.entity));
    return std::nullopt;
  });
}

IamResult ListGroups(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  return WriteEntityPage(call, "Groups",
                         call.ListBelowPath(now->entities, kind), AddIdentity);
}

IamResult AddUserToGroup(IamCall& call, EntityKind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Membership found = FindMembership(call, *entities);
    if (found.error.has_value()) return found.error;
    if (IsIn(*found.user, found.group->name)) return std::nullopt;
    if (found.user->groups.size() >= kMaxGroupsOfUser) {
      return QuotaExceeded("GroupsPerUser", kMaxGroupsOfUser);
    }
    Entity changed = *found.user;
    changed.groups.push_back(found.group->name);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult RemoveUserFromGroup(IamCall& call, EntityKind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Membership found = FindMembership(call, *entities);
    if (found.error.has_value()) return found.error;
    Entity changed = *found.user;
    std::erase(changed.groups, found.group->name);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult ListGroupsForUser(IamCall& call, EntityKind) {
  const auto now = call.directory().Now();
  const Named user = call.Find(now->entities, EntityKind::kUser);
  if (user.error.has_value()) return user.error;
  std::vector<EntityPtr> groups =
      now->entities.List(call.account(), EntityKind::kGroup);
  std::erase_if(groups, [&user](const EntityPtr& group) {
    return !IsIn(*user.entity, group->name);
  });
  return WriteEntityPage(call, "Groups", groups, AddIdentity);
}

}  // namespace iam
