#include "engine/eval/evaluate.h"

#include "engine/match/prefetch.h"

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
  // The caller's own policies count if it signs as a member of an account.
  const bool is_member =
      who.is_account_member() && !AssumesRoleByToken(request.action());
  Layers applicable = layers;
  if (!is_member || service_linked ||
      IsManagementAccount(request, who.account)) {
    applicable.scp_levels = nullptr;
  }
  const bool has_rcps = applicable.rcp_levels != nullptr;  // few have
  if (has_rcps &&
      (service_linked ||
       IsManagementAccount(request, request.resource_account()) ||
       !request.names_resource() ||  // no resource type that RCPs could list
       !SupportsRcps(request.action(), request.resource()))) {
    applicable.rcp_levels = nullptr;
  }
  // The root user has no policies of its own; a session policy (AssumeRoot)
  // limits even it.
  const bool has_policies = is_member && who.kind != PrincipalKind::kRootUser;
  if (!has_policies) applicable.identity = nullptr;
  if (!has_policies || service_linked) applicable.boundary = nullptr;
  if (!is_member) applicable.session = nullptr;
  return applicable;
}

void PrefetchPrograms(const PolicyList* policies, ActionClass action) {
  // The header, the groups and the first rows of most.
  constexpr size_t kFirstBytes = 256;
  if (policies == nullptr) return;
  for (const PolicyList::Entry& entry : policies->entries()) {
    if (entry.services.Concern(action.service, /*denies_only=*/false)) {
      Prefetch(entry.program, kFirstBytes);
    }
  }
}

Decision Evaluate(const Layers& layers, const Facts& facts,
                  const ParsedRequest& request) {
  const PreparedRequest prepared(request, facts, *layers.actions);
  NullRecorder recorder;
  return EvaluateLayers(layers, prepared, &recorder).decision;
}

Outlook EvaluateOutlook(const Layers& layers, const Facts& facts,
                        const ParsedRequest& request) {
  const PreparedRequest prepared(request, facts, *layers.actions);
  LeaningRecorder best(/*to_allow=*/true);
  Outlook outlook;
  outlook.best = EvaluateLayers(layers, prepared, &best).decision;
  outlook.decision = outlook.worst = outlook.best;
  if (!best.met_open()) return outlook;
  NullRecorder as_it_is;
  outlook.decision = EvaluateLayers(layers, prepared, &as_it_is).decision;
  if (outlook.decision.allowed()) {
    LeaningRecorder worst(/*to_allow=*/false);
    outlook.worst = EvaluateLayers(layers, prepared, &worst).decision;
  } else {
    outlook.worst = outlook.decision;
  }
  return outlook;
}

}  // namespace iam
