// What applies to the requests of a principal is asked of ApplicableLayers(),
// as when a request is decided, with requests that stand for all of their kind.
#include "iam/principal_scope.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/compile/principal_set.h"
#include "engine/eval/evaluate.h"
#include "engine/eval/prepared_request.h"
#include "engine/world/world_state.h"

namespace iam {
namespace {

constexpr absl::string_view kPrincipalKeys[] = {"aws:FederatedProvider",
                                                "aws:PrincipalAccount",
                                                "aws:PrincipalArn",
                                                "aws:PrincipalIsAWSService",
                                                "aws:PrincipalOrgID",
                                                "aws:PrincipalOrgPaths",
                                                "aws:PrincipalServiceName",
                                                "aws:PrincipalType",
                                                "aws:userid",
                                                "aws:username"};
constexpr absl::string_view kResourceKeys[] = {
    "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"};

void Copy(absl::string_view key, const ContextView& from, Context* to) {
  const KeyValues found = from.Find(MakeConditionKey(key));
  if (found.values.empty()) return;
  if (found.is_list) {
    to->Set(key, found.values.ToStrings());
  } else {
    to->Set(key, std::string(found.values.front()));
  }
}

PolicyLayer LayerOf(const PolicyList& policies, PolicyType type, int level) {
  PolicyLayer layer;
  layer.type = type;
  layer.level = level;
  for (const AttachedPolicy& policy : policies.attached()) {
    layer.policies.push_back(&policy);
  }
  return layer;
}

std::vector<PolicyLayer> LevelsOf(const PolicyLevels& levels, PolicyType type) {
  std::vector<PolicyLayer> layers;
  int level = 0;
  for (const PolicyList& policies : levels) {
    layers.push_back(LayerOf(policies, type, ++level));
  }
  return layers;
}

// Collects what the world says about one principal.
class ScopeMaker {
 public:
  ScopeMaker(const WorldTables& tables, absl::string_view principal,
             std::optional<RequestPrincipal> who, const PrincipalEntry* entry)
      : tables_(tables), who_(std::move(who)), entry_(entry) {
    scope_.principal = std::string(principal);
    scope_.account = std::string(who_->account);
    scope_.is_root = who_->kind == PrincipalKind::kRootUser;
    scope_.tags_known = who_->kind != PrincipalKind::kRoleSession;
    caller_ = entry_ != nullptr ? entry_->account_entry
                                : tables_.FindAccount(scope_.account);
    if (entry_ != nullptr) {
      facts_.principal_arn = entry_->arn;
      facts_.principal_id = entry_->unique_id;
      facts_.principal_tags = &entry_->tags;
      scope_.unknown_policies = entry_->unknown;
    }
    if (tables_.organization.has_value()) {
      facts_.organization = &*tables_.organization;
    }
  }

  PrincipalScope Make() && {
    AddPrincipal();
    AddAccounts();
    AddResources();
    return std::move(scope_);
  }

 private:
  Request RequestOn(absl::string_view action, absl::string_view resource,
                    absl::string_view account) const {
    Request request;
    request.principal = scope_.principal;
    request.action = std::string(action);
    request.resource = std::string(resource);
    request.resource_account = std::string(account);
    return request;
  }

  void AddPrincipal() {
    const Request request = RequestOn("s3:GetObject", "*", "");
    const ParsedRequest parsed(request, who_);
    const PreparedRequest prepared(parsed, facts_,
                                   tables_.vocabulary->actions());
    for (const absl::string_view key : kPrincipalKeys) {
      Copy(key, prepared.context(), &scope_.context);
    }
    scope_.context.SetAbsent("aws:PrincipalServiceName");
    if (who_->kind != PrincipalKind::kUser) {
      scope_.context.SetAbsent("aws:username");
    }
    if (who_->kind != PrincipalKind::kRoleSession) {
      scope_.context.SetAbsent("aws:FederatedProvider");
    }
    if (scope_.tags_known && entry_ != nullptr) {
      for (const auto& [key, value] : entry_->tags) {
        scope_.context.Set(absl::StrCat("aws:PrincipalTag/", key), value);
      }
    }
    Layers all;
    if (entry_ != nullptr) {
      all.identity = &entry_->identity;
      if (entry_->boundary.has_value()) all.boundary = &*entry_->boundary;
    }
    if (caller_ != nullptr && caller_->scp_levels.has_value()) {
      all.scp_levels = &*caller_->scp_levels;
    }
    const Layers layers = ApplicableLayers(all, prepared);
    if (layers.scp_levels != nullptr) {
      scope_.layers =
          LevelsOf(*layers.scp_levels, PolicyType::kServiceControlPolicy);
      scope_.cut_off = scope_.layers.empty();
      Append(caller_->unknown_scps);
    }
    if (layers.identity != nullptr) {
      scope_.layers.push_back(
          LayerOf(*layers.identity, PolicyType::kIdentityBased, 0));
    }
    if (layers.boundary != nullptr) {
      has_boundary_ = true;
      scope_.layers.push_back(
          LayerOf(*layers.boundary, PolicyType::kPermissionsBoundary, 0));
    }
  }

