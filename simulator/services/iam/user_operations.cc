#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

void AddUser(const Entity& user, pugi::xml_node node) {
  AddIdentity(user, node);
  AddBoundary(user, node);
  if (!user.tags.empty()) AddTags(user, node);
}

// Keys of a user of this name who went with the world's files must not become
// the new user's.
IamResult DropOldKeys(IamCall& call, absl::string_view user) {
  const auto keys = call.keys().ListOfUser(call.account(), user);
  if (!keys.ok()) return ServiceFailure(keys.status());
  for (const AccessKey& key : *keys) {
    absl::Status deleted = call.keys().Delete(key.id);
    if (!deleted.ok()) return ServiceFailure(deleted);
  }
  return std::nullopt;
}

IamResult RootUser(IamCall& call) {
  pugi::xml_node user = call.result().append_child("User");
  AddText(user, "UserId", call.account());
  AddText(user, "Arn", call.caller().principal);
  return std::nullopt;
}

IamResult CheckDeletable(IamCall& call, const Entity& user) {
  if (!user.attached.empty()) {
    return DeleteConflict(
        "Cannot delete entity, must detach all policies first.");
  }
  if (!user.inline_policies.empty()) {
    return DeleteConflict("Cannot delete entity, must delete policies first.");
  }
  if (!user.groups.empty()) {
    return DeleteConflict(
        "Cannot delete entity, must remove users from group first.");
  }
  const auto keys = call.keys().ListOfUser(call.account(), user.name);
  if (!keys.ok()) return ServiceFailure(keys.status());
  if (!keys->empty()) {
    return DeleteConflict(
        "Cannot delete entity, must delete access keys first.");
  }
  return std::nullopt;
}

}  // namespace

IamResult CreateUser(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    NewEntity made = MakeEntity(call, *entities, kind, call.Text("UserName"));
    if (made.error.has_value()) return made.error;
    if (IamResult wrong = DropOldKeys(call, made.entity.name)) return wrong;
    AddUser(made.entity, call.result().append_child("User"));
    entities->Put(std::move(made.entity));
    return std::nullopt;
  });
}

IamResult GetUser(IamCall& call, EntityKind) {
  if (!call.Has("UserName") && call.caller().kind == Caller::Kind::kRootUser) {
    return RootUser(call);
  }
  const auto now = call.directory().Now();
  const Named user = call.FindUserOrCaller(now->entities);
  if (user.error.has_value()) return user.error;
  AddUser(*user.entity, call.result().append_child("User"));
  return std::nullopt;
}

IamResult UpdateUser(IamCall& call, EntityKind kind) {
  const std::string old_name(call.Text("UserName"));
  const std::string new_name = call.TextOr("NewUserName", old_name);
  const auto rename = [&](EntityTable* entities) -> IamResult {
    const Named user = call.Find(*entities, kind);
    if (user.error.has_value()) return user.error;
    if (!absl::EqualsIgnoreCase(new_name, old_name)) {
      if (IamResult taken = CheckNameIsFree(call, *entities, kind, new_name)) {
        return taken;
      }
      if (IamResult wrong = DropOldKeys(call, new_name)) return wrong;
    }
    Entity changed = *user.entity;
    entities->Remove(EntityKey(changed));
    changed.name = new_name;
    changed.path = call.TextOr("NewPath", changed.path);
    entities->Put(std::move(changed));
    return std::nullopt;
  };
  return call.Change(rename, [&]() -> absl::Status {
    if (new_name == old_name) return absl::OkStatus();
    return call.keys().RenameUser(call.account(), old_name, new_name);
  });
}

IamResult DeleteUser(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named user = call.Find(*entities, kind);
    if (user.error.has_value()) return user.error;
    if (IamResult conflict = CheckDeletable(call, *user.entity)) {
      return conflict;
    }
    entities->Remove(EntityKey(*user.entity));
    return std::nullopt;
  });
}

IamResult ListUsers(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  return WriteEntityPage(call, "Users", call.ListBelowPath(now->entities, kind),
                         AddIdentity);
}

}  // namespace iam
