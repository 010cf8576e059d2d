// The boxes of AWS's flow chart are the functions below, in its order. Each
// looks at what the layers said, never at a policy.
#include "engine/eval/combine.h"

#include <optional>

#include "engine/eval/service_rules.h"

namespace iam {
namespace {

Decision Silent(PolicyType layer, int level = 0) {
  Decision decision;
  decision.layer = layer;
  decision.level = level;
  return decision;
}

Decision ByRule(Outcome outcome, Reason reason) {
  Decision decision;
  decision.outcome = outcome;
  decision.reason = reason;
  return decision;
}

Decision ByStatement(Outcome outcome, const StatementRef& statement) {
  Decision decision;
  decision.outcome = outcome;
  decision.reason = Reason::kStatement;
  decision.layer = statement.layer;
  decision.level = statement.level;
  decision.statement = statement;
  return decision;
}

class Combiner {
 public:
  Combiner(const LayerResults& results, const PreparedRequest& request)
      : results_(results), request_(request), who_(request.principal()) {}

  Combination Run() {
    Combination combination = Decide();
    combination.resource_denies_ignored = RootMendsItsBucketPolicy();
    return combination;
  }

 private:
  Combination Decide() const {
    const ServiceRule rule = FixedAnswer(
        request_.action(), who_, request_.resource(), request_.context());
    if (rule == ServiceRule::kAlwaysAllowed) {
      return {ByRule(Outcome::kAllowed, Reason::kServiceRule)};
    }
    if (auto denied = ExplicitDeny()) return {*denied};
    if (auto denied = OrganizationAndEndpointGates()) return {*denied};
    if (rule == ServiceRule::kAlwaysDenied) {
      return {ByRule(Outcome::kImplicitDeny, Reason::kServiceRule)};
    }
    if (!request_.principal_known()) return {Silent(results_.resource_type)};
    if (!who_.is_account_member() || AssumesRoleByToken(request_.action())) {
      return ResourceAlone();
    }
    return request_.SameAccount() ? SameAccount() : CrossAccount();
  }

  // A Deny anywhere ends it. AWS names one layer; which is not documented.
  std::optional<Decision> ExplicitDeny() const {
    const StatementRef* deny = nullptr;
    const auto look = [&](const LayerResult& result) {
      if (deny == nullptr && result.deny.has_value()) deny = &*result.deny;
    };
    for (const LayerResult& level : results_.scps) look(level);
    for (const LayerResult& level : results_.rcps) look(level);
    look(results_.endpoint);
    look(results_.boundary);
    look(results_.session);
    if (!RootMendsItsBucketPolicy()) look(results_.resource);
    look(results_.identity);
    if (deny == nullptr) return std::nullopt;
    return ByStatement(Outcome::kExplicitDeny, *deny);
  }

  bool RootMendsItsBucketPolicy() const {
    return who_.kind == PrincipalKind::kRootUser && request_.SameAccount() &&
           MendsBucketPolicy(request_.action());
  }

  // Every level of the organization has to allow.
  std::optional<Decision> OrganizationAndEndpointGates() const {
    if (auto denied = Gate(results_.has_rcps, results_.rcps,
                           PolicyType::kResourceControlPolicy)) {
      return denied;
    }
    if (auto denied = Gate(results_.has_scps, results_.scps,
                           PolicyType::kServiceControlPolicy)) {
      return denied;
    }
    if (!results_.endpoint.passes()) return Silent(PolicyType::kVpcEndpoint);
    return std::nullopt;
  }

  static std::optional<Decision> Gate(bool applies, const LevelResults& levels,
                                      PolicyType type) {
    if (!applies) return std::nullopt;
    if (levels.empty()) return Silent(type);
    int level = 0;
    for (const LayerResult& result : levels) {
      ++level;
      if (!result.passes()) return Silent(type, level);
    }
    return std::nullopt;
  }

  // Anonymous callers, services and token issuers: the resource's policy alone.
  Combination ResourceAlone() const {
    if (!results_.resource.allow.has_value()) {
      return {Silent(results_.resource_type)};
    }
    return Granted(/*by_identity=*/false, /*by_resource=*/true);
  }

