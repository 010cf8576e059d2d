#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

void AddWholePolicy(const Entity& policy, const PolicyUses& uses,
                    pugi::xml_node node) {
  AddPolicy(policy, uses, node);
  if (!policy.description.empty()) {
    AddText(node, "Description", policy.description);
  }
  if (!policy.tags.empty()) AddTags(policy, node);
}

// Whether ListPolicies' "OnlyAttached" and "PolicyUsageFilter" let it through.
bool IsUsedAsAsked(const IamCall& call, const Entity& policy,
                   const PolicyUses& uses) {
  const std::string arn = policy.Arn();
  const size_t attached = uses.attachments(arn);
  const size_t boundaries = uses.boundaries(arn);
  const absl::string_view usage = call.Text("PolicyUsageFilter");
  if (usage == "PermissionsPolicy" && attached == 0) return false;
  if (usage == "PermissionsBoundary" && boundaries == 0) return false;
  return !call.Flag("OnlyAttached") || attached + boundaries > 0;
}

}  // namespace

IamResult CreatePolicy(IamCall& call, EntityKind kind) {
  const absl::string_view document = call.Text("PolicyDocument");
  return call.Change([&](EntityTable* entities) -> IamResult {
    NewEntity made = MakeEntity(call, *entities, kind, call.Text("PolicyName"));
    if (made.error.has_value()) return made.error;
    if (IamResult wrong = CheckManagedDocument(document)) return wrong;
    Entity& policy = made.entity;
    policy.description = std::string(call.Text("Description"));
    policy.versions = {{"v1", std::string(document), call.now()}};
    policy.default_version = "v1";
    policy.last_version = 1;
    policy.updated = call.now();
    AddWholePolicy(policy, PolicyUses(*entities, call.account()),
                   call.result().append_child("Policy"));
    entities->Put(std::move(policy));
    return std::nullopt;
  });
}

IamResult GetPolicy(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named policy = call.Find(now->entities, kind);
  if (policy.error.has_value()) return policy.error;
  AddWholePolicy(*policy.entity, PolicyUses(now->entities, call.account()),
                 call.result().append_child("Policy"));
  return std::nullopt;
}

IamResult DeletePolicy(IamCall& call, EntityKind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named policy = call.FindOwnPolicy(*entities);
    if (policy.error.has_value()) return policy.error;
    const PolicyUses uses(*entities, call.account());
    const std::string arn = policy.entity->Arn();
    if (uses.attachments(arn) + uses.boundaries(arn) > 0) {
      return DeleteConflict("Cannot delete a policy attached to entities.");
    }
    if (policy.entity->versions.size() > 1) {
      return DeleteConflict(
          "This policy has more than one version. Before you delete a policy, "
          "you must delete the policy's versions. The default version is "
          "deleted with the policy.");
    }
    entities->Remove(EntityKey(*policy.entity));
    return std::nullopt;
  });
}

IamResult ListPolicies(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const PolicyUses uses(now->entities, call.account());
  const absl::string_view scope = call.Text("Scope");
  std::vector<EntityPtr> policies;
  if (scope != "AWS") policies = now->entities.List(call.account(), kind);
  if (scope != "Local") {
    for (EntityPtr& policy : now->entities.List(kAwsAccount, kind)) {
      policies.push_back(std::move(policy));
    }
  }
  const absl::string_view prefix = call.Text("PathPrefix");
  std::erase_if(policies, [&](const EntityPtr& policy) {
    return !absl::StartsWith(policy->path, prefix) ||
           !IsUsedAsAsked(call, *policy, uses);
  });
  return WriteEntityPage(call, "Policies", policies,
                         [&](const Entity& policy, pugi::xml_node node) {
                           AddPolicy(policy, uses, node);
                         });
}

}  // namespace iam
