// combine.cc has the same paths for one request on one resource; here a pattern
// stands in its place. INVARIANT: a grant without conditions, exceptions, needs
// and variables is allowed whatever the context, and what no grant covers is
// denied whatever it is.
#include "simulator/access/access_paths.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "engine/eval/service_rules.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr absl::string_view kKeys = "arn:*:kms:*:*:key/*";
constexpr absl::string_view kRoles = "arn:*:iam::*:role/*";

class Walker {
 public:
  Walker(const AccessTables& tables, const RequestAction& action,
         const ActionKind& kind, const std::vector<uint32_t>& matching)
      : tables_(tables),
        scope_(tables.scope()),
        action_(action),
        kind_(kind),
        matching_(matching) {}

  ActionAccess Run() {
    using Named = ActionKind::Named;
    if (kind_.fixed == ActionKind::Fixed::kDenied) return {};
    if (kind_.fixed == ActionKind::Fixed::kAllowed) {
      Grant everything;
      everything.on = {ResourceSet::All()};
      Keep({std::move(everything)}, scope_.account);
      return std::move(access_);
    }
    const bool signs = kind_.named != Named::kRolesAlone;
    if (signs && scope_.cut_off) return {};
    if (signs) {
      for (const AccessLayer& layer : tables_.gates())
        gates_.push_back(GateOf(layer));
      identity_ = GateOf(tables_.identity());
      by_principal_ =
          Through(IdentityGrants(), /*boundary=*/true, &access_.blocked);
      AddOwn();
      AddForeign();
    }
    for (const AccessResource& resource : tables_.resources())
      AddResource(resource);
    return std::move(access_);
  }

 private:
  bool Matches(uint32_t statement) const {
    return std::binary_search(matching_.begin(), matching_.end(), statement);
  }

  Gate GateOf(const AccessLayer& layer) const {
    Gate gate{layer.type, layer.level, {}, {}};
    for (const uint32_t i : layer.statements) {
      if (!Matches(i)) continue;
      const AccessStatement& statement = tables_.statements()[i];
      (statement.effect == Effect::kAllow ? gate.allows : gate.denies)
          .push_back(&statement);
    }
    return gate;
  }

  std::vector<Grant> IdentityGrants() const {
    if (!scope_.is_root) return GrantsOf(identity_.allows);
    Grant everything;
    everything.on = {ResourceSet::All()};
    everything.by_root = true;
    return {everything};
  }

  std::vector<Grant> Through(std::vector<Grant> grants, bool boundary,
                             std::vector<BlockedGrant>* blocked) const {
    for (const Gate& gate : gates_) {
      if (!boundary && gate.layer == PolicyType::kPermissionsBoundary) continue;
      grants = PassGate(gate, std::move(grants), blocked);
    }
    Prune(&grants);
    return grants;
  }

  // The denies of the caller's own layers.
  std::vector<Grant> ApplyOwnDenies(const Circumstances& circumstances,
                                    std::vector<Grant> grants,
                                    std::vector<BlockedGrant>* blocked) const {
    for (const Gate& gate : gates_) {
      grants = ApplyDenies(gate, {}, circumstances, std::move(grants), blocked);
    }
    return ApplyDenies(identity_, {}, circumstances, std::move(grants),
                       blocked);
  }

  // RCPs reach requests that name a resource. Where that is not sure, what they
  // do not allow is an exception.
  std::vector<Grant> ThroughRcps(const AccessOwner& owner, absl::string_view on,
                                 std::vector<Grant> grants,
                                 std::vector<BlockedGrant>* blocked) const {
    if (kind_.rcps == ActionKind::Rcps::kNone || owner.rcps.empty() ||
        (!on.empty() && !SupportsRcps(action_, RequestResource(on)))) {
      return grants;
    }
    const bool named = kind_.rcps == ActionKind::Rcps::kAlways || !on.empty();
    const ResourceSets within =
        named ? ResourceSets() : ResourceSets{ResourceSet::Of({"arn:*"})};
    for (const AccessLayer& layer : owner.rcps) {
      const Gate gate = GateOf(layer);
      std::vector<Grant> passed = PassGate(gate, grants, blocked);
      if (!named && KeysOf(passed) != KeysOf(grants)) {
        for (Grant& grant : grants) {
          grant.needs.push_back(
              "a call that names no resource, or one that "
              "the resource control policies allow");
        }
      } else {
        grants = std::move(passed);
      }
      grants = ApplyDenies(gate, within, owner.circumstances, std::move(grants),
                           blocked);
    }
    return grants;
  }

  static std::vector<std::string> KeysOf(const std::vector<Grant>& grants) {
    std::vector<std::string> keys;
    for (const Grant& grant : grants) keys.push_back(KeyOf(grant));
    return keys;
  }

