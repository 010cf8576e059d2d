// The decision, section 6, step by step as in 6.9.

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/reference/reference.h"
#include "tests/reference/service_rules.h"
#include "tests/reference/statement.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

struct Applied {
  std::string name;  // "identity-based:AdminIam#1"
  PrincipalMatch match;
};

// What one layer, or one level of SCPs or RCPs, says.
struct Layer {
  PolicyType type = PolicyType::kIdentityBased;
  int level = 0;
  std::vector<Applied> allows;
  std::vector<Applied> denies;

  // R6.4b: of several, the most favourable counts, so all are kept.
  PrincipalMatch allowed_as() const {
    PrincipalMatch match;
    for (const Applied& allow : allows) match.Add(allow.match);
    return match;
  }
  bool Allows() const { return !allows.empty(); }
};

// All layers that apply to the request. One that does not is nullopt.
struct Layers {
  std::optional<std::vector<Layer>> rcps;
  std::optional<std::vector<Layer>> scps;
  std::optional<Layer> endpoint;
  std::optional<Layer> resource;
  std::optional<Layer> identity;
  std::optional<Layer> boundary;
  std::optional<Layer> session;
};

std::string NameOf(PolicyType type, int level, const std::string& policy,
                   size_t index) {
  const std::string number = level > 0 ? absl::StrCat("[", level, "]") : "";
  return absl::StrCat(Name(type), number, ":", policy, "#", index + 1);
}

Layer EvaluateLevel(PolicyType type, int level,
                    const PolicySet::Level& policies,
                    const Situation& situation, MissingKeys* missing) {
  Layer layer{type, level, {}, {}};
  for (const PolicySet::NamedPolicy& policy : policies) {
    const absl::Span<const Statement> statements = policy.policy.statements();
    for (size_t i = 0; i < statements.size(); ++i) {
      const PrincipalMatch match = Apply(statements[i], policy.policy.version(),
                                         type, situation, missing);
      if (!match.any()) continue;
      Applied applied{NameOf(type, level, policy.name, i), match};
      if (statements[i].effect == Effect::kAllow) {
        layer.allows.push_back(std::move(applied));
      } else {
        layer.denies.push_back(std::move(applied));
      }
    }
  }
  return layer;
}

// A layer without levels; nullopt if the set has none.
std::optional<Layer> EvaluateLayer(PolicyType type, const PolicySet& policies,
                                   const Situation& situation,
                                   MissingKeys* missing) {
  const std::vector<PolicySet::Level>* levels = policies.layer(type);
  if (levels == nullptr) return std::nullopt;
  static const PolicySet::Level kEmpty;
  return EvaluateLevel(type, 0, levels->empty() ? kEmpty : levels->front(),
                       situation, missing);
}

// R6.24: RCPFullAWSAccess cannot be detached; a level that lists policies but
// leaves it out has it all the same.
bool LeavesOutFullAccess(const PolicySet::Level& level) {
  for (const PolicySet::NamedPolicy& policy : level) {
    for (const Statement& statement : policy.policy.statements()) {
      if (statement.effect == Effect::kAllow) return false;
    }
  }
  return !level.empty();
}

std::optional<std::vector<Layer>> EvaluateLevels(PolicyType type,
                                                 const PolicySet& policies,
                                                 const Situation& situation,
                                                 MissingKeys* missing) {
  const std::vector<PolicySet::Level>* levels = policies.layer(type);
  if (levels == nullptr) return std::nullopt;
  std::vector<Layer> result;
  for (const PolicySet::Level& level : *levels) {
    const int number = static_cast<int>(result.size()) + 1;
    result.push_back(EvaluateLevel(type, number, level, situation, missing));
    if (type == PolicyType::kResourceControlPolicy &&
        LeavesOutFullAccess(level)) {
      result.back().allows.push_back({"RCPFullAWSAccess", kDirectMatch});
    }
  }
  return result;
}

