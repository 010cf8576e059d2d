#ifndef IAM_SIMULATOR_COMMAND_VERDICT_STATUS_H_
#define IAM_SIMULATOR_COMMAND_VERDICT_STATUS_H_

#include "iam/explanation.h"
#include "simulator/command/exit_status.h"
#include "simulator/render/answer.h"

namespace iam {

// The exit status that one answer stands for.
inline ExitStatus StatusOf(const Explanation& explanation) {
  if (IsUndecided(explanation)) return kExitUndecided;
  return explanation.decision.allowed() ? kExitYes : kExitNo;
}

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_VERDICT_STATUS_H_
