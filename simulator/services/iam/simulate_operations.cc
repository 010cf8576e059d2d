#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"
#include "simulator/services/iam/simulation.h"
#include "simulator/snapshot/statement_position.h"

namespace iam {
namespace {

ApiError PolicyEvaluation(const absl::Status& status) {
  return {500, "PolicyEvaluation",
          absl::StrCat("A policy could not be evaluated: ", status.message())};
}

// "SourcePolicyType" (R7.87).
const char* PolicyTypeName(PolicyType layer) {
  switch (layer) {
    case PolicyType::kIdentityBased:
    case PolicyType::kPermissionsBoundary:
      return "IAM Policy";
    case PolicyType::kResourceBased:
    case PolicyType::kTrust:
      return "Resource Policy";
    default:
      return "none";
  }
}

void AddLocation(const char* name, const Location& location,
                 pugi::xml_node node) {
  pugi::xml_node place = node.append_child(name);
  AddNumber(place, "Line", location.line);
  AddNumber(place, "Column", location.column);
}

void AddMatched(const Simulation& simulation, const Explanation& explanation,
                pugi::xml_node node) {
  pugi::xml_node list = node.append_child("MatchedStatements");
  for (const StatementRef& statement : explanation.matched) {
    pugi::xml_node member = list.append_child("member");
    AddText(member, "SourcePolicyId", simulation.PolicyId(statement));
    AddText(member, "SourcePolicyType", PolicyTypeName(statement.layer));
    const StatementPosition position = PositionOf(statement);
    AddLocation("StartPosition", position.start, member);
    AddLocation("EndPosition", position.end, member);
  }
}

// Whether the layers of a type let the request through; nullopt if there is
// none.
std::optional<bool> LetThrough(const Explanation& explanation,
                               PolicyType type) {
  std::optional<bool> allowed;
  for (const LayerStep& step : explanation.layers) {
    if (step.layer != type) continue;
    allowed = allowed.value_or(true) && step.outcome == Outcome::kAllowed;
  }
  return allowed;
}

void AddDetail(const Explanation& explanation, PolicyType type,
               const char* detail, const char* flag, pugi::xml_node node) {
  const std::optional<bool> allowed = LetThrough(explanation, type);
  if (!allowed.has_value()) return;
  AddText(node.append_child(detail), flag, *allowed ? "true" : "false");
}

void AddBoundaryDetail(const Explanation& explanation, pugi::xml_node node) {
  AddDetail(explanation, PolicyType::kPermissionsBoundary,
            "PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary",
            node);
}

// What missing context goes into hangs on whether resources were named (R7.89),
// as does the empty map of decisions (R7.8a).
void AddResult(const Simulation& simulation, const Explanation& explanation,
               const std::string& action, const std::string& resource,
               bool resources_given, pugi::xml_node node) {
  const absl::string_view decision = Name(explanation.decision.outcome);
  AddText(node, "EvalActionName", action);
  AddText(node, "EvalResourceName", resource);
  AddText(node, "EvalDecision", decision);
  AddMatched(simulation, explanation, node);
  AddTexts(node, "MissingContextValues",
           resources_given ? std::vector<std::string>() : explanation.missing);
  AddDetail(explanation, PolicyType::kServiceControlPolicy,
            "OrganizationsDecisionDetail", "AllowedByOrganizations", node);
  AddBoundaryDetail(explanation, node);
  if (!resources_given) return;
  node.append_child("EvalDecisionDetails");
  pugi::xml_node specific =
      node.append_child("ResourceSpecificResults").append_child("member");
  AddText(specific, "EvalResourceName", resource);
  AddText(specific, "EvalResourceDecision", decision);
  AddMatched(simulation, explanation, specific);
  AddTexts(specific, "MissingContextValues", explanation.missing);
  specific.append_child("EvalDecisionDetails");
  AddBoundaryDetail(explanation, specific);
}

IamResult WriteResults(IamCall& call, const SimulationInput& input,
                       const Simulation& simulation) {
  std::vector<std::string> keys;
  for (size_t i = 0; i < input.actions.size() * input.resources.size(); ++i) {
    keys.push_back(absl::StrCat(i));
  }
  IamResult failed;
  const auto write = [&](size_t i, pugi::xml_node member) {
    const std::string& action = input.actions[i / input.resources.size()];
    const std::string& resource = input.resources[i % input.resources.size()];
    const auto explanation = simulation.Explain(action, resource);
    if (!explanation.ok()) {
      failed = PolicyEvaluation(explanation.status());
      return;
    }
    AddResult(simulation, *explanation, action, resource, input.resources_given,
              member);
  };
  IamResult paged = WritePage(call, "EvaluationResults", keys, write);
  return paged.has_value() ? paged : failed;
}

}  // namespace

IamResult SimulatePrincipalPolicy(IamCall& call, EntityKind) {
  const SimulationInput input = ReadSimulationInput(call);
  if (input.error.has_value()) return input.error;
  const auto now = call.directory().Now();
  const Named source = call.FindPolicySource(now->entities);
  if (source.error.has_value()) return source.error;
  if (!input.resource_policy.empty() && input.caller.empty() &&
      source.entity->kind != EntityKind::kUser) {
    return InvalidInput(
        "A ResourcePolicy needs a CallerArn unless PolicySourceArn is a user");
  }
  const auto simulation = Simulation::OfPrincipal(input, *source.entity, *now);
  if (!simulation.ok()) return PolicyEvaluation(simulation.status());
  return WriteResults(call, input, *simulation);
}

IamResult SimulateCustomPolicy(IamCall& call, EntityKind) {
  const SimulationInput input = ReadSimulationInput(call);
  if (input.error.has_value()) return input.error;
  if (!input.resource_policy.empty() && input.caller.empty()) {
    return InvalidInput("A ResourcePolicy needs a CallerArn");
  }
  const auto simulation = Simulation::OfPolicies(input, call.account());
  if (!simulation.ok()) return PolicyEvaluation(simulation.status());
  return WriteResults(call, input, *simulation);
}

}  // namespace iam
