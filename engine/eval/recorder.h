#ifndef IAM_EVAL_RECORDER_H_
#define IAM_EVAL_RECORDER_H_

#include <cstdint>

#include "engine/compile/compiled_policy.h"
#include "iam/decision.h"
#include "iam/explanation.h"
#include "iam/policy_type.h"

namespace iam {

// There is one evaluation and two recorders for it. This one keeps nothing, so
// a statement is left as soon as a part of it fails.
class NullRecorder {
 public:
  static constexpr bool kKeepsSteps = false;

  void BeginLayer(PolicyType, int) {}
  void AddStatement(const CompiledStatement&, const StatementStep&) {}
  void EndLayer(Outcome) {}
};

}  // namespace iam

#endif  // IAM_EVAL_RECORDER_H_
