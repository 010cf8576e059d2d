// A statement applies when its principal, action, resource and conditions all
// match. IAM User Guide, "IAM JSON policy elements reference".
#include "engine/eval/evaluate_layer.h"

namespace iam {
namespace {

PrincipalMatches MatchPrincipal(const CompiledStatement& statement,
                                const LayerPlace& place,
                                const PreparedRequest& request) {
  if (!place.names_principals()) return kEveryone;
  // Without Principal, a statement of a resource-based policy is about nobody.
  if (!statement.principal.has_value()) return kNoPrincipal;
  return statement.principal->Match(request.principal(), place.has_boundary);
}

bool MatchResource(const CompiledStatement& statement,
                   const PreparedRequest& request) {
  if (!statement.resource.has_value()) return true;
  return statement.resource->Matches(request.resource(), request.context()) !=
         statement.not_resource;
}

}  // namespace

PrincipalMatches EvaluateStatement(const CompiledStatement& statement,
                                   const LayerPlace& place,
                                   const PreparedRequest& request,
                                   bool thorough, StatementStep* step) {
  step->effect = statement.effect;
  step->action_matches =
      statement.action.Matches(request.action()) != statement.not_action;
  if (!step->action_matches && !thorough) return kNoPrincipal;
  const PrincipalMatches match = MatchPrincipal(statement, place, request);
  step->principal_matches = match != kNoPrincipal;
  if (!step->principal_matches && !thorough) return match;
  step->resource_matches = MatchResource(statement, request);
  if (!step->action_matches || !step->principal_matches ||
      !step->resource_matches) {
    return match;
  }
  bool all_true = true;
  for (uint32_t i = 0; i < statement.conditions.size(); ++i) {
    if (statement.conditions[i].Evaluate(request.context())) continue;
    all_true = false;
    if (!thorough) return match;
    step->failed_conditions.push_back(i);
  }
  step->applies = all_true;
  return match;
}

}  // namespace iam