// Section 6.2.
Layers EvaluateApplicable(const PolicySet& policies, const Request& request,
                          const Situation& situation,
                          const std::string& resource_account,
                          MissingKeys* missing) {
  const Principal& principal = situation.principal;
  // Users, roles and federated users have policies of their own. A token's
  // bearer is nobody yet (R6.7a).
  const bool is_root = principal.kind == PrincipalKind::kRoot;
  const bool by_token = AssumesRoleByToken(situation);
  const bool is_entity = principal.has_account() && !is_root && !by_token;
  const bool has_side = is_entity || (is_root && !by_token);
  const bool is_slr = principal.is_service_linked_role();
  const auto is_management_account = [&](const std::string& account) {
    return policies.organization && !account.empty() &&
           account == policies.organization->management_account;
  };
  Layers layers;
  if (is_entity) {
    layers.identity =
        EvaluateLayer(PolicyType::kIdentityBased, policies, situation, missing);
    if (!layers.identity) layers.identity = Layer{};
    if (!is_slr) {
      layers.boundary = EvaluateLayer(PolicyType::kPermissionsBoundary,
                                      policies, situation, missing);
    }
  }
  if (has_side) {  // of root: the task policy of AssumeRoot (R6.53)
    layers.session =
        EvaluateLayer(PolicyType::kSession, policies, situation, missing);
  }
  if (has_side && !is_slr && !is_management_account(principal.account)) {
    layers.scps = EvaluateLevels(PolicyType::kServiceControlPolicy, policies,
                                 situation, missing);
  }
  if (!is_slr && !is_management_account(resource_account) &&
      !IsOutOfReachOfRcps(request, situation)) {
    layers.rcps = EvaluateLevels(PolicyType::kResourceControlPolicy, policies,
                                 situation, missing);
  }
  layers.endpoint =
      EvaluateLayer(PolicyType::kVpcEndpoint, policies, situation, missing);
  layers.resource = EvaluateLayer(
      AssumesRole(situation) ? PolicyType::kTrust : PolicyType::kResourceBased,
      policies, situation, missing);
  return layers;
}

std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

Verdict Deny(PolicyType layer, int level = 0) {
  Verdict verdict;
  verdict.layer = layer;
  verdict.level = level;
  return verdict;
}

// `granting`: the layers whose Allow statements count as deciding.
Verdict Allow(PolicyType layer, const std::vector<const Layer*>& granting) {
  Verdict verdict;
  verdict.outcome = Outcome::kAllowed;
  verdict.layer = layer;
  for (const Layer* granter : granting) {
    for (const Applied& allow : granter->allows) {
      verdict.matched.push_back(allow.name);
    }
  }
  verdict.matched = Sorted(std::move(verdict.matched));
  return verdict;
}

// Step 4. R6.91: SCP, RCP, VPC endpoint, boundary, session, resource, identity.
std::optional<Verdict> ExplicitDeny(const Layers& layers,
                                    bool skip_resource_denies) {
  std::vector<const Layer*> order;
  if (layers.scps) {
    for (const Layer& level : *layers.scps) order.push_back(&level);
  }
  if (layers.rcps) {
    for (const Layer& level : *layers.rcps) order.push_back(&level);
  }
  if (layers.endpoint) order.push_back(&*layers.endpoint);
  if (layers.boundary) order.push_back(&*layers.boundary);
  if (layers.session) order.push_back(&*layers.session);
  if (layers.resource && !skip_resource_denies) {
    order.push_back(&*layers.resource);
  }
  if (layers.identity) order.push_back(&*layers.identity);
  std::optional<Verdict> verdict;
  for (const Layer* layer : order) {
    if (layer->denies.empty()) continue;
    if (!verdict) {
      verdict = Deny(layer->type, layer->level);
      verdict->outcome = Outcome::kExplicitDeny;
    }
    for (const Applied& deny : layer->denies) {
      verdict->matched.push_back(deny.name);
    }
  }
  if (verdict) verdict->matched = Sorted(std::move(verdict->matched));
  return verdict;
}

// Steps 5 and 6. R6.20, R6.24: every level has to allow.
std::optional<Verdict> SilentLevel(
    PolicyType type, const std::optional<std::vector<Layer>>& levels) {
  if (!levels) return std::nullopt;
  for (const Layer& level : *levels) {
    if (!level.Allows()) return Deny(type, level.level);
  }
  if (levels->empty()) return Deny(type);  // applies and allows nothing
  return std::nullopt;
}

bool Passes(const std::optional<Layer>& gate) {
  return !gate || gate->Allows();
}