  // Resources of the principal's account: its own policies are enough, unless
  // the resource's has to have a say.
  void AddOwn() {
    using Named = ActionKind::Named;
    const std::string& account = scope_.account;
    const AccessOwner& owner = *tables_.FindOwner(account);
    std::vector<Grant> grants;
    for (const Grant& from : by_principal_) {
      Grant grant = from;
      if (LeaveOwn(&grant.on)) grants.push_back(std::move(grant));
    }
    std::vector<Grant> named;
    if (kind_.named == Named::kKeys || kind_.named == Named::kKeysToo) {
      named = UnknownKeys(grants);
    }
    if (kind_.named == Named::kKeys || kind_.named == Named::kRoles) {
      grants.clear();
    }
    if (kind_.named == Named::kKeysToo || kind_.named == Named::kRolesToo) {
      ResourceSet others =
          ResourceSet::Of({kind_.named == Named::kKeysToo ? kKeys : kRoles});
      others.negated = true;
      std::erase_if(grants,
                    [&](Grant& grant) { return !Narrow(others, &grant.on); });
    }
    std::move(named.begin(), named.end(), std::back_inserter(grants));
    grants = ApplyOwnDenies(owner.circumstances, std::move(grants),
                            &access_.blocked);
    grants = ThroughRcps(owner, "", std::move(grants), &access_.blocked);
    for (const AccessResource& resource : tables_.resources()) {
      if (resource.scope->account != account) continue;
      grants = ApplyResourceDenies(resource, owner.circumstances,
                                   std::move(grants), &access_.blocked);
    }
    Keep(std::move(grants), account);
  }

  // Keys of the account whose policies are not in the world.
  std::vector<Grant> UnknownKeys(const std::vector<Grant>& from) const {
    std::vector<Grant> grants;
    for (Grant grant : from) {
      if (!Narrow(ResourceSet::Of({kKeys}), &grant.on)) continue;
      bool left = true;
      for (const AccessResource& resource : tables_.resources()) {
        if (!resource.scope->has_policy) continue;
        left = left && RemoveContained(resource.domain, &grant.on);
      }
      if (!left) continue;
      grant.needs.push_back(
          "the key's policy, which is not in this world, lets policies of the "
          "account decide");
      grants.push_back(std::move(grant));
    }
    return grants;
  }

  // Takes out the patterns that are about other accounts' resources. False if
  // none is left.
  bool LeaveOwn(ResourceSets* sets) const {
    for (ResourceSet& set : *sets) {
      if (set.negated) continue;
      std::erase_if(set.patterns, [&](const ResourcePattern& pattern) {
        return !tables_.ForeignAccountOf(pattern).empty();
      });
      if (set.patterns.empty()) return false;
    }
    return true;
  }

  // Resources of other accounts that the grants name, as far as their policies
  // are not known.
  void AddForeign() {
    std::map<std::string, std::vector<Grant>> by_account;
    for (const Grant& from : by_principal_) {
      for (const auto& [account, patterns] : ForeignPatterns(from.on)) {
        Grant grant = from;
        if (!Narrow(patterns, &grant.on)) continue;
        grant.needs.push_back(
            "the resource's own policy, which is not in this "
            "world, allows it, too");
        by_account[account].push_back(std::move(grant));
      }
    }
    for (auto& [account, grants] : by_account) {
      std::vector<Grant> left =
          ApplyOwnDenies(tables_.CircumstancesOf(account), std::move(grants),
                         &access_.blocked);
      if (const AccessOwner* owner = tables_.FindOwner(account)) {
        left = ThroughRcps(*owner, "", std::move(left), &access_.blocked);
      }
      Keep(std::move(left), account);
    }
  }

  std::map<std::string, ResourceSet> ForeignPatterns(
      const ResourceSets& sets) const {
    std::map<std::string, ResourceSet> patterns;
    for (const ResourceSet& set : sets) {
      if (set.negated) continue;
      for (const ResourcePattern& pattern : set.patterns) {
        const absl::string_view account = tables_.ForeignAccountOf(pattern);
        // The world has all roles of its accounts, with their policies.
        const bool known = kind_.named == ActionKind::Named::kRoles &&
                           tables_.FindOwner(account) != nullptr;
        if (account.empty() || known || tables_.HasPolicyOf(pattern)) continue;
        patterns[std::string(account)].patterns.push_back(pattern);
      }
    }
    return patterns;
  }

