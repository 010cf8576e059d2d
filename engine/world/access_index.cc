// Who may have a statement that allows the action is looked up; what that comes
// to is evaluated, principal by principal, like any other request.
#include "iam/access_index.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/eval/evaluate.h"
#include "engine/eval/service_rules.h"
#include "engine/match/arn.h"
#include "engine/world/applying.h"
#include "engine/world/grant_index.h"
#include "engine/world/world_state.h"

namespace iam {
namespace {

// One account of the world.
struct AccountAccess {
  std::string id;
  std::string root_arn;
  const AccountEntry* entry = nullptr;
  std::vector<uint32_t> principals;
  // Those with attached policies whose documents are not known.
  std::vector<uint32_t> with_unknown;
  GrantIndex grants;
};

// Stands in for a policy that is not known: it may allow everything.
const PolicyList& AnyPolicy() {
  static const auto& policies = *[] {
    auto* const list = new PolicyList;
    list->Add(RcpFullAwsAccess());
    return list;
  }();
  return policies;
}

std::string PartitionOf(absl::string_view arn) {
  const std::optional<Arn> parts = SplitArn(arn);
  return parts.has_value() ? std::string(parts->partition) : "aws";
}

// The Allow statements of the resource's own policies that are about the action
// and, as far as can be told, about the resource.
class ResourceGrants {
 public:
  ResourceGrants(const PolicyList* policies, const RequestAction& action,
                 ActionClass action_class, absl::string_view resource) {
    if (policies == nullptr) return;
    for (const PolicyList::Entry& entry : policies->entries()) {
      const Program& program = *entry.program;
      StatementSet candidates(program.word_count);
      program.AddCandidates(action_class, candidates.data());
      VisitStatements<false>(
          program, candidates, /*denies_only=*/false,
          [&](uint32_t statement, bool) {
            const Program::Row& row = program.rows()[statement];
            constexpr uint8_t kWanted = Program::Row::kHasPrincipal;
            constexpr uint8_t kLookedAt = kWanted | Program::Row::kDeny;
            if ((row.flags & kLookedAt) != kWanted) return true;
            const bool inexact =
                (row.flags & Program::Row::kInexactAction) != 0;
            if ((!inexact ||
                 program.policy->MatchesAction(row, statement, action)) &&
                program.policy->MayMatchResource(row, resource)) {
              Add(program.policy->principal(statement));
            }
            return true;
          });
    }
  }

  bool empty() const { return principals_.empty(); }
  // False if none of them can be about a principal of the account: most name
  // few, and a world may have many.
  bool MayName(absl::string_view account) const {
    return names_anyone_ || accounts_.contains(account);
  }
  const std::vector<const PrincipalSet*>& principals() const {
    return principals_;
  }

  // All the ways in which they name the principal.
  PrincipalMatches Match(const RequestPrincipal& who) const {
    int matches = kNoPrincipal;
    for (const PrincipalSet* set : principals_) {
      matches |= set->Match(who, /*has_boundary=*/false);
      if (set->NamesSessionOf(who)) matches |= kSession;
    }
    return static_cast<PrincipalMatches>(matches);
  }

 private:
  void Add(const PrincipalSet& set) {
    principals_.push_back(&set);
    names_anyone_ |= set.negated();
    for (const PrincipalSet::Named& named : set.AllNamed()) {
      const std::optional<Arn> arn = SplitArn(named.text);
      if (named.type == PrincipalType::kAws && arn.has_value()) {
        accounts_.insert(arn->account);
      } else if (IsAccountId(named.text)) {
        accounts_.insert(named.text);
      } else if (named.type == PrincipalType::kAws ||
                 named.type == PrincipalType::kCanonicalUser) {
        names_anyone_ = true;  // "*", or an id that does not show the account
      }
    }
  }

  std::vector<const PrincipalSet*> principals_;
  absl::flat_hash_set<absl::string_view> accounts_;
  bool names_anyone_ = false;
};

}  // namespace

struct AccessIndex::State {
  const WorldTables* tables = nullptr;
  std::vector<AccountAccess> accounts;
};

namespace {

class Search {
 public:
  Search(const WorldTables& tables, const std::vector<AccountAccess>& accounts,
         const Request& request)
      : tables_(tables),
        accounts_(accounts),
        request_(AboutNobody(request)),
        parsed_(request_, std::nullopt),
        action_class_(tables.vocabulary->actions().Classify(parsed_.action)),
        owner_(KnownOwner(tables, parsed_)),
        found_(tables.principals.size()) {
    Applying applying;
    FindApplying(tables_, parsed_, &applying);
    resource_unknown_ = ResourceUnknown(applying);
    resource_grants_.emplace(applying.layers.resource, parsed_.action,
                             action_class_, parsed_.resource.text);
  }

