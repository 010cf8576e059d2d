#ifndef IAM_EVAL_RECORDER_H_
#define IAM_EVAL_RECORDER_H_

#include "engine/compile/principal_set.h"
#include "engine/condition/truth.h"
#include "engine/eval/statement_matcher.h"
#include "iam/decision.h"
#include "iam/policy_type.h"

namespace iam {

// There is one evaluation and there are recorders for it, each of which decides
// how a statement is looked at. This one keeps nothing, so a statement is left
// as soon as a part of it fails.
class NullRecorder {
 public:
  static constexpr bool kKeepsSteps = false;
  // An index of a document's resources may answer in place of its statements.
  static constexpr bool kTakesIndex = true;

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

// Takes what hangs on open context keys, and on the unknown name of a session,
// for what leans to one side: the verdict is the best, or the worst, that any
// context can bring about, or better, or worse: two statements that no one
// context satisfies are both taken to apply.
class LeaningRecorder {
 public:
  static constexpr bool kKeepsSteps = false;
  static constexpr bool kTakesIndex = false;

  explicit LeaningRecorder(bool to_allow) : to_allow_(to_allow) {}

  void BeginLayer(PolicyType, int) {}
  bool Visit(const StatementMatcher& matcher, const StatementRef&, bool,
             PrincipalMatches* match) {
    if (!matcher.MatchesAction()) return false;
    const bool wanted = matcher.is_deny() != to_allow_;
    PrincipalMatches without = kNoPrincipal;
    PrincipalMatches with = kNoPrincipal;
    matcher.JudgePrincipal(&without, &with);
    // Of NotPrincipal, fewer are meant with a session's name than without.
    const bool more_with = with != kNoPrincipal;
    *match = more_with == wanted ? with : without;
    met_open_ |= with != without;
    if (*match == kNoPrincipal) return false;
    return Takes(matcher.JudgeResource(), wanted) &&
           Takes(matcher.JudgeConditions(), wanted);
  }
  void EndLayer(Outcome) {}

  // False: nothing open was met, and so the verdict is what it is.
  bool met_open() const { return met_open_; }

 private:
  bool Takes(Truth truth, bool wanted) {
    if (truth != Truth::kOpen) return truth == Truth::kTrue;
    met_open_ = true;
    return wanted;
  }

  const bool to_allow_;
  bool met_open_ = false;
};

}  // namespace iam

#endif  // IAM_EVAL_RECORDER_H_
