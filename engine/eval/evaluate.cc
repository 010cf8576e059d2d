#include "engine/eval/evaluate.h"

namespace iam {
namespace {

bool IsManagementAccount(const PreparedRequest& request,
                         absl::string_view account) {
  const Organization* organization = request.organization();
  return organization != nullptr && !account.empty() &&
         organization->management_account == account;
}

}  // namespace

Layers ApplicableLayers(const Layers& layers, const PreparedRequest& request) {
  const RequestPrincipal& who = request.principal();
  const bool service_linked = who.is_service_linked_role();
  Layers applicable = layers;
  if (!who.is_account_member() || service_linked ||
      IsManagementAccount(request, who.account)) {
    applicable.scp_levels = nullptr;
  }
  if (service_linked ||
      IsManagementAccount(request, request.resource_account()) ||
      !SupportsRcps(request.action(), request.resource())) {
    applicable.rcp_levels = nullptr;
  }
  // The root user has no policies of its own; a session policy (AssumeRoot)
  // limits even it.
  const bool has_policies = who.kind == PrincipalKind::kUser ||
                            who.kind == PrincipalKind::kRoleSession ||
                            who.kind == PrincipalKind::kFederatedUser;
  if (!has_policies) applicable.identity = nullptr;
  if (!has_policies || service_linked) applicable.boundary = nullptr;
  if (!who.is_account_member()) applicable.session = nullptr;
  return applicable;
}

Decision Evaluate(const Layers& layers, const Facts& facts,
                  const Request& request) {
  const PreparedRequest prepared(request, facts);
  NullRecorder recorder;
  return EvaluateLayers(layers, prepared, &recorder).decision;
}

}  // namespace iam