  std::vector<Access> Run() {
    // A call that no key signs is made by whoever issued its token.
    if (!AssumesRoleByToken(parsed_.action)) {
      for (const AccountAccess& account : accounts_) FindCandidates(account);
      for (uint32_t i = 0; i < found_.size(); ++i) {
        if (found_[i]) AskIdentity(tables_.principals[i]);
      }
      for (const AccountAccess& account : accounts_) AskRoot(account);
    }
    AskOthers();
    return std::move(answer_);
  }

 private:
  // Facts about one principal say nothing of others.
  static Request AboutNobody(Request request) {
    request.principal.clear();
    request.federating_user.clear();
    request.canonical_user_id.clear();
    return request;
  }

  static bool ResourceUnknown(const Applying& applying) {
    return applying.assumes_unknown_role ||
           (applying.resource != nullptr &&
            !applying.resource->unknown.empty()) ||
           (applying.role != nullptr && !applying.role->unknown_trust.empty());
  }

  bool IsOwner(const AccountAccess& account) const {
    return owner_.empty() || owner_ == account.id;
  }

  // Whether the resource's policy may allow something to one of the account.
  bool ResourceSpeaks(const AccountAccess& account) const {
    return resource_unknown_ || resource_grants_->MayName(account.id);
  }

  // Marks those that could be allowed: see Combine(). In the resource's account
  // by their own policies or by name in the resource's, elsewhere by both.
  void FindCandidates(const AccountAccess& account) {
    const bool owner = IsOwner(account);
    const bool resource_speaks = ResourceSpeaks(account);
    if (NeedsNoPermission(parsed_.action)) {
      for (const uint32_t i : account.principals) found_[i] = true;
      return;
    }
    if (!owner && !resource_speaks) return;
    const auto mark = [&](const GrantIndex::Principals& principals) {
      for (const uint32_t i : principals) found_[i] = true;
    };
    account.grants.ForEachGrant(parsed_.action, action_class_,
                                parsed_.resource.text, mark);
    mark(account.with_unknown);
    if (resource_unknown_ && owner) mark(account.principals);
    if (resource_unknown_ || !resource_speaks) return;
    for (const uint32_t i : account.principals) {
      // What the resource says changes nothing.
      if (owner == found_[i]) continue;
      const PrincipalMatches named = MatchOf(tables_.principals[i]);
      constexpr int kByItself = kEveryone | kUser | kRole | kSession;
      found_[i] = owner ? (named & kByItself) != 0 : named != kNoPrincipal;
    }
  }

  PrincipalMatches MatchOf(const PrincipalEntry& entry) const {
    std::optional<RequestPrincipal> who = ParseRequestPrincipal(entry.arn);
    if (!who.has_value()) return kNoPrincipal;
    if (entry.is_role) who->role_arn = entry.arn;
    who->unique_id = entry.unique_id;
    return resource_grants_->Match(*who);
  }

  void AskIdentity(const PrincipalEntry& entry) {
    Applying applying;
    applying.principal = ParseRequestPrincipal(entry.arn);
    if (!applying.principal.has_value()) return;
    applying.entry = &entry;
    applying.caller = entry.account_entry;
    Ask(entry.arn, /*outside=*/false, std::move(applying));
  }

  void AskRoot(const AccountAccess& account) {
    if (!IsOwner(account) && !ResourceSpeaks(account) &&
        !NeedsNoPermission(parsed_.action)) {
      return;
    }
    Applying applying;
    applying.principal = ParseRequestPrincipal(account.root_arn);
    applying.caller = account.entry;
    Ask(account.root_arn, /*outside=*/false, std::move(applying));
  }

  // Whom only the resource's policy names.
  void AskOthers() {
    if (resource_grants_->empty()) return;
    AskByName("*");
    absl::flat_hash_set<absl::string_view> asked = {"*"};
    for (const PrincipalSet* set : resource_grants_->principals()) {
      if (set->negated()) continue;
      for (const PrincipalSet::Named& named : set->AllNamed()) {
        if (!asked.insert(named.text).second) continue;
        if (named.type == PrincipalType::kCanonicalUser) {
          AskCanonicalUser(named.text);
        } else {
          AskByName(named.text);
        }
      }
    }
  }

  void AskByName(absl::string_view name) {
    Applying applying;
    applying.entry = tables_.FindCaller(name, &applying.principal);
    // Of this world, or not there any more: AWS puts the unique id in place of
    // a principal that was deleted.
    if (applying.entry != nullptr || !applying.principal.has_value()) return;
    const RequestPrincipal& who = *applying.principal;
    const bool member = who.is_account_member();
    applying.caller = member ? tables_.FindAccount(who.account) : nullptr;
    const bool is_root = who.kind == PrincipalKind::kRootUser;
    if (is_root && applying.caller != nullptr) return;  // see AskRoot()
    Ask(name, /*outside=*/member, std::move(applying));
  }

