#include "simulator/why/report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iam {
namespace {

constexpr size_t kMostMisses = 3;  // of one layer

// "statement 'NoLeave' of policy 'Root' (organization.json:9:5)".
std::string Described(const StatementRef& statement) {
  return absl::StrCat("statement ", LabelOf(statement), " of policy '",
                      statement.policy->name, "' (", PlaceOf(statement), ")");
}

std::string ReasonOf(const Request& request, const Explanation& explanation) {
  const Decision& decision = explanation.decision;
  const std::string layer = TitleOf(decision.layer, decision.level);
  switch (decision.reason) {
    case Reason::kRootUser:
      return "allowed: the account's root user needs no policy";
    case Reason::kServiceRule:
      return decision.allowed()
                 ? absl::StrCat("allowed: AWS allows ", request.action,
                                " whatever policies say")
                 : absl::StrCat("denied: AWS denies ", request.action,
                                " to this caller whatever policies say");
    case Reason::kStatement:
    case Reason::kSilence:
      break;
  }
  if (decision.statement.has_value()) {
    return absl::StrCat(decision.allowed() ? "allowed by " : "denied by ",
                        layer, ": ", Described(*decision.statement),
                        decision.allowed() ? " allows " : " denies ",
                        request.action);
  }
  return absl::StrCat("denied: no statement of the ", layer, " allows ",
                      request.action);
}

std::string Said(const AwsVerdict& aws) {
  std::string text = "AWS said: denied";
  if (aws.outcome == Outcome::kAllowed) text = "AWS said: allowed";
  if (aws.outcome_known && aws.outcome != Outcome::kAllowed) {
    absl::StrAppend(&text, aws.outcome == Outcome::kExplicitDeny
                               ? " by an explicit deny"
                               : " because nothing allows it");
  }
  if (aws.layer.has_value()) {
    absl::StrAppend(&text, ", layer ", Name(*aws.layer));
  }
  if (!aws.policy.empty())
    absl::StrAppend(&text, ", policy '", aws.policy, "'");
  return text;
}

// A role's trust policy is its resource-based policy, and AWS says either.
bool IsSameLayer(PolicyType ours, PolicyType of_aws) {
  return ours == of_aws ||
         (ours == PolicyType::kTrust && of_aws == PolicyType::kResourceBased);
}

// Whether a layer of this world says what AWS says of it: several layers may
// deny, and AWS names but one (R7.7).
bool LayerSays(const Explanation& explanation, PolicyType layer,
               const AwsVerdict& aws) {
  const bool decides = IsSameLayer(explanation.decision.layer, layer) &&
                       !explanation.decision.allowed();
  if (decides &&
      (!aws.outcome_known || explanation.decision.outcome == aws.outcome)) {
    return true;
  }
  return std::any_of(
      explanation.layers.begin(), explanation.layers.end(),
      [&](const LayerStep& step) {
        return IsSameLayer(step.layer, layer) &&
               step.outcome != Outcome::kAllowed &&
               (!aws.outcome_known || step.outcome == aws.outcome);
      });
}

void CompareWithAws(const AwsVerdict& aws, WhyReport* report) {
  const Explanation& explanation = report->explanation;
  report->aws = Said(aws);
  const bool allowed = explanation.decision.allowed();
  if ((aws.outcome == Outcome::kAllowed) != allowed) {
    report->aws_disagrees = true;
    absl::StrAppend(&report->aws, "; this world says the opposite. ");
    if (!aws.layer.has_value()) {
      absl::StrAppend(&report->aws,
                      "Either the snapshot is older or newer than the call, or "
                      "the request had context that is not known here");
      return;
    }
  } else if (!aws.layer.has_value() ||
             LayerSays(explanation, *aws.layer, aws)) {
    absl::StrAppend(&report->aws, "; this world agrees");
    return;
  } else {
    report->aws_disagrees = true;
    absl::StrAppend(&report->aws, "; this world denies it elsewhere. ");
  }
  const bool present =
      std::any_of(explanation.layers.begin(), explanation.layers.end(),
                  [&](const LayerStep& step) {
                    return IsSameLayer(step.layer, *aws.layer);
                  });
  if (!present) {
    absl::StrAppend(&report->aws, "The snapshot has no ", Name(*aws.layer),
                    " policy that applies here: it is missing or newer");
  } else if (!aws.policy.empty()) {
    absl::StrAppend(&report->aws, "Policy '", aws.policy,
                    "' is missing in the snapshot, or was another when the "
                    "call was made");
  } else {
    absl::StrAppend(&report->aws, "A ", Name(*aws.layer),
                    " policy of the snapshot is stale or missing, or the "
                    "request had context that is not known here");
  }
}

}  // namespace

absl::StatusOr<WhyReport> MakeWhyReport(const WorldSources& sources,
                                        const World& world,
                                        const Request& request,
                                        std::optional<FoundRequest> found,
                                        const WhyOptions& options) {
  absl::StatusOr<Explanation> explanation = world.Explain(request);
  if (!explanation.ok()) return explanation.status();
  WhyReport report;
  report.request = request;
  report.explanation = *std::move(explanation);
  report.found = std::move(found);
  report.reason = ReasonOf(request, report.explanation);
  for (const LayerStep& layer : report.explanation.layers) {
    report.misses.push_back(layer.outcome == Outcome::kImplicitDeny
                                ? NearestMisses(layer, request, kMostMisses)
                                : std::vector<Miss>());
  }
  if (report.found.has_value() && report.found->verdict.has_value()) {
    CompareWithAws(*report.found->verdict, &report);
  }
  report.dependences = FindDependences(
      request, report.explanation,
      [&](const Request& trial) { return world.Authorize(trial); });
  if (!report.dependences.empty()) {
    // "denied, but depends on aws:MultiFactorAuthPresent: no statement …".
    std::string keys;
    for (const Dependence::Entry& entry : report.dependences.front().context) {
      absl::StrAppend(&keys, keys.empty() ? "" : " and ", entry.key);
    }
    const size_t verdict = report.reason.find_first_of(" :");
    report.reason.insert(
        verdict, absl::StrCat(", but depends on ", keys,
                              report.reason[verdict] == ':' ? "" : ","));
  }
  if (options.look_for_changes && !report.explanation.decision.allowed()) {
    report.changes = FindChanges(sources, world, request);
  }
  return report;
}

std::vector<std::string> NotesOf(const WhyReport& report) {
  const Explanation& explanation = report.explanation;
  std::vector<std::string> notes = explanation.notes;
  if (report.found.has_value()) {
    notes.insert(notes.end(), report.found->notes.begin(),
                 report.found->notes.end());
  }
  if (!explanation.missing.empty()) {
    notes.push_back(
        absl::StrCat("policies asked for context that the request "
                     "does not give: ",
                     absl::StrJoin(explanation.missing, ", ")));
  }
  if (!explanation.unknown_policies.empty()) {
    notes.push_back(absl::StrCat(
        "these policies are attached, but what they say is not known: ",
        absl::StrJoin(explanation.unknown_policies, ", ")));
  }
  return notes;
}

}  // namespace iam
