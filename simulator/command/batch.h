#ifndef IAM_SIMULATOR_COMMAND_BATCH_H_
#define IAM_SIMULATOR_COMMAND_BATCH_H_

#include <iosfwd>
#include <string>

#include "simulator/command/command.h"
#include "simulator/command/evaluator.h"

namespace iam {

struct BatchOptions {
  std::string name;               // of the input, for messages
  std::string default_principal;  // of requests that name none
  bool json = false;
  bool explain = false;
  bool all_known = false;  // no verdict can hang on an unknown policy
};

// Answers the requests of `in`, one JSON object a line, in their order: one
// answer a line. A line that is no request is reported with its number, there
// and to standard error, and the run goes on; it then ends with
// kExitUnanswered. Empty lines are skipped.
ExitStatus RunBatch(std::istream& in, const Evaluator& evaluator,
                    const BatchOptions& options, CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_BATCH_H_
