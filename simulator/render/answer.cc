#include "simulator/render/answer.h"

#include <utility>

#include "absl/strings/match.h"
#include "iam/policy_set.h"
#include "simulator/snapshot/statement_position.h"

namespace iam {

Answer MakeAnswer(std::string id, const Request& request,
                  Explanation explanation) {
  return {.id = std::move(id),
          .principal = request.principal,
          .action = request.action,
          .resource = request.resource,
          .explanation = std::move(explanation)};
}

bool IsUndecided(const Explanation& explanation) {
  // One policy more cannot undo an explicit deny, nor AWS's own rules.
  return !explanation.unknown_policies.empty() &&
         explanation.decision.outcome != Outcome::kExplicitDeny &&
         explanation.decision.reason != Reason::kServiceRule;
}

StatementView ViewOf(const StatementRef& statement) {
  const StatementPosition position = PositionOf(statement);
  StatementView view;
  view.policy = statement.policy->name;
  view.layer = std::string(Name(statement.layer));
  view.policy_type =
      statement.layer == PolicyType::kIdentityBased ? "IAM Policy" : view.layer;
  view.start = position.start;
  view.end = position.end;
  view.level = statement.level;
  view.number = statement.index + 1;
  const std::string label = LabelOf(statement);
  if (!absl::StartsWith(label, "#")) view.sid = label;
  view.place = PlaceOf(statement);
  view.name = ToString(statement);
  return view;
}

absl::string_view Name(Reason reason) {
  switch (reason) {
    case Reason::kStatement:
      return "statement";
    case Reason::kSilence:
      return "silence";
    case Reason::kRootUser:
      return "root-user";
    case Reason::kServiceRule:
      return "service-rule";
  }
  return "";
}

}  // namespace iam
