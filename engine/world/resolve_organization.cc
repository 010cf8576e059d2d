// The organization: which SCPs and RCPs hang on each level above an account.
#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/compile/policy_list.h"
#include "engine/world/resolve.h"

namespace iam {
namespace {

// AWS's own two policies, which need not be in the file: every organization
// has them. "AWS managed policies": FullAWSAccess, RCPFullAWSAccess.
constexpr absl::string_view kFullScpId = "p-FullAWSAccess";
constexpr absl::string_view kFullRcpId = "p-RCPFullAWSAccess";
constexpr absl::string_view kFullScpText =
    R"({"Version": "2012-10-17", "Statement": [)"
    R"({"Effect": "Allow", "Action": "*", "Resource": "*"}]})";

// Levels from a root to an account. AWS allows seven: the tree is five units
// deep at most. What is deeper goes round in a circle.
constexpr size_t kMaxDepth = 64;

// What is attached to one root, unit or account.
struct Level {
  PolicyList scps;
  PolicyList rcps;
  std::vector<std::string> unknown_scps;
  std::vector<std::string> unknown_rcps;
};

class OrganizationResolver {
 public:
  OrganizationResolver(Snapshot* snapshot, WorldTables* tables)
      : snapshot_(snapshot),
        records_(snapshot->organization),
        tables_(tables) {}

  void Resolve();

 private:
  void AddFullScp();
  void ResolveTargets();
  // From the root down to the account; nullopt if a unit on the way is missing.
  std::optional<std::vector<std::string>> PathTo(const std::string& account);
  void AddAccount(const std::string& account,
                  const std::vector<std::string>& path);
  bool Has(PolicyType type) const;

