// Finds the layers and facts of a request in the tables and has them evaluated.
#include "iam/world.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/eval/evaluate.h"
#include "engine/explain/explain.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "engine/world/world_state.h"

namespace iam {
namespace {

// All that the tables say about one request. Points into the tables and the
// request.
struct Applying {
  Layers layers;
  Facts facts;
  std::optional<RequestPrincipal> principal;
  const PrincipalEntry* entry = nullptr;    // whose policies apply
  const PrincipalEntry* role = nullptr;     // to be assumed
  const ResourceEntry* resource = nullptr;  // whose policy applies
  const AccountEntry* caller = nullptr;     // account of the principal
  const AccountEntry* owner = nullptr;      // account of the resource
  bool assumes_unknown_role = false;
};

// The ARN under which a resource's policy is known: an object's is its
// bucket's.
absl::string_view PolicyArn(absl::string_view resource) {
  const std::optional<Arn> arn = SplitArn(resource);
  if (!arn.has_value() || arn->service != "s3" || !arn->region.empty() ||
      !arn->account.empty()) {
    return resource;
  }
  const size_t slash = arn->resource.find('/');
  if (slash == absl::string_view::npos) return resource;
  return resource.substr(0, resource.size() - (arn->resource.size() - slash));
}

absl::Status FindCaller(const WorldTables& tables, const Request& request,
                        Applying* applying) {
  applying->principal = ParseRequestPrincipal(request.principal);
  // Not known to IAM: the evaluation says so, and nothing allows it.
  if (!applying->principal.has_value()) return absl::OkStatus();
  const RequestPrincipal& who = *applying->principal;
  switch (who.kind) {
    case PrincipalKind::kUser:
      applying->entry = tables.FindByArn(who.text);
      break;
    case PrincipalKind::kRoleSession:
      applying->entry = who.role_arn.empty()
                            ? tables.FindRole(who.account, who.name)
                            : tables.FindByArn(who.role_arn);
      break;
    case PrincipalKind::kFederatedUser:
      if (!request.federating_user.empty()) {
        applying->entry = tables.FindByArn(request.federating_user);
      }
      if (applying->entry == nullptr && request.federating_user.empty() &&
          tables.FindAccount(who.account) != nullptr) {
        break;
      }
      if (applying->entry == nullptr) {
        return absl::NotFoundError(absl::StrCat(
            "this world has no ",
            request.federating_user.empty()
                ? absl::StrCat("account ", who.account)
                : absl::StrCat("user '", request.federating_user, "'")));
      }
      break;
    case PrincipalKind::kRootUser:
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  applying->caller = tables.FindAccount(who.account);
  return absl::OkStatus();
}

bool NeedsEntry(const RequestPrincipal& who) {
  return who.kind == PrincipalKind::kUser ||
         who.kind == PrincipalKind::kRoleSession;
}

void ApplyCaller(const WorldTables& tables, Applying* applying) {
  if (const PrincipalEntry* entry = applying->entry) {
    applying->layers.identity = &entry->identity;
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

// The owner of a resource whose ARN does not say; empty if not known.
absl::string_view OwnerOf(const WorldTables& tables,
                          absl::string_view policy_arn,
                          const ResourceEntry* resource) {
  if (resource != nullptr && !resource->account.empty()) {
    return resource->account;
  }
  const std::optional<Arn> arn = SplitArn(policy_arn);
  if (!arn.has_value() || arn->service != "s3") return "";
  const auto owner = tables.bucket_owners.find(arn->resource);
  if (owner == tables.bucket_owners.end()) return "";
  return owner->second;
}

void ApplyResource(const WorldTables& tables, const Request& request,
                   Applying* applying) {
  const absl::string_view policy_arn = PolicyArn(request.resource);
  const auto known = tables.resources.find(policy_arn);
  if (known != tables.resources.end()) {
    applying->resource = &known->second;
    applying->layers.resource = &known->second.policies;
  }
  const PrincipalEntry* identity = tables.FindByArn(request.resource);
  const RequestAction action(request.action);
  if (AssumesRole(action, request.resource)) {
    if (identity != nullptr && identity->is_role) {
      applying->role = identity;
      applying->resource = nullptr;
      applying->layers.resource =
          identity->trust.has_value() ? &*identity->trust : nullptr;
    }
    applying->assumes_unknown_role =
        applying->role == nullptr && applying->resource == nullptr;
  }

  const auto tags = tables.resource_tags.find(request.resource);
  if (tags != tables.resource_tags.end()) {
    applying->facts.resource_tags = &tags->second;
  } else if (identity != nullptr) {
    applying->facts.resource_tags = &identity->tags;
  }

  // The order is the evaluation's: the ARN, the request, what is known of the
  // bucket, else the caller's own.
  const std::optional<Arn> arn = SplitArn(request.resource);
  absl::string_view owner = arn.has_value() && IsAccountId(arn->account)
                                ? arn->account
                                : request.resource_account;
  if (owner.empty()) {
    owner = OwnerOf(tables, policy_arn, applying->resource);
    applying->facts.resource_account = owner;
  }
  if (owner.empty() && applying->principal.has_value()) {
    owner = applying->principal->account;
  }
  applying->owner = tables.FindAccount(owner);
  if (applying->owner != nullptr && applying->owner->rcp_levels.has_value()) {
    applying->layers.rcp_levels = &*applying->owner->rcp_levels;
  }
}

absl::StatusOr<Applying> FindApplying(const WorldTables& tables,
                                      const Request& request) {
  Applying applying;
  if (absl::Status status = FindCaller(tables, request, &applying);
      !status.ok()) {
    return status;
  }
  if (applying.principal.has_value() && NeedsEntry(*applying.principal) &&
      applying.entry == nullptr) {
    return absl::NotFoundError(absl::StrCat(
        "no user or role '", request.principal, "' in this world"));
  }
  ApplyCaller(tables, &applying);
  ApplyResource(tables, request, &applying);
  return applying;
}

void Append(const std::vector<std::string>& names,
            std::vector<std::string>* out) {
  for (const std::string& name : names) {
    if (std::find(out->begin(), out->end(), name) == out->end()) {
      out->push_back(name);
    }
  }
}

void AddUnknown(const Applying& applying, const Request& request,
                Explanation* explanation) {
  std::vector<std::string>* unknown = &explanation->unknown_policies;
  const bool member =
      applying.principal.has_value() && applying.principal->is_account_member();
  if (applying.owner != nullptr) {
    Append(applying.owner->unknown_rcps, unknown);
  }
  if (applying.caller != nullptr && member) {
    Append(applying.caller->unknown_scps, unknown);
  }
  if (applying.resource != nullptr) Append(applying.resource->unknown, unknown);
  if (applying.role != nullptr) Append(applying.role->unknown_trust, unknown);
  if (applying.entry != nullptr) Append(applying.entry->unknown, unknown);
  if (applying.assumes_unknown_role) {
    Append({absl::StrCat("trust policy of ", request.resource)}, unknown);
  }
}

void AddNotes(const Applying& applying, const Request& request,
              Explanation* explanation) {
  if (!applying.principal.has_value()) return;
  const RequestPrincipal& who = *applying.principal;
  if (who.is_account_member() && applying.caller == nullptr) {
    explanation->notes.push_back(absl::StrCat(
        "account ", who.account,
        " is not in this world: SCPs and facts about it are not known"));
  }
  if (who.kind == PrincipalKind::kFederatedUser && applying.entry == nullptr) {
    explanation->notes.push_back(
        "the user who called GetFederationToken is not given: no "
        "identity-based policies apply");
  }
  if (applying.assumes_unknown_role) {
    explanation->notes.push_back(
        absl::StrCat("role '", request.resource,
                     "' is not in this world: its trust policy is not known"));
  }
}

}  // namespace

World::World(std::unique_ptr<State> state) : state_(std::move(state)) {}
World::World(World&&) = default;
World& World::operator=(World&&) = default;
World::~World() = default;

const World::Counts& World::counts() const { return state_->tables.counts; }

absl::StatusOr<Decision> World::Authorize(const Request& request) const {
  absl::StatusOr<Applying> applying = FindApplying(state_->tables, request);
  if (!applying.ok()) return applying.status();
  return Evaluate(applying->layers, applying->facts, request);
}

absl::StatusOr<Explanation> World::Explain(const Request& request) const {
  absl::StatusOr<Applying> applying = FindApplying(state_->tables, request);
  if (!applying.ok()) {
    // Looking for the nearest name takes time: not in Authorize(), which may
    // meet a million events of a deleted role.
    absl::Status named = FindPrincipal(request.principal).status();
    return absl::IsNotFound(named) ? named : applying.status();
  }
  Explanation explanation =
      ExplainEvaluation(applying->layers, applying->facts, request);
  AddUnknown(*applying, request, &explanation);
  AddNotes(*applying, request, &explanation);
  return explanation;
}

}  // namespace iam