// Steps 10 to 20, for a principal with an account.
Verdict DecideWithAccount(const Layers& layers, const Situation& situation,
                          const std::string& resource_account) {
  const Principal& principal = situation.principal;
  const PolicyType resource_type =
      AssumesRole(situation) ? PolicyType::kTrust : PolicyType::kResourceBased;
  static const Layer kNothing;
  const Layer& identity = layers.identity ? *layers.identity : kNothing;
  const Layer& resource = layers.resource ? *layers.resource : kNothing;
  const PrincipalMatch match = resource.allowed_as();

  const bool is_root = principal.kind == PrincipalKind::kRoot;
  // R6.54: a federated user without session policy has nothing of its own.
  const bool lacks_session =
      principal.kind == PrincipalKind::kFederatedUser && !layers.session;
  const bool boundary_passes = Passes(layers.boundary);
  const bool session_passes = Passes(layers.session) && !lacks_session;
  const bool own_side = is_root || identity.Allows();  // R6.50, R6.52
  const bool identity_path = own_side && boundary_passes && session_passes;

  const bool same = principal.account == resource_account;  // step 10
  if (!same) {                                              // step 11
    if (!own_side) return Deny(PolicyType::kIdentityBased);
    if (!boundary_passes) return Deny(PolicyType::kPermissionsBoundary);
    if (!session_passes) return Deny(PolicyType::kSession);
    if (!match.any()) return Deny(resource_type);
    return Allow(PolicyType::kIdentityBased, {&identity, &resource});
  }
  const bool must_explicit = NeedsResourcePolicy(situation);  // step 12
  // Step 14. What each row of 6.4 does not ignore has to pass.
  const bool resource_path =
      match.direct ||                                       // R6.41, 42, 45
      (match.user && session_passes) ||                     // R6.40
      (match.role && boundary_passes && session_passes) ||  // R6.43, R6.44
      (is_root && match.account && session_passes);         // R6.47
  if (is_root && !must_explicit && session_passes) {        // step 13
    return Allow(PolicyType::kIdentityBased,
                 {resource_path ? &resource : &kNothing});
  }
  if (resource_path) {
    // Where only the resource's policy can grant, the identity path counts if
    // that policy hands the account the say (R6.73, R6.76).
    const bool identity_counts = !must_explicit || match.account;
    if (identity_path && !is_root && identity_counts) {
      return Allow(PolicyType::kIdentityBased, {&identity, &resource});
    }
    return Allow(resource_type, {&resource});
  }
  if (must_explicit && !match.account) {  // step 15
    // Named, but held back.
    if (match.role && !boundary_passes) {
      return Deny(PolicyType::kPermissionsBoundary);
    }
    if (match.role || match.user) return Deny(PolicyType::kSession);
    return Deny(resource_type);
  }
  if (!own_side) return Deny(PolicyType::kIdentityBased);  // step 16
  if (!boundary_passes) return Deny(PolicyType::kPermissionsBoundary);
  if (!session_passes) return Deny(PolicyType::kSession);  // steps 18, 19
  if (must_explicit) {                                     // step 20
    return Allow(PolicyType::kIdentityBased, {&identity, &resource});
  }
  return Allow(PolicyType::kIdentityBased, {&identity});
}

Verdict DecideInOrder(const Layers& layers, const Situation& situation,
                      const std::string& resource_account) {
  // Step 1, R6.7c.
  if (AlwaysSucceeds(situation)) {
    return Allow(PolicyType::kIdentityBased, {});
  }
  // Steps 3 and 4.
  const bool rescue = IsBucketPolicyRescue(situation, resource_account);
  if (auto denied = ExplicitDeny(layers, rescue)) return *denied;
  // Steps 5 to 7.
  if (auto silent =
          SilentLevel(PolicyType::kResourceControlPolicy, layers.rcps)) {
    return *silent;
  }
  if (auto silent =
          SilentLevel(PolicyType::kServiceControlPolicy, layers.scps)) {
    return *silent;
  }
  if (!Passes(layers.endpoint)) return Deny(PolicyType::kVpcEndpoint);
  // The service's own rules come behind all gates (R6.91).
  if (NeverSucceeds(situation)) return Deny(PolicyType::kIdentityBased);
  // Steps 8 and 9: only the resource's side counts.
  if (!situation.principal.has_account() || AssumesRoleByToken(situation)) {
    const PolicyType type = AssumesRole(situation) ? PolicyType::kTrust
                                                   : PolicyType::kResourceBased;
    if (!layers.resource || !layers.resource->Allows()) return Deny(type);
    return Allow(type, {&*layers.resource});
  }
  return DecideWithAccount(layers, situation, resource_account);
}

}  // namespace

Verdict Decide(const PolicySet& policies, const Request& request) {
  const Principal principal = PrincipalOf(request);
  const std::string resource_account = ResourceAccountOf(request, principal);
  Situation situation{
      principal, request.action, request.resource,
      CompleteContext(request, principal, policies.organization),
      /*has_boundary=*/false};
  // R3.41
  if (EqualIgnoringCase(request.action, "s3:ListAllMyBuckets") &&
      request.resource == "*") {
    situation.resource = "arn:aws:s3:::*";
  }
  // R1.51
  situation.has_boundary =
      (principal.kind == PrincipalKind::kUser ||
       principal.kind == PrincipalKind::kRoleSession) &&
      !principal.is_service_linked_role() &&
      policies.layer(PolicyType::kPermissionsBoundary) != nullptr;
  MissingKeys missing;
  const Layers layers = EvaluateApplicable(policies, request, situation,
                                           resource_account, &missing);
  Verdict verdict = DecideInOrder(layers, situation, resource_account);
  verdict.missing = missing.Names();
  return verdict;
}

}  // namespace iam::reference