  Snapshot* snapshot_;
  OrganizationRecord& records_;
  WorldTables* tables_;
  absl::flat_hash_map<std::string, Level> levels_;
  bool scps_on_ = false;
  bool rcps_on_ = false;
};

void OrganizationResolver::Resolve() {
  if (records_.nodes.empty() && !records_.place.has_value()) return;
  // A file without any SCP is of an organization that has them switched off.
  scps_on_ = Has(PolicyType::kServiceControlPolicy);
  rcps_on_ = Has(PolicyType::kResourceControlPolicy);
  AddFullScp();
  ResolveTargets();

  Organization organization;
  organization.id = records_.id;
  organization.management_account = records_.management_account;
  std::vector<std::string> accounts;
  for (const auto& [id, node] : records_.nodes) {
    if (node.is_account) accounts.push_back(id);
  }
  std::sort(accounts.begin(), accounts.end());
  for (const std::string& account : accounts) {
    const std::optional<std::vector<std::string>> path = PathTo(account);
    tables_->accounts.try_emplace(account);
    if (!path.has_value() || path->size() < 2) continue;
    AddAccount(account, *path);
    std::string& org_path = organization.account_paths[account];
    org_path = absl::StrCat(records_.id, "/");
    for (size_t i = 0; i + 1 < path->size(); ++i) {
      absl::StrAppend(&org_path, (*path)[i], "/");
    }
  }
  if (records_.place.has_value()) {
    tables_->organization = std::move(organization);
  }
}

bool OrganizationResolver::Has(PolicyType type) const {
  return std::any_of(
      records_.policies.begin(), records_.policies.end(),
      [type](const auto& policy) { return policy.second.type == type; });
}

void OrganizationResolver::AddFullScp() {
  if (records_.policies.contains(kFullScpId)) return;
  Diagnostics* diagnostics = &snapshot_->diagnostics;
  auto source = std::make_shared<const Source>("FullAWSAccess",
                                               std::string(kFullScpText));
  const std::optional<JsonDocument> json = ParseJson(source, diagnostics);
  OrganizationPolicyRecord full;
  full.name = source->name();
  full.document =
      snapshot_->documents.Read(json->root(), source, full.type, diagnostics);
  records_.policies.emplace(kFullScpId, std::move(full));
}

void OrganizationResolver::ResolveTargets() {
  absl::flat_hash_set<std::pair<std::string, std::string>> seen;
  for (const OrganizationTarget& target : records_.targets) {
    if (!seen.emplace(target.target, target.policy.name).second) continue;
    if (!records_.nodes.contains(target.target)) {
      Report(&snapshot_->diagnostics, WorldDiagnostic::kUnknownTarget,
             target.policy.place,
             absl::StrCat("target '", target.target,
                          "' is no root, organizational unit or account of "
                          "the organization"));
      snapshot_->broken = true;
      continue;
    }
    ++tables_->counts.attached_policies;
    Level& level = levels_[target.target];
    const auto known = records_.policies.find(target.policy.name);
    if (known == records_.policies.end() && target.policy.name == kFullRcpId) {
      level.rcps.Add(RcpFullAwsAccess());
      continue;
    }
    if (known == records_.policies.end()) {
      Report(&snapshot_->diagnostics, WorldDiagnostic::kUnknownPolicy,
             target.policy.place,
             absl::StrCat("policy '", target.policy.name,
                          "' is not in the snapshot; what it allows and "
                          "denies is not known"));
      // Its id does not tell whether it is an SCP or an RCP.
      level.unknown_scps.push_back(target.policy.name);
      level.unknown_rcps.push_back(target.policy.name);
      continue;
    }
    const OrganizationPolicyRecord& policy = known->second;
    const bool is_scp = policy.type == PolicyType::kServiceControlPolicy;
    if (policy.document.known()) {
      (is_scp ? level.scps : level.rcps)
          .Add(Attach(policy.name, policy.document, policy.type, snapshot_,
                      tables_));
    } else {
      (is_scp ? level.unknown_scps : level.unknown_rcps).push_back(policy.name);
    }
  }
}

std::optional<std::vector<std::string>> OrganizationResolver::PathTo(
    const std::string& account) {
  std::vector<std::string> path;
  std::string id = account;
  const OrganizationNode* below = nullptr;
  while (true) {
    const auto node = records_.nodes.find(id);
    const bool loops = path.size() > kMaxDepth;
    if (node == records_.nodes.end() || loops) {
      Report(&snapshot_->diagnostics, WorldDiagnostic::kUnknownParent,
             below->place,
             loops ? absl::StrCat("account ", account, " is more than ",
                                  kMaxDepth, " levels below its root")
                   : absl::StrCat("parent '", id,
                                  "' is no root or organizational unit of the "
                                  "organization"));
      snapshot_->broken = true;
      return std::nullopt;
    }
    path.push_back(id);
    below = &node->second;
    if (node->second.parent.empty()) break;
    id = node->second.parent;
  }
  if (!below->is_root && records_.place.has_value()) {
    Report(&snapshot_->diagnostics, WorldDiagnostic::kUnknownParent,
           below->place,
           absl::StrCat("'", path.back(), "' has no member 'ParentId'"));
    snapshot_->broken = true;
    return std::nullopt;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

void OrganizationResolver::AddAccount(const std::string& account,
                                      const std::vector<std::string>& path) {
  AccountEntry& entry = tables_->accounts[account];
  if (scps_on_) entry.scp_levels.emplace();
  if (rcps_on_) entry.rcp_levels.emplace();
  for (const std::string& id : path) {
    const Level& level = levels_[id];
    if (scps_on_) entry.scp_levels->push_back(level.scps);
    if (rcps_on_) {
      entry.rcp_levels->push_back(level.rcps);
      // It cannot be detached (R6.24), so a list without it is incomplete.
      if (level.rcps.empty()) {
        entry.rcp_levels->back().Add(RcpFullAwsAccess());
      }
      CompleteRcpLevel(&entry.rcp_levels->back());
    }
    entry.unknown_scps.insert(entry.unknown_scps.end(),
                              level.unknown_scps.begin(),
                              level.unknown_scps.end());
    entry.unknown_rcps.insert(entry.unknown_rcps.end(),
                              level.unknown_rcps.begin(),
                              level.unknown_rcps.end());
  }
}

}  // namespace

void ResolveOrganization(Snapshot* snapshot, WorldTables* tables) {
  OrganizationResolver(snapshot, tables).Resolve();
}

}  // namespace iam
