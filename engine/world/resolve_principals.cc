// Users and roles: their own policies, those of their groups, boundaries and
// trust policies.
#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/world/resolve.h"

namespace iam {
namespace {

// The policies of one user, group or role before they are flattened.
struct Bundle {
  PolicyList policies;
  std::vector<std::string> unknown;
};

// Names that are not in the snapshot, reported once each with the first place
// and the number of uses: an export without AWS managed policies has thousands.
class UnknownNames {
 public:
  void Add(const Reference& reference) {
    const auto [known, is_new] = index_.emplace(reference.name, names_.size());
    if (is_new) names_.push_back(Unknown{reference, 0});
    ++names_[known->second].uses;
  }

  void ReportAll(WorldDiagnostic id, absl::string_view what,
                 Diagnostics* diagnostics) const {
    for (const Unknown& name : names_) {
      Report(diagnostics, id, StartOf(name.first.place),
             absl::StrCat(what, " '", name.first.name,
                          "' is not in the snapshot (used ", name.uses,
                          name.uses == 1 ? " time" : " times",
                          "); what it allows and denies is not known"));
    }
  }

 private:
  struct Unknown {
    Reference first;
    size_t uses;
  };
  absl::flat_hash_map<std::string, size_t> index_;
  std::vector<Unknown> names_;
};

class PrincipalResolver {
 public:
  PrincipalResolver(Snapshot* snapshot, WorldTables* tables)
      : snapshot_(snapshot), tables_(tables) {}

  void Resolve();

 private:
  Bundle ResolveOwn(const IdentityRecord& identity);
  void AddPrincipal(IdentityRecord& identity);
  void AddGroups(const IdentityRecord& user, PrincipalEntry* entry);
  void AddBoundary(const Reference& boundary, PrincipalEntry* entry);
  void AddTrust(const Document& trust, PrincipalEntry* entry);

  // Null if the policy is unknown.
  const ManagedPolicyRecord* FindPolicy(const Reference& reference);