  // An account by the id that S3 has for it, which does not tell which.
  void AskCanonicalUser(absl::string_view id) {
    Applying applying;
    applying.principal.emplace();
    applying.principal->kind = PrincipalKind::kRootUser;
    request_.canonical_user_id = std::string(id);
    Ask(id, /*outside=*/true, std::move(applying));
    request_.canonical_user_id.clear();
  }

  void Ask(absl::string_view principal, bool outside, Applying applying) {
    parsed_.principal = applying.principal;
    FindApplying(tables_, parsed_, &applying);
    Layers& layers = applying.layers;
    const Outlook outlook = EvaluateOutlook(layers, applying.facts, parsed_);
    const bool unknown = Widen(outside, &applying);
    const bool may_be_allowed =
        outlook.best.allowed() ||
        (unknown && outlook.best.outcome == Outcome::kImplicitDeny &&
         EvaluateOutlook(layers, applying.facts, parsed_).best.allowed());
    if (!may_be_allowed) return;
    Access access;
    access.principal = principal;
    access.decision = outlook.decision;
    access.may_be_allowed = outlook.best.allowed();
    access.may_be_denied = !outlook.worst.allowed();
    access.undecided = unknown;
    answer_.push_back(access);
  }

  // Lets policies that are not known allow everything. False if all are known.
  bool Widen(bool outside, Applying* applying) const {
    Layers& layers = applying->layers;
    bool unknown = resource_unknown_ || outside;
    if (outside) layers.identity = &AnyPolicy();
    if (resource_unknown_) layers.resource = &AnyPolicy();
    if (applying->entry != nullptr && !applying->entry->unknown.empty()) {
      layers.identity = &AnyPolicy();
      layers.boundary = nullptr;
      unknown = true;
    }
    const bool member = applying->principal->is_account_member();
    if (member && applying->caller != nullptr &&
        !applying->caller->unknown_scps.empty()) {
      layers.scp_levels = nullptr;
      unknown = true;
    }
    if (applying->endpoint != nullptr && !applying->endpoint->unknown.empty()) {
      layers.endpoint = nullptr;
      unknown = true;
    }
    if (applying->owner != nullptr && !applying->owner->unknown_rcps.empty()) {
      layers.rcp_levels = nullptr;
      unknown = true;
    }
    return unknown;
  }

  const WorldTables& tables_;
  const std::vector<AccountAccess>& accounts_;
  Request request_;
  ParsedRequest parsed_;  // its principal is the one that is asked about
  const ActionClass action_class_;
  const absl::string_view owner_;
  bool resource_unknown_ = false;
  std::optional<ResourceGrants> resource_grants_;
  std::vector<bool> found_;  // by number of the principal
  std::vector<Access> answer_;
};

}  // namespace

AccessIndex::AccessIndex(AccessIndex&&) = default;
AccessIndex& AccessIndex::operator=(AccessIndex&&) = default;
AccessIndex::~AccessIndex() = default;

AccessIndex::AccessIndex(const World& world) {
  auto state = std::make_unique<State>();
  const WorldTables& tables = world.state_->tables;
  state->tables = &tables;
  std::vector<absl::string_view> ids;
  for (const auto& [id, entry] : tables.accounts) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  state->accounts.resize(ids.size());
  absl::flat_hash_map<absl::string_view, AccountAccess*> by_id;
  for (size_t i = 0; i < ids.size(); ++i) {
    AccountAccess& account = state->accounts[i];
    account.id = std::string(ids[i]);
    account.entry = tables.FindAccount(ids[i]);
    by_id[ids[i]] = &account;
  }
  for (uint32_t i = 0; i < tables.principals.size(); ++i) {
    const PrincipalEntry& principal = tables.principals[i];
    AccountAccess& account = *by_id.at(principal.account);
    account.principals.push_back(i);
    if (!principal.unknown.empty()) account.with_unknown.push_back(i);
    account.grants.Add(i, principal.identity);
  }
  for (AccountAccess& account : state->accounts) {
    const std::string partition =
        account.principals.empty()
            ? "aws"
            : PartitionOf(tables.principals[account.principals.front()].arn);
    account.root_arn =
        absl::StrCat("arn:", partition, ":iam::", account.id, ":root");
  }
  state_ = std::move(state);
}

std::vector<Access> AccessIndex::WhoCan(const Request& request) const& {
  return Search(*state_->tables, state_->accounts, request).Run();
}

}  // namespace iam