  void AddAccounts() {
    std::vector<std::string> ids;
    for (const auto& [id, account] : tables_.accounts) ids.push_back(id);
    for (const PrincipalEntry& principal : tables_.principals) {
      ids.push_back(principal.account);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    AddAccount(scope_.account);
    for (const std::string& id : ids) {
      if (id != scope_.account) AddAccount(id);
    }
  }

  void AddAccount(const std::string& id) {
    // A service that RCPs reach, and a resource that names its owner.
    const Request request =
        RequestOn("sqs:SendMessage",
                  absl::StrCat("arn:aws:sqs:us-east-1:", id, ":q"), id);
    const ParsedRequest parsed(request, who_);
    const PreparedRequest prepared(parsed, facts_,
                                   tables_.vocabulary->actions());
    AccountScope account;
    account.id = id;
    for (const absl::string_view key : kResourceKeys) {
      Copy(key, prepared.context(), &account.resource_context);
    }
    const AccountEntry* entry = tables_.FindAccount(id);
    if (entry != nullptr && entry->rcp_levels.has_value()) {
      Layers all;
      all.rcp_levels = &*entry->rcp_levels;
      const Layers layers = ApplicableLayers(all, prepared);
      if (layers.rcp_levels != nullptr) {
        account.rcps =
            LevelsOf(*layers.rcp_levels, PolicyType::kResourceControlPolicy);
        if (id == scope_.account) Append(entry->unknown_rcps);
      }
    }
    scope_.accounts.push_back(std::move(account));
  }

  void AddResources() {
    const Request request = RequestOn("s3:GetObject", "*", "");
    const ParsedRequest parsed(request, who_);
    const PreparedRequest prepared(parsed, facts_,
                                   tables_.vocabulary->actions());
    for (const ResourceEntry& entry : tables_.resources) {
      ResourceScope resource;
      resource.arn = entry.arn;
      const RequestResource named(entry.arn);
      resource.account = !named.account.empty() ? named.account : entry.account;
      if (resource.account.empty()) resource.account = who_->account;
      resource.has_policy = entry.has_policy && entry.unknown.empty();
      AddNaming(entry.policies, PolicyType::kResourceBased,
                prepared.principal(), &resource);
      if (named.account.empty() || resource.account == scope_.account) {
        Append(entry.unknown);
      }
      scope_.resources.push_back(std::move(resource));
    }
    for (const PrincipalEntry& entry : tables_.principals) {
      if (!entry.is_role) continue;
      ResourceScope resource;
      resource.arn = entry.arn;
      resource.account = entry.account;
      resource.is_role = true;
      resource.has_policy = entry.trust.has_value();
      if (entry.trust.has_value()) {
        AddNaming(*entry.trust, PolicyType::kTrust, prepared.principal(),
                  &resource);
      }
      if (entry.account == scope_.account) Append(entry.unknown_trust);
      scope_.resources.push_back(std::move(resource));
    }
    std::sort(scope_.resources.begin(), scope_.resources.end(),
              [](const ResourceScope& a, const ResourceScope& b) {
                return a.arn < b.arn;
              });
  }

  void AddNaming(const PolicyList& policies, PolicyType type,
                 const RequestPrincipal& who, ResourceScope* resource) const {
    for (const AttachedPolicy& attached : policies.attached()) {
      const CompiledPolicy& policy = *attached.program;
      const auto rows = policy.program().rows();
      for (uint32_t i = 0; i < rows.size(); ++i) {
        if ((rows[i].flags & Program::Row::kHasPrincipal) == 0) continue;
        const PrincipalMatches as =
            policy.principal(i).Match(who, has_boundary_);
        if (as == kNoPrincipal) continue;
        NamingStatement naming;
        naming.statement = {type, 0, &attached, i};
        naming.effect = (rows[i].flags & Program::Row::kDeny) != 0
                            ? Effect::kDeny
                            : Effect::kAllow;
        naming.directly = (as & (kEveryone | kSession | kUser)) != 0;
        naming.as_role = (as & kRole) != 0;
        naming.as_account = (as & kAccount) != 0;
        resource->naming.push_back(naming);
      }
    }
  }

  void Append(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      std::vector<std::string>& all = scope_.unknown_policies;
      if (std::find(all.begin(), all.end(), name) == all.end()) {
        all.push_back(name);
      }
    }
  }

  const WorldTables& tables_;
  const std::optional<RequestPrincipal> who_;
  const PrincipalEntry* const entry_;
  const AccountEntry* caller_ = nullptr;
  Facts facts_;
  bool has_boundary_ = false;
  PrincipalScope scope_;
};

}  // namespace

absl::StatusOr<PrincipalScope> World::ScopeOf(
    absl::string_view principal) const {
  const WorldTables& tables = state_->tables;
  std::optional<RequestPrincipal> who;
  const PrincipalEntry* entry = tables.FindCaller(principal, &who);
  if (!who.has_value() || !who->is_account_member() ||
      who->kind == PrincipalKind::kFederatedUser) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", principal,
                     "' is no user, role, role session or root user: only "
                     "these have permissions of their own"));
  }
  if (who->kind != PrincipalKind::kRootUser && entry == nullptr) {
    absl::Status named = FindPrincipal(principal).status();
    if (absl::IsNotFound(named)) return named;
    return absl::NotFoundError(
        absl::StrCat("no user or role '", principal, "' in this world"));
  }
  return ScopeMaker(tables, principal, who, entry).Make();
}

}  // namespace iam
