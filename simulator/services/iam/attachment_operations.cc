// Managed policies at users, groups and roles, and permissions boundaries.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

// "AttachedPoliciesPerUser".
std::string QuotaOf(EntityKind kind) {
  switch (kind) {
    case EntityKind::kGroup:
      return "PoliciesPerGroup";
    case EntityKind::kRole:
      return "PoliciesPerRole";
    default:
      return "PoliciesPerUser";
  }
}

bool IsAttached(const Entity& entity, absl::string_view arn) {
  return std::find(entity.attached.begin(), entity.attached.end(), arn) !=
         entity.attached.end();
}

// Where an attached policy's name and path are found if it is not known: in its
// ARN.
std::string PathOf(absl::string_view arn) {
  const std::optional<EntityArn> parts = ParseEntityArn(arn);
  return parts.has_value() ? parts->path : "/";
}

// The entities that use a policy in the way and of the kind that are asked for.
std::vector<EntityPtr> UsersOf(const IamCall& call, const EntityTable& entities,
                               EntityKind kind) {
  const absl::string_view arn = call.Text("PolicyArn");
  const absl::string_view usage = call.Text("PolicyUsageFilter");
  std::vector<EntityPtr> users = call.ListBelowPath(entities, kind);
  std::erase_if(users, [&](const EntityPtr& entity) {
    const bool attached =
        usage != "PermissionsBoundary" && IsAttached(*entity, arn);
    const bool bounds = usage != "PermissionsPolicy" && entity->boundary == arn;
    return !attached && !bounds;
  });
  return users;
}

}  // namespace

IamResult AttachPolicy(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    const absl::string_view arn = call.Text("PolicyArn");
    const Named policy = call.FindAttachable(*entities, arn);
    if (policy.error.has_value()) return policy.error;
    if (IsAttached(*owner.entity, arn)) return std::nullopt;
    if (owner.entity->attached.size() >= kMaxAttached) {
      return QuotaExceeded(QuotaOf(kind), kMaxAttached);
    }
    Entity changed = *owner.entity;
    changed.attached.emplace_back(arn);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

// What is attached but not known, as exports without AWS managed policies have
// it, can be detached.
IamResult DetachPolicy(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    const absl::string_view arn = call.Text("PolicyArn");
    if (!IsAttached(*owner.entity, arn)) return PolicyNotFound(arn);
    Entity changed = *owner.entity;
    std::erase(changed.attached, arn);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult ListAttachedPolicies(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named owner = call.Find(now->entities, kind);
  if (owner.error.has_value()) return owner.error;
  std::vector<std::string> arns = owner.entity->attached;
  const absl::string_view prefix = call.Text("PathPrefix");
  std::erase_if(arns, [prefix](const std::string& arn) {
    return !absl::StartsWith(PathOf(arn), prefix);
  });
  return WritePage(call, "AttachedPolicies", arns,
                   [&](size_t i, pugi::xml_node member) {
                     AddText(member, "PolicyName", LastSegment(arns[i]));
                     AddText(member, "PolicyArn", arns[i]);
                   });
}

IamResult ListEntitiesForPolicy(IamCall& call, EntityKind) {
  struct Kind {
    EntityKind kind;
    absl::string_view filter;
    const char* list;
    const char* name;
    const char* id;
  };
  static constexpr Kind kKinds[] = {
      {EntityKind::kGroup, "Group", "PolicyGroups", "GroupName", "GroupId"},
      {EntityKind::kUser, "User", "PolicyUsers", "UserName", "UserId"},
      {EntityKind::kRole, "Role", "PolicyRoles", "RoleName", "RoleId"}};
  const auto now = call.directory().Now();
  const Named policy = call.Find(now->entities, EntityKind::kPolicy);
  if (policy.error.has_value()) return policy.error;
  std::vector<EntityPtr> found;
  std::vector<std::string> keys;
  for (const Kind& kind : kKinds) {
    const absl::string_view filter = call.Text("EntityFilter");
    if (!filter.empty() && filter != kind.filter) continue;
    for (EntityPtr& entity : UsersOf(call, now->entities, kind.kind)) {
      keys.push_back(entity->Arn());
      found.push_back(std::move(entity));
    }
  }
  const Page page = PageOf(call, keys);
  if (page.error.has_value()) return page.error;
  for (const Kind& kind : kKinds) {
    pugi::xml_node list = call.result().append_child(kind.list);
    for (size_t i = page.begin; i < page.end; ++i) {
      if (found[i]->kind != kind.kind) continue;
      pugi::xml_node member = list.append_child("member");
      AddText(member, kind.name, found[i]->name);
      AddText(member, kind.id, found[i]->id);
    }
  }
  WritePageEnd(page, call.result());
  return std::nullopt;
}

IamResult PutBoundary(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    Entity changed = *owner.entity;
    if (IamResult wrong = SetBoundary(call, *entities, &changed)) return wrong;
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult DeleteBoundary(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    if (owner.entity->boundary.empty()) {
      return NoSuchEntity(absl::StrCat("The ", Name(kind), " with name ",
                                       owner.entity->name,
                                       " has no permissions boundary."));
    }
    Entity changed = *owner.entity;
    changed.boundary.clear();
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

}  // namespace iam
