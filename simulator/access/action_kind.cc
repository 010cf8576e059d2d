#include "simulator/access/action_kind.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "engine/eval/service_rules.h"
#include "engine/match/request_principal.h"

namespace iam {
namespace {

// Whether a type is one, or the only one, that the action works on. What the
// catalog does not know may work on any.
struct WorksOn {
  bool on = true;
  bool only = false;
};

WorksOn TypeOf(const CatalogAction* known, absl::string_view type) {
  if (known == nullptr) return {};
  const auto is_type = [type](const ActionResource& resource) {
    return absl::AsciiStrToLower(resource.type) == type;
  };
  const auto& resources = known->resources;
  return {std::any_of(resources.begin(), resources.end(), is_type),
          !resources.empty() &&
              std::all_of(resources.begin(), resources.end(),
                          [&](const ActionResource& resource) {
                            return resource.required && is_type(resource);
                          })};
}

ActionKind::Named NamedBy(const RequestAction& action,
                          const CatalogAction* known) {
  using Named = ActionKind::Named;
  if (action.service() == "kms") {
    const WorksOn keys = TypeOf(known, "key");
    return keys.only ? Named::kKeys : keys.on ? Named::kKeysToo : Named::kNone;
  }
  if (AssumesRoleByToken(action)) return Named::kRolesAlone;
  if (!AssumesRole(action,
                   RequestResource("arn:aws:iam::000000000000:role/r"))) {
    return Named::kNone;
  }
  // The others go with GetFederationToken, too, which has no role.
  return AssumesRole(action, RequestResource("*")) ? Named::kRoles
                                                   : Named::kRolesToo;
}

}  // namespace

std::string ActionKind::Key() const {
  return {static_cast<char>(named), static_cast<char>(rcps),
          static_cast<char>(fixed), mends_bucket_policy ? '\1' : '\0'};
}

ActionKind KindOf(const RequestAction& action, const CatalogAction* known,
                  const PrincipalScope& scope) {
  ActionKind kind;
  kind.named = NamedBy(action, known);
  const RequestResource any("*");
  if (SupportsRcps(action, any) &&
      !(known != nullptr && known->needs_any_resource())) {
    const bool required =
        known != nullptr &&
        std::any_of(known->resources.begin(), known->resources.end(),
                    [](const ActionResource& r) { return r.required; });
    kind.rcps = required ? ActionKind::Rcps::kAlways : ActionKind::Rcps::kNamed;
  }
  const std::optional<RequestPrincipal> who =
      ParseRequestPrincipal(scope.principal);
  if (who.has_value()) {
    switch (FixedAnswer(action, *who, any, scope.context)) {
      case ServiceRule::kNone:
        break;
      case ServiceRule::kAlwaysAllowed:
        kind.fixed = ActionKind::Fixed::kAllowed;
        break;
      case ServiceRule::kAlwaysDenied:
        kind.fixed = ActionKind::Fixed::kDenied;
        break;
    }
  }
  kind.mends_bucket_policy = MendsBucketPolicy(action);
  return kind;
}

}  // namespace iam
