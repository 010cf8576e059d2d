#include "engine/world/applying.h"

#include "absl/strings/str_cat.h"
#include "engine/eval/service_rules.h"
#include "engine/match/arn.h"
#include "engine/match/prefetch.h"

namespace iam {
namespace {

// The ARN under which a resource's policy is known: an object's is its
// bucket's.
absl::string_view PolicyArn(const RequestResource& resource) {
  const std::optional<Arn>& arn = resource.arn;
  if (!arn.has_value() || arn->service != "s3" || !arn->region.empty() ||
      !arn->account.empty()) {
    return resource.text;
  }
  const size_t slash = arn->resource.find('/');
  if (slash == absl::string_view::npos) return resource.text;
  return resource.text.substr(
      0, resource.text.size() - (arn->resource.size() - slash));
}

bool NeedsEntry(const RequestPrincipal& who) {
  return who.kind == PrincipalKind::kUser ||
         who.kind == PrincipalKind::kRoleSession;
}

absl::Status NotInThisWorld(const Request& request) {
  return absl::NotFoundError(
      absl::StrCat("no user or role '", request.principal, "' in this world"));
}

// GetFederationToken: the policies are those of the user who called it.
absl::Status FindFederatingUser(const WorldTables& tables,
                                const Request& request, Applying* applying) {
  const RequestPrincipal& who = *applying->principal;
  if (!request.federating_user.empty()) {
    applying->entry = tables.FindByArn(request.federating_user);
  } else if (tables.FindAccount(who.account) != nullptr) {
    return absl::OkStatus();
  }
  if (applying->entry != nullptr) return absl::OkStatus();
  return absl::NotFoundError(
      absl::StrCat("this world has no ",
                   request.federating_user.empty()
                       ? absl::StrCat("account ", who.account)
                       : absl::StrCat("user '", request.federating_user, "'")));
}

// What EvaluateLayers() will look through.
void PrefetchEntries(const PolicyList& policies) {
  Prefetch(policies.entries().data(),
           policies.size() * sizeof(PolicyList::Entry));
}

// The owner of a resource whose ARN does not say; empty if not known.
absl::string_view OwnerOf(const WorldTables& tables,
                          absl::string_view policy_arn,
                          const RequestResource& resource,
                          const ResourceEntry* entry) {
  if (entry != nullptr && !entry->account.empty()) return entry->account;
  const std::optional<Arn>& arn = resource.arn;
  if (!arn.has_value() || arn->service != "s3") return "";
  // "arn:aws:s3:::bucket" would have had an entry.
  if (arn->partition == "aws" && arn->region.empty() && arn->account.empty()) {
    return "";
  }
  const auto owner = tables.bucket_owners.find(SplitArn(policy_arn)->resource);
  if (owner == tables.bucket_owners.end()) return "";
  return owner->second;
}

// A role's trust policy stands in for its resource policy.
void ApplyTrust(const PrincipalEntry* identity, Applying* applying) {
  if (identity != nullptr && identity->is_role) {
    applying->role = identity;
    applying->resource = nullptr;
    applying->layers.resource =
        identity->trust.has_value() ? &*identity->trust : nullptr;
  }
  applying->assumes_unknown_role =
      applying->role == nullptr && applying->resource == nullptr;
}

void ApplyCaller(const WorldTables& tables, Applying* applying) {
  if (const PrincipalEntry* entry = applying->entry) {
    applying->layers.identity = &entry->identity;
    PrefetchEntries(entry->identity);
    if (entry->boundary.has_value()) {
      applying->layers.boundary = &*entry->boundary;
    }
    applying->facts.principal_tags = &entry->tags;
    // A federated user has no id but its account's and its name.
    if (NeedsEntry(*applying->principal)) {
      applying->facts.principal_arn = entry->arn;
      applying->facts.principal_id = entry->unique_id;
    }
  }
  if (applying->caller != nullptr && applying->caller->scp_levels.has_value()) {
    applying->layers.scp_levels = &*applying->caller->scp_levels;
  }
  if (tables.organization.has_value()) {
    applying->facts.organization = &*tables.organization;
  }
}

void ApplyResource(const WorldTables& tables, const ParsedRequest& parsed,
                   Applying* applying) {
  const Request& request = parsed.request;
  const RequestResource& resource = parsed.resource;
  const absl::string_view policy_arn = PolicyArn(resource);
  const ResourceEntry* entry = nullptr;
  const PrincipalEntry* identity = nullptr;
  if (parsed.names_resource) {
    entry = tables.FindResource(policy_arn);
    if (resource.arn.has_value() && resource.arn->service == "iam") {
      identity = tables.FindByArn(resource.text);
    }
  }
  if (entry != nullptr && entry->has_policy) {
    applying->resource = entry;
    applying->layers.resource = &entry->policies;
    PrefetchEntries(entry->policies);
  }
  if (AssumesRole(parsed.action, resource)) ApplyTrust(identity, applying);

  if (identity != nullptr) applying->facts.resource_tags = &identity->tags;
  if (!tables.resource_tags.empty()) {
    const auto tags = tables.resource_tags.find(request.resource);
    if (tags != tables.resource_tags.end()) {
      applying->facts.resource_tags = &tags->second;
    }
  }

  // The order is the evaluation's: the ARN, the request, what is known of the
  // bucket, else the caller's own.
  absl::string_view owner =
      resource.account.empty() ? request.resource_account : resource.account;
  if (owner.empty()) {
    owner = OwnerOf(tables, policy_arn, resource, entry);
    applying->facts.resource_account = owner;
  }
  const absl::string_view caller = applying->principal.has_value()
                                       ? applying->principal->account
                                       : absl::string_view();
  applying->owner = owner.empty() || owner == caller
                        ? applying->caller
                        : tables.FindAccount(owner);
  if (applying->owner != nullptr && applying->owner->rcp_levels.has_value()) {
    applying->layers.rcp_levels = &*applying->owner->rcp_levels;
  }
}

// No export has the policies of sessions, nor need it have the endpoint's.
void ApplySessionAndEndpoint(const WorldTables& tables, const Request& request,
                             Applying* applying) {
  const bool may_be_session = applying->principal.has_value() &&
                              applying->principal->kind != PrincipalKind::kUser;
  if (tables.session.has_value() && may_be_session) {
    applying->layers.session = &*tables.session;
  }
  if (tables.endpoint.has_value()) {
    applying->layers.endpoint = &*tables.endpoint;
  } else if (!tables.endpoints.empty()) {
    const auto endpoint = tables.endpoints.find(EndpointOf(request));
    if (endpoint == tables.endpoints.end()) return;
    applying->endpoint = &endpoint->second;
    if (endpoint->second.policies.has_value()) {
      applying->layers.endpoint = &*endpoint->second.policies;
    }
  }
}

}  // namespace

absl::string_view EndpointOf(const Request& request) {
  const auto id = request.context.Find("aws:SourceVpce");
  if (!id.has_value() || id->is_list || id->values.empty()) return "";
  return id->values.front();
}

absl::Status FindCaller(const WorldTables& tables, const Request& request,
                        Applying* applying) {
  applying->entry = tables.FindCaller(request.principal, &applying->principal);
  // Not known to IAM: the evaluation says so, and nothing allows it.
  if (!applying->principal.has_value()) return absl::OkStatus();
  const RequestPrincipal& who = *applying->principal;
  if (NeedsEntry(who) && applying->entry == nullptr) {
    return NotInThisWorld(request);
  }
  if (who.kind == PrincipalKind::kFederatedUser) {
    absl::Status status = FindFederatingUser(tables, request, applying);
    if (!status.ok()) return status;
  }
  applying->caller = NeedsEntry(who) ? applying->entry->account_entry
                                     : tables.FindAccount(who.account);
  return absl::OkStatus();
}

absl::string_view KnownOwner(const WorldTables& tables,
                             const ParsedRequest& parsed) {
  if (!parsed.resource.account.empty()) return parsed.resource.account;
  const std::optional<Arn>& arn = parsed.resource.arn;
  if (arn.has_value() && arn->account == "aws") return "";
  if (!parsed.request.resource_account.empty()) {
    return parsed.request.resource_account;
  }
  const absl::string_view policy_arn = PolicyArn(parsed.resource);
  return OwnerOf(tables, policy_arn, parsed.resource,
                 tables.FindResource(policy_arn));
}

void FindApplying(const WorldTables& tables, const ParsedRequest& parsed,
                  Applying* applying) {
  applying->layers.actions = &tables.vocabulary->actions();
  ApplyCaller(tables, applying);
  ApplyResource(tables, parsed, applying);
  ApplySessionAndEndpoint(tables, parsed.request, applying);
}

}  // namespace iam
