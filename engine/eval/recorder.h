#ifndef IAM_EVAL_RECORDER_H_
#define IAM_EVAL_RECORDER_H_

#include "engine/compile/principal_set.h"
#include "engine/eval/statement_matcher.h"
#include "iam/decision.h"
#include "iam/policy_type.h"

namespace iam {

// There is one evaluation and two recorders for it, each of which decides how a
// statement is looked at. This one keeps nothing, so a statement is left as
// soon as a part of it fails.
class NullRecorder {
 public:
  static constexpr bool kKeepsSteps = false;

  void BeginLayer(PolicyType, int) {}
  // Whether the statement applies, and as whom it names the principal.
  bool Visit(const StatementMatcher& matcher, const StatementRef&, bool,
             PrincipalMatches* match) {
    if (!matcher.MatchesAction()) return false;
    *match = matcher.MatchPrincipal();
    return *match != kNoPrincipal && matcher.MatchesResource() &&
           matcher.MeetsConditions();
  }
  void EndLayer(Outcome) {}
};

}  // namespace iam

#endif  // IAM_EVAL_RECORDER_H_
