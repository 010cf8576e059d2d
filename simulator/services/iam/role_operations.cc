#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

constexpr int kDefaultSessionSeconds = 3600;

IamResult CheckTrustPolicy(absl::string_view document) {
  if (PolicySize(document) > kMaxTrustPolicySize) {
    return QuotaExceeded("ACLSizePerRole", kMaxTrustPolicySize);
  }
  return CheckDocument(document, PolicyType::kTrust);
}

void AddWholeRole(const Entity& role, pugi::xml_node node) {
  AddRole(role, node);
  AddBoundary(role, node);
  if (!role.tags.empty()) AddTags(role, node);
}

// A change of the role that "RoleName" names; `result` gets it if it is meant
// to.
IamResult ChangeRole(IamCall& call, absl::FunctionRef<void(Entity*)> change) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named role = call.Find(*entities, EntityKind::kRole);
    if (role.error.has_value()) return role.error;
    Entity changed = *role.entity;
    change(&changed);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult CheckDeletable(const EntityTable& entities, const Entity& role) {
  for (const EntityPtr& profile :
       entities.List(role.account, EntityKind::kInstanceProfile)) {
    if (profile->role == role.name) {
      return DeleteConflict(
          "Cannot delete entity, must remove roles from instance profile "
          "first.");
    }
  }
  if (!role.attached.empty()) {
    return DeleteConflict(
        "Cannot delete entity, must detach all policies first.");
  }
  if (!role.inline_policies.empty()) {
    return DeleteConflict("Cannot delete entity, must delete policies first.");
  }
  return std::nullopt;
}

}  // namespace

IamResult CreateRole(IamCall& call, EntityKind kind) {
  const absl::string_view trust = call.Text("AssumeRolePolicyDocument");
  return call.Change([&](EntityTable* entities) -> IamResult {
    NewEntity made = MakeEntity(call, *entities, kind, call.Text("RoleName"));
    if (made.error.has_value()) return made.error;
    if (IamResult wrong = CheckTrustPolicy(trust)) return wrong;
    made.entity.trust_policy = std::string(trust);
    made.entity.description = std::string(call.Text("Description"));
    made.entity.max_session_seconds =
        call.Number("MaxSessionDuration", kDefaultSessionSeconds);
    AddWholeRole(made.entity, call.result().append_child("Role"));
    entities->Put(std::move(made.entity));
    return std::nullopt;
  });
}

IamResult GetRole(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named role = call.Find(now->entities, kind);
  if (role.error.has_value()) return role.error;
  pugi::xml_node node = call.result().append_child("Role");
  AddWholeRole(*role.entity, node);
  node.append_child("RoleLastUsed");
  return std::nullopt;
}

IamResult UpdateRole(IamCall& call, EntityKind) {
  return ChangeRole(call, [&](Entity* role) {
    role->description = call.TextOr("Description", role->description);
    role->max_session_seconds =
        call.Number("MaxSessionDuration", role->max_session_seconds);
  });
}

IamResult UpdateRoleDescription(IamCall& call, EntityKind) {
  return ChangeRole(call, [&](Entity* role) {
    role->description = std::string(call.Text("Description"));
    AddRole(*role, call.result().append_child("Role"));
  });
}

IamResult UpdateAssumeRolePolicy(IamCall& call, EntityKind) {
  const absl::string_view trust = call.Text("PolicyDocument");
  if (IamResult wrong = CheckTrustPolicy(trust)) return wrong;
  return ChangeRole(
      call, [&](Entity* role) { role->trust_policy = std::string(trust); });
}

IamResult DeleteRole(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named role = call.Find(*entities, kind);
    if (role.error.has_value()) return role.error;
    if (IamResult conflict = CheckDeletable(*entities, *role.entity)) {
      return conflict;
    }
    entities->Remove(EntityKey(*role.entity));
    return std::nullopt;
  });
}

IamResult ListRoles(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  return WriteEntityPage(call, "Roles", call.ListBelowPath(now->entities, kind),
                         AddRole);
}

}  // namespace iam
