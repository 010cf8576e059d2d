#include <algorithm>
#include <utility>

#include "engine/match/arn.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

void AddInlinePolicies(const Entity& entity, const char* list,
                       pugi::xml_node node) {
  pugi::xml_node policies = node.append_child(list);
  for (const InlineDocument& policy : entity.inline_policies) {
    pugi::xml_node member = policies.append_child("member");
    AddText(member, "PolicyName", policy.name);
    AddDocument(member, "PolicyDocument", policy.text);
  }
}

void AddAttached(const Entity& entity, pugi::xml_node node) {
  pugi::xml_node attached = node.append_child("AttachedManagedPolicies");
  for (const std::string& arn : entity.attached) {
    pugi::xml_node member = attached.append_child("member");
    AddText(member, "PolicyName", LastSegment(arn));
    AddText(member, "PolicyArn", arn);
  }
}

void AddUserDetail(const Entity& user, pugi::xml_node node) {
  AddIdentity(user, node);
  AddInlinePolicies(user, "UserPolicyList", node);
  AddTexts(node, "GroupList", user.groups);
  AddAttached(user, node);
  AddBoundary(user, node);
  AddTags(user, node);
}

void AddGroupDetail(const Entity& group, pugi::xml_node node) {
  AddIdentity(group, node);
  AddInlinePolicies(group, "GroupPolicyList", node);
  AddAttached(group, node);
}

void AddRoleDetail(const EntityTable& entities, const Entity& role,
                   pugi::xml_node node) {
  AddIdentity(role, node);
  AddDocument(node, "AssumeRolePolicyDocument", role.trust_policy);
  pugi::xml_node profiles = node.append_child("InstanceProfileList");
  for (const EntityPtr& profile :
       entities.List(role.account, EntityKind::kInstanceProfile)) {
    if (profile->role != role.name) continue;
    AddInstanceProfile(*profile, &role, profiles.append_child("member"));
  }
  AddInlinePolicies(role, "RolePolicyList", node);
  AddAttached(role, node);
  AddBoundary(role, node);
  AddTags(role, node);
  node.append_child("RoleLastUsed");
}

void AddPolicyDetail(const Entity& policy, const PolicyUses& uses,
                     pugi::xml_node node) {
  AddPolicy(policy, uses, node);
  if (!policy.description.empty()) {
    AddText(node, "Description", policy.description);
  }
  pugi::xml_node versions = node.append_child("PolicyVersionList");
  for (auto version = policy.versions.rbegin();
       version != policy.versions.rend(); ++version) {
    AddVersion(policy, *version, /*with_document=*/true,
               versions.append_child("member"));
  }
}

// The entities that "Filter" lets through, in the order of the answer's lists.
// AWS managed policies are told if they are in use.
std::vector<EntityPtr> Filtered(const IamCall& call,
                                const EntityTable& entities,
                                const PolicyUses& uses) {
  const std::vector<std::string> filter = call.Texts("Filter");
  const auto wanted = [&filter](absl::string_view name) {
    return filter.empty() ||
           std::find(filter.begin(), filter.end(), name) != filter.end();
  };
  std::vector<EntityPtr> found;
  const auto take = [&](absl::string_view account, EntityKind kind) {
    for (EntityPtr& entity : entities.List(account, kind)) {
      found.push_back(std::move(entity));
    }
  };
  if (wanted("User")) take(call.account(), EntityKind::kUser);
  if (wanted("Group")) take(call.account(), EntityKind::kGroup);
  if (wanted("Role")) take(call.account(), EntityKind::kRole);
  if (wanted("LocalManagedPolicy")) take(call.account(), EntityKind::kPolicy);
  if (wanted("AWSManagedPolicy")) {
    for (EntityPtr& policy : entities.List(kAwsAccount, EntityKind::kPolicy)) {
      const std::string arn = policy->Arn();
      if (uses.attachments(arn) + uses.boundaries(arn) > 0) {
        found.push_back(std::move(policy));
      }
    }
  }
  return found;
}

IamResult CheckFilter(const IamCall& call) {
  for (const std::string& name : call.Texts("Filter")) {
    if (name != "User" && name != "Group" && name != "Role" &&
        name != "LocalManagedPolicy" && name != "AWSManagedPolicy") {
      return ValidationError(
          "1 validation error detected: Value at 'filter' failed to satisfy "
          "constraint: Member must satisfy constraint: [Member must satisfy "
          "enum value set: [User, Role, Group, LocalManagedPolicy, "
          "AWSManagedPolicy]]");
    }
  }
  return std::nullopt;
}

}  // namespace

IamResult GetAccountAuthorizationDetails(IamCall& call, EntityKind) {
  if (IamResult wrong = CheckFilter(call)) return wrong;
  const auto now = call.directory().Now();
  const PolicyUses uses(now->entities, call.account());
  const std::vector<EntityPtr> found = Filtered(call, now->entities, uses);
  std::vector<std::string> keys;
  for (const EntityPtr& entity : found) keys.push_back(entity->Arn());
  const Page page = PageOf(call, keys);
  if (page.error.has_value()) return page.error;
  pugi::xml_node users = call.result().append_child("UserDetailList");
  pugi::xml_node groups = call.result().append_child("GroupDetailList");
  pugi::xml_node roles = call.result().append_child("RoleDetailList");
  pugi::xml_node policies = call.result().append_child("Policies");
  for (size_t i = page.begin; i < page.end; ++i) {
    const Entity& entity = *found[i];
    if (entity.kind == EntityKind::kUser) {
      AddUserDetail(entity, users.append_child("member"));
    } else if (entity.kind == EntityKind::kGroup) {
      AddGroupDetail(entity, groups.append_child("member"));
    } else if (entity.kind == EntityKind::kRole) {
      AddRoleDetail(now->entities, entity, roles.append_child("member"));
    } else {
      AddPolicyDetail(entity, uses, policies.append_child("member"));
    }
  }
  WritePageEnd(page, call.result());
  return std::nullopt;
}

}  // namespace iam