  Snapshot* snapshot_;
  WorldTables* tables_;
  absl::flat_hash_map<std::string, Bundle> groups_;  // by IdentityKey()
  UnknownNames unknown_policies_;
  UnknownNames unknown_groups_;
};

bool HasName(const PolicyList& policies, absl::string_view name) {
  return std::any_of(
      policies.attached().begin(), policies.attached().end(),
      [name](const AttachedPolicy& policy) { return policy.name == name; });
}

std::string UnknownTrust(const PrincipalEntry& role) {
  return absl::StrCat("trust policy of ", role.arn);
}

void PrincipalResolver::Resolve() {
  size_t principals = 0;
  for (const IdentityRecord& identity : snapshot_->identities) {
    if (identity.kind != IdentityKind::kGroup) {
      ++principals;
      continue;
    }
    groups_.emplace(IdentityKey(identity.kind, identity.account, identity.name),
                    ResolveOwn(identity));
    tables_->accounts.try_emplace(identity.account);
    ++tables_->counts.groups;
  }
  tables_->principals.reserve(principals);
  for (IdentityRecord& identity : snapshot_->identities) {
    if (identity.kind != IdentityKind::kGroup) AddPrincipal(identity);
  }
  unknown_policies_.ReportAll(WorldDiagnostic::kUnknownPolicy, "policy",
                              &snapshot_->diagnostics);
  unknown_groups_.ReportAll(WorldDiagnostic::kUnknownGroup, "group",
                            &snapshot_->diagnostics);
}

Bundle PrincipalResolver::ResolveOwn(const IdentityRecord& identity) {
  Bundle bundle;
  bundle.policies.Reserve(identity.inline_policies.size() +
                          identity.managed_policies.size());
  for (const InlinePolicy& policy : identity.inline_policies) {
    if (policy.document.known()) {
      bundle.policies.Add(Attach(policy.name, policy.document,
                                 PolicyType::kIdentityBased, snapshot_,
                                 tables_));
    } else {
      bundle.unknown.push_back(
          absl::StrCat("inline policy '", policy.name, "' of ", identity.arn));
    }
  }
  for (const Reference& reference : identity.managed_policies) {
    const ManagedPolicyRecord* policy = FindPolicy(reference);
    if (policy == nullptr) {
      bundle.unknown.push_back(reference.name);
      continue;
    }
    // The name as the console shows it, the ARN where that is ambiguous.
    const bool taken = HasName(bundle.policies, policy->name);
    bundle.policies.Add(Attach(taken ? policy->arn : policy->name,
                               policy->document, PolicyType::kIdentityBased,
                               snapshot_, tables_));
  }
  tables_->counts.attached_policies +=
      identity.inline_policies.size() + identity.managed_policies.size();
  return bundle;
}

const ManagedPolicyRecord* PrincipalResolver::FindPolicy(
    const Reference& reference) {
  const auto known = snapshot_->managed_policies.find(reference.name);
  if (known == snapshot_->managed_policies.end()) {
    unknown_policies_.Add(reference);
    return nullptr;
  }
  return known->second.document.known() ? &known->second : nullptr;
}

void PrincipalResolver::AddPrincipal(IdentityRecord& identity) {
  Bundle own = ResolveOwn(identity);
  PrincipalEntry entry;
  entry.is_role = identity.kind == IdentityKind::kRole;
  entry.identity = std::move(own.policies);
  entry.unknown = std::move(own.unknown);
  AddGroups(identity, &entry);
  if (identity.boundary.has_value()) AddBoundary(*identity.boundary, &entry);
  entry.arn = std::move(identity.arn);
  entry.account = std::move(identity.account);
  entry.name = std::move(identity.name);
  entry.unique_id = std::move(identity.unique_id);
  entry.tags = std::move(identity.tags);
  if (identity.trust.has_value()) {
    AddTrust(*identity.trust, &entry);
  } else if (entry.is_role) {
    // Every role has one: here the export leaves it out.
    entry.unknown_trust.push_back(UnknownTrust(entry));
  }

  tables_->accounts.try_emplace(entry.account);
  ++(entry.is_role ? tables_->counts.roles : tables_->counts.users);
  tables_->principals.push_back(std::move(entry));
}

void PrincipalResolver::AddGroups(const IdentityRecord& user,
                                  PrincipalEntry* entry) {
  for (const Reference& reference : user.groups) {
    const auto group = groups_.find(
        IdentityKey(IdentityKind::kGroup, user.account, reference.name));
    if (group == groups_.end()) {
      const std::string name = absl::StrCat(user.account, "/", reference.name);
      unknown_groups_.Add(Reference{name, reference.place});
      entry->unknown.push_back(absl::StrCat("group '", name, "'"));
      continue;
    }
    for (AttachedPolicy policy : group->second.policies.attached()) {
      policy.via = reference.name;
      entry->identity.Add(std::move(policy));
    }
    entry->unknown.insert(entry->unknown.end(), group->second.unknown.begin(),
                          group->second.unknown.end());
  }
}

void PrincipalResolver::AddBoundary(const Reference& boundary,
                                    PrincipalEntry* entry) {
  entry->boundary.emplace();
  ++tables_->counts.attached_policies;
  const ManagedPolicyRecord* policy = FindPolicy(boundary);
  if (policy == nullptr) {
    entry->unknown.push_back(
        absl::StrCat(boundary.name, " (permissions boundary)"));
    return;
  }
  entry->boundary->Add(Attach(policy->name, policy->document,
                              PolicyType::kPermissionsBoundary, snapshot_,
                              tables_));
}

void PrincipalResolver::AddTrust(const Document& trust, PrincipalEntry* entry) {
  entry->trust.emplace();
  if (trust.known()) {
    // It has no name of its own; as with other resources' policies, the ARN.
    entry->trust->Add(
        Attach(entry->arn, trust, PolicyType::kTrust, snapshot_, tables_));
  } else {
    entry->unknown_trust.push_back(UnknownTrust(*entry));
  }
}

}  // namespace

AttachedPolicy Attach(absl::string_view name, const Document& document,
                      PolicyType type, Snapshot* snapshot,
                      WorldTables* tables) {
  AttachedPolicy attached;
  attached.name = std::string(name);
  attached.source = document.source;
  attached.offset = document.offset;
  attached.program =
      snapshot->documents.Compile(document, type, tables->vocabulary.get());
  return attached;
}

void ResolveVocabulary(Snapshot* snapshot, WorldTables* tables) {
  tables->vocabulary =
      std::make_unique<Vocabulary>(snapshot->documents.Actions());
}

void ResolvePrincipals(Snapshot* snapshot, WorldTables* tables) {
  PrincipalResolver(snapshot, tables).Resolve();
}

}  // namespace iam