  std::vector<Grant> ApplyResourceDenies(
      const AccessResource& resource, const Circumstances& circumstances,
      std::vector<Grant> grants, std::vector<BlockedGrant>* blocked) const {
    const bool own = resource.scope->account == scope_.account;
    if (scope_.is_root && own && kind_.mends_bucket_policy) return grants;
    Gate gate = ResourceGate(resource);
    for (const auto& [i, naming] : resource.statements) {
      if (Matches(i) && naming->effect == Effect::kDeny) {
        gate.denies.push_back(&tables_.statements()[i]);
      }
    }
    if (gate.denies.empty()) return grants;
    return ApplyDenies(gate, resource.domain, circumstances, std::move(grants),
                       blocked);
  }

  static Gate ResourceGate(const AccessResource& resource) {
    return {resource.scope->is_role ? PolicyType::kTrust
                                    : PolicyType::kResourceBased,
            0,
            {},
            {}};
  }

  // What the resource's own policy grants, or has to agree to.
  void AddResource(const AccessResource& resource) {
    using Named = ActionKind::Named;
    if (resource.scope->is_role != IsAboutRoles()) return;
    const bool own = resource.scope->account == scope_.account;
    Gate direct = ResourceGate(resource);
    Gate as_role = direct;
    Gate agrees = direct;
    for (const auto& [i, naming] : resource.statements) {
      if (!Matches(i) || naming->effect != Effect::kAllow) continue;
      const AccessStatement* allow = &tables_.statements()[i];
      const bool by_account = naming->as_account;
      if (kind_.named == Named::kRolesAlone || naming->directly ||
          (by_account && scope_.is_root)) {
        direct.allows.push_back(allow);
      } else if (naming->as_role) {
        as_role.allows.push_back(allow);
      }
      if (!own || by_account) agrees.allows.push_back(allow);
    }
    if (direct.allows.empty() && as_role.allows.empty() &&
        agrees.allows.empty()) {
      return;
    }
    std::vector<Grant> grants;
    const auto add = [&grants](std::vector<Grant> more) {
      std::move(more.begin(), more.end(), std::back_inserter(grants));
    };
    if (own || kind_.named == Named::kRolesAlone) {
      add(Through(InDomain(resource, GrantsOf(direct.allows)),
                  /*boundary=*/false, nullptr));
      add(Through(InDomain(resource, GrantsOf(as_role.allows)),
                  /*boundary=*/true, nullptr));
    }
    const bool has_to_agree = !own || MustBeNamed(resource);
    if (has_to_agree && kind_.named != Named::kRolesAlone) {
      add(PassGate(agrees, InDomain(resource, by_principal_), nullptr));
    }
    Prune(&grants);
    const AccessOwner* owner = tables_.FindOwner(resource.scope->account);
    const Circumstances circumstances =
        tables_.CircumstancesOf(resource.scope->account);
    if (kind_.named != Named::kRolesAlone) {
      grants =
          ApplyOwnDenies(circumstances, std::move(grants), &access_.blocked);
    }
    if (owner != nullptr) {
      grants = ThroughRcps(*owner, resource.scope->arn, std::move(grants),
                           &access_.blocked);
    }
    grants = ApplyResourceDenies(resource, circumstances, std::move(grants),
                                 &access_.blocked);
    Keep(std::move(grants), std::string(resource.scope->account));
  }

  // A trust policy is about nothing but assuming the role.
  bool IsAboutRoles() const {
    using Named = ActionKind::Named;
    return kind_.named == Named::kRoles || kind_.named == Named::kRolesToo ||
           kind_.named == Named::kRolesAlone;
  }
  static bool MustBeNamed(const AccessResource& resource) {
    return resource.scope->is_role ||
           IsKmsKey(RequestResource(resource.scope->arn));
  }

  static std::vector<Grant> InDomain(const AccessResource& resource,
                                     std::vector<Grant> grants) {
    std::erase_if(grants, [&](Grant& grant) {
      return !Narrow(resource.domain.front(), &grant.on);
    });
    return grants;
  }

  void Keep(std::vector<Grant> grants, const std::string& account) {
    const Circumstances circumstances = tables_.CircumstancesOf(account);
    std::erase_if(grants,
                  [&](Grant& grant) { return !Settle(circumstances, &grant); });
    for (Grant& grant : grants) {
      access_.grants.push_back(
          {std::move(grant), account, account == scope_.account});
    }
  }

  const AccessTables& tables_;
  const PrincipalScope& scope_;
  const RequestAction& action_;
  const ActionKind& kind_;
  const std::vector<uint32_t>& matching_;
  std::vector<Gate> gates_;
  Gate identity_;
  std::vector<Grant> by_principal_;  // through SCPs and boundary
  ActionAccess access_;
};

}  // namespace

ActionAccess WalkPaths(const AccessTables& tables, const RequestAction& action,
                       const ActionKind& kind,
                       const std::vector<uint32_t>& matching) {
  return Walker(tables, action, kind, matching).Run();
}

}  // namespace iam