  Combination CrossAccount() const {
    if (!is_root() && !results_.identity.allow.has_value()) {
      return {Silent(PolicyType::kIdentityBased)};
    }
    if (auto denied = BoundaryAndSession()) return {*denied};
    if (!results_.resource.allow.has_value()) {
      return {Silent(results_.resource_type)};
    }
    return Granted(/*by_identity=*/true, /*by_resource=*/true);
  }

  Combination SameAccount() const {
    // The key policy or trust policy has to have a say.
    const bool must_be_named =
        AssumesRole(request_.action(), request_.resource()) ||
        IsKmsKey(request_.resource());
    const bool account_named = (results_.resource.allowed_as & kAccount) != 0;
    const bool by_resource = ResourcePath();
    const bool by_identity = IdentityPath();
    if (by_resource) {
      // Where the resource has to name the caller, naming the account makes the
      // identity-based policies count, except for the root user, who has none.
      const bool identity_counts =
          !must_be_named || (account_named && !is_root());
      return Granted(by_identity && identity_counts, true);
    }
    if (must_be_named && !account_named) {
      // Who is named, but limited by a boundary or session, is told of that.
      if (RoleOrFederatingUserNamed()) return {*BoundaryAndSession()};
      if (UserNamed()) return {Silent(PolicyType::kSession)};
      return {Silent(results_.resource_type)};
    }
    if (by_identity) return Granted(true, must_be_named);
    if (!is_root() && !results_.identity.allow.has_value()) {
      return {Silent(PolicyType::kIdentityBased)};
    }
    return {*BoundaryAndSession()};
  }

  // Allowed by the principal's own policies, within boundary and session.
  bool IdentityPath() const {
    return (is_root() || results_.identity.allow.has_value()) &&
           !BoundaryAndSession().has_value();
  }

  // Allowed by the resource's policy alone; whom it names decides which
  // implicit denies it overrides. "Policy evaluation logic", resource-based
  // policies.
  bool ResourcePath() const {
    const PrincipalMatches as = results_.resource.allowed_as;
    if ((as & (kEveryone | kSession | kFederatedUser)) != 0) return true;
    if (UserNamed() || ((as & kAccount) != 0 && is_root())) {
      if (SessionPasses()) return true;
    }
    return RoleOrFederatingUserNamed() && !BoundaryAndSession().has_value();
  }

  bool RoleOrFederatingUserNamed() const {
    return (results_.resource.allowed_as & (kRole | kFederatingUser)) != 0;
  }

  bool UserNamed() const { return (results_.resource.allowed_as & kUser) != 0; }

  // The gates that limit a principal; the one that failed.
  std::optional<Decision> BoundaryAndSession() const {
    if (!results_.boundary.passes()) {
      return Silent(PolicyType::kPermissionsBoundary);
    }
    if (!SessionPasses()) return Silent(PolicyType::kSession);
    return std::nullopt;
  }

  // GetFederationToken: without session policies the session can do nothing.
  bool SessionPasses() const {
    if (!results_.session.present) {
      return who_.kind != PrincipalKind::kFederatedUser;
    }
    return results_.session.passes();
  }

  bool is_root() const { return who_.kind == PrincipalKind::kRootUser; }

  Combination Granted(bool by_identity, bool by_resource) const {
    Combination combination;
    combination.identity_granted = by_identity;
    combination.resource_granted = by_resource;
    if (by_identity && is_root()) {
      combination.decision = ByRule(Outcome::kAllowed, Reason::kRootUser);
    } else {
      combination.decision = ByStatement(
          Outcome::kAllowed,
          by_identity ? *results_.identity.allow : *results_.resource.allow);
    }
    return combination;
  }

  const LayerResults& results_;
  const PreparedRequest& request_;
  const RequestPrincipal& who_;
};

}  // namespace

Combination Combine(const LayerResults& results,
                    const PreparedRequest& request) {
  return Combiner(results, request).Run();
}

}  // namespace iam
