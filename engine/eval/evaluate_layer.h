#ifndef IAM_EVAL_EVALUATE_LAYER_H_
#define IAM_EVAL_EVALUATE_LAYER_H_

#include <optional>

#include "engine/compile/compiled_policy.h"
#include "engine/eval/layers.h"
#include "engine/eval/prepared_request.h"
#include "engine/eval/recorder.h"
#include "iam/decision.h"

namespace iam {

// What the policies of one layer, or of one level of it, say to a request.
struct LayerResult {
  bool present = false;  // false: the layer does not apply to the request
  std::optional<StatementRef> allow;  // the first Allow that applies
  std::optional<StatementRef> deny;   // the first Deny that applies
  // How the Allow statements that apply name the principal.
  PrincipalMatches allowed_as = kNoPrincipal;

  Outcome outcome() const {
    if (deny.has_value()) return Outcome::kExplicitDeny;
    return allow.has_value() ? Outcome::kAllowed : Outcome::kImplicitDeny;
  }
  // For a gate: it lets the request pass.
  bool passes() const { return !present || allow.has_value(); }
};

// Which layer is evaluated, and what that means for its statements.
struct LayerPlace {
  PolicyType type = PolicyType::kIdentityBased;
  int level = 0;
  bool has_boundary = false;  // of the principal; see PrincipalSet::Match

  // Policies that hang on something else than the principal name it.
  bool names_principals() const {
    return type == PolicyType::kResourceBased || type == PolicyType::kTrust ||
           type == PolicyType::kVpcEndpoint ||
           type == PolicyType::kResourceControlPolicy;
  }
};

// Holds every statement of the layer against the request.
template <typename Recorder>
LayerResult EvaluateLayer(const PolicyList& policies, const LayerPlace& place,
                          const PreparedRequest& request, Recorder* recorder);

// Fills in *step; returns how the statement names the principal (kEveryone in
// layers that name none). With `thorough`, parts are looked at even behind one
// that failed.
PrincipalMatches EvaluateStatement(const CompiledStatement& statement,
                                   const LayerPlace& place,
                                   const PreparedRequest& request,
                                   bool thorough, StatementStep* step);

template <typename Recorder>
LayerResult EvaluateLayer(const PolicyList& policies, const LayerPlace& place,
                          const PreparedRequest& request, Recorder* recorder) {
  LayerResult result;
  result.present = true;
  recorder->BeginLayer(place.type, place.level);
  for (const AttachedPolicy& policy : policies) {
    const auto& statements = policy.program->statements();
    for (uint32_t i = 0; i < statements.size(); ++i) {
      StatementStep step;
      step.statement = {place.type, place.level, &policy, i};
      const PrincipalMatches match = EvaluateStatement(
          statements[i], place, request, Recorder::kKeepsSteps, &step);
      recorder->AddStatement(statements[i], step);
      if (!step.applies) continue;
      if (step.effect == Effect::kDeny) {
        if (!result.deny.has_value()) result.deny = step.statement;
      } else {
        if (!result.allow.has_value()) result.allow = step.statement;
        result.allowed_as =
            static_cast<PrincipalMatches>(result.allowed_as | match);
      }
    }
  }
  recorder->EndLayer(result.outcome());
  return result;
}

}  // namespace iam

#endif  // IAM_EVAL_EVALUATE_LAYER_H_
