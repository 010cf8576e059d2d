// What is asked of the account as a whole, and lists of things that users do
// not have here: they are empty.
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

IamResult EmptyListOfUser(IamCall& call, const char* list) {
  if (call.Has("UserName")) {
    const auto now = call.directory().Now();
    const Named user = call.Find(now->entities, EntityKind::kUser);
    if (user.error.has_value()) return user.error;
  }
  return WritePage(call, list, {}, [](size_t, pugi::xml_node) {});
}

void AddEntry(pugi::xml_node map, absl::string_view key, size_t value) {
  pugi::xml_node entry = map.append_child("entry");
  AddText(entry, "key", key);
  AddNumber(entry, "value", value);
}

}  // namespace

IamResult GetAccountSummary(IamCall& call, EntityKind) {
  static constexpr std::pair<absl::string_view, EntityKind> kCounts[] = {
      {"Users", EntityKind::kUser},
      {"Groups", EntityKind::kGroup},
      {"Roles", EntityKind::kRole},
      {"Policies", EntityKind::kPolicy},
      {"InstanceProfiles", EntityKind::kInstanceProfile},
      {"Providers", EntityKind::kOidcProvider}};
  const auto now = call.directory().Now();
  pugi::xml_node map = call.result().append_child("SummaryMap");
  for (const auto& [key, kind] : kCounts) {
    AddEntry(map, key, now->entities.List(call.account(), kind).size());
  }
  size_t versions = 0;
  for (const EntityPtr& policy :
       now->entities.List(call.account(), EntityKind::kPolicy)) {
    versions += policy->versions.size();
  }
  AddEntry(map, "PolicyVersionsInUse", versions);
  AddEntry(map, "PolicySizeQuota", kMaxManagedPolicySize);
  AddEntry(map, "VersionsPerPolicyQuota", kMaxVersions);
  AddEntry(map, "AttachedPoliciesPerUserQuota", kMaxAttached);
  AddEntry(map, "AttachedPoliciesPerGroupQuota", kMaxAttached);
  AddEntry(map, "AttachedPoliciesPerRoleQuota", kMaxAttached);
  AddEntry(map, "GroupsPerUserQuota", kMaxGroupsOfUser);
  AddEntry(map, "UserPolicySizeQuota", MaxInlineSize(EntityKind::kUser));
  AddEntry(map, "GroupPolicySizeQuota", MaxInlineSize(EntityKind::kGroup));
  AddEntry(map, "RolePolicySizeQuota", MaxInlineSize(EntityKind::kRole));
  AddEntry(map, "AssumeRolePolicySizeQuota", kMaxTrustPolicySize);
  AddEntry(map, "AccessKeysPerUserQuota", 2);
  for (absl::string_view none :
       {"AccountMFAEnabled", "AccountAccessKeysPresent", "MFADevices",
        "MFADevicesInUse", "ServerCertificates"}) {
    AddEntry(map, none, 0);
  }
  return std::nullopt;
}

IamResult CreateAccountAlias(IamCall& call, EntityKind kind) {
  const absl::string_view alias = call.Text("AccountAlias");
  return call.Change([&](EntityTable* entities) -> IamResult {
    for (const std::string& account : entities->Accounts()) {
      if (entities->Find(account, kind, alias) != nullptr) {
        return EntityAlreadyExists(
            absl::StrCat("The account alias ", alias, " already exists."));
      }
    }
    // An account has one alias: the new one takes the place of the old.
    for (const EntityPtr& old : entities->List(call.account(), kind)) {
      entities->Remove(EntityKey(*old));
    }
    Entity entity;
    entity.kind = kind;
    entity.account = call.account();
    entity.name = std::string(alias);
    entity.created = call.now();
    entities->Put(std::move(entity));
    return std::nullopt;
  });
}

IamResult DeleteAccountAlias(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const absl::string_view alias = call.Text("AccountAlias");
    const EntityPtr entity = entities->Find(call.account(), kind, alias);
    if (entity == nullptr) {
      return NoSuchEntity(
          absl::StrCat("The account alias ", alias, " cannot be found."));
    }
    entities->Remove(EntityKey(*entity));
    return std::nullopt;
  });
}

IamResult ListAccountAliases(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  std::vector<std::string> names;
  for (const EntityPtr& alias : now->entities.List(call.account(), kind)) {
    names.push_back(alias->name);
  }
  return WritePage(call, "AccountAliases", names,
                   [&names](size_t i, pugi::xml_node member) {
                     member.text().set(names[i].c_str());
                   });
}

IamResult GetLoginProfile(IamCall& call, EntityKind) {
  const auto now = call.directory().Now();
  const Named user = call.FindUserOrCaller(now->entities);
  if (user.error.has_value()) return user.error;
  return NoSuchEntity(absl::StrCat("Login Profile for User ", user.entity->name,
                                   " cannot be found."));
}

IamResult ListMfaDevices(IamCall& call, EntityKind) {
  return EmptyListOfUser(call, "MFADevices");
}

IamResult ListSigningCertificates(IamCall& call, EntityKind) {
  return EmptyListOfUser(call, "Certificates");
}

IamResult ListSshPublicKeys(IamCall& call, EntityKind) {
  return EmptyListOfUser(call, "SSHPublicKeys");
}

IamResult ListServiceSpecificCredentials(IamCall& call, EntityKind) {
  return EmptyListOfUser(call, "ServiceSpecificCredentials");
}

IamResult ListVirtualMfaDevices(IamCall& call, EntityKind) {
  return EmptyListOfUser(call, "VirtualMFADevices");
}

}  // namespace iam
