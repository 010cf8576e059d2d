#ifndef IAM_SIMULATOR_COMMAND_EXIT_STATUS_H_
#define IAM_SIMULATOR_COMMAND_EXIT_STATUS_H_

namespace iam {

// How a command ends.
enum ExitStatus : int {
  kExitYes = 0,         // allowed, all passed
  kExitNo = 1,          // denied, a test failed
  kExitUnanswered = 2,  // usage, bad input
  kExitUndecided = 3,   // hangs on what was not given; nothing was evaluated
};

// The one of two that a run of several answers ends with: a question that could
// not be answered outweighs one left undecided, and that a no.
constexpr ExitStatus Worse(ExitStatus a, ExitStatus b) {
  constexpr int kWeight[] = {0, 1, 3, 2};
  return kWeight[a] >= kWeight[b] ? a : b;
}

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_EXIT_STATUS_H_
