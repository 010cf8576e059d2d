#include "engine/explain/explain.h"

#include <utility>

#include "engine/condition/missing_keys.h"
#include "engine/eval/evaluate.h"

namespace iam {
namespace {

class StepRecorder {
 public:
  static constexpr bool kKeepsSteps = true;
  static constexpr bool kTakesIndex = false;

  explicit StepRecorder(const ContextView& context)
      : context_(context), missing_(context) {}

  void BeginLayer(PolicyType layer, int level) {
    layers_.emplace_back();
    layers_.back().layer = layer;
    layers_.back().level = level;
  }

  // Parts are looked at even behind one that failed: whoever is denied wants to
  // know all that stands between him and an Allow.
  bool Visit(const StatementMatcher& matcher, const StatementRef& statement,
             bool is_candidate, PrincipalMatches* match) {
    StatementStep& step = layers_.back().statements.emplace_back();
    step.statement = statement;
    step.effect = matcher.is_deny() ? Effect::kDeny : Effect::kAllow;
    step.action_matches = is_candidate && matcher.MatchesAction();
    *match = matcher.MatchPrincipal();
    step.principal_matches = *match != kNoPrincipal;
    step.resource_matches = matcher.MatchesResource();
    if (!step.action_matches || !step.principal_matches) return false;
    matcher.CollectMissingOfResource(&missing_);
    const CompiledPolicy& policy = *statement.policy->program;
    for (const uint32_t failed : matcher.FailedConditions()) {
      const CompiledCondition& condition =
          policy.condition(statement.index, failed);
      step.failed_conditions.push_back(
          {failed, context_.Find(condition.key()).values.ToStrings()});
    }
    // A statement about other resources hangs on no context.
    if (!step.resource_matches) return false;
    matcher.CollectMissingOfConditions(&missing_);
    step.applies = step.failed_conditions.empty();
    return step.applies;
  }

  void EndLayer(Outcome outcome) { layers_.back().outcome = outcome; }

  std::vector<LayerStep> TakeLayers() { return std::move(layers_); }
  std::vector<std::string> TakeMissing() { return missing_.Take(); }

 private:
  const ContextView& context_;
  MissingKeys missing_;
  std::vector<LayerStep> layers_;
};

bool IsResourceLayer(PolicyType layer) {
  return layer == PolicyType::kResourceBased || layer == PolicyType::kTrust;
}

// The statements that determined the outcome. IAM API Reference,
// EvaluationResult, MatchedStatements.
std::vector<StatementRef> Matched(const Combination& combination,
                                  const std::vector<LayerStep>& layers) {
  std::vector<StatementRef> matched;
  const Outcome outcome = combination.decision.outcome;
  if (outcome == Outcome::kImplicitDeny) return matched;
  const Effect effect =
      outcome == Outcome::kAllowed ? Effect::kAllow : Effect::kDeny;
  for (const LayerStep& layer : layers) {
    if (outcome == Outcome::kAllowed &&
        !(layer.layer == PolicyType::kIdentityBased &&
          combination.identity_granted) &&
        !(IsResourceLayer(layer.layer) && combination.resource_granted)) {
      continue;
    }
    if (outcome == Outcome::kExplicitDeny && IsResourceLayer(layer.layer) &&
        combination.resource_denies_ignored) {
      continue;
    }
    for (const StatementStep& step : layer.statements) {
      if (step.applies && step.effect == effect) {
        matched.push_back(step.statement);
      }
    }
  }
  return matched;
}

}  // namespace

Explanation ExplainEvaluation(const Layers& layers, const Facts& facts,
                              const ParsedRequest& request) {
  const PreparedRequest prepared(request, facts, *layers.actions);
  StepRecorder recorder(prepared.context());
  const Combination combination = EvaluateLayers(layers, prepared, &recorder);
  Explanation explanation;
  explanation.decision = combination.decision;
  explanation.layers = recorder.TakeLayers();
  explanation.matched = Matched(combination, explanation.layers);
  explanation.missing = recorder.TakeMissing();
  explanation.notes = prepared.Notes();
  return explanation;
}

}  // namespace iam
