#ifndef IAM_SIMULATOR_COMMAND_CONTEXT_OPTIONS_H_
#define IAM_SIMULATOR_COMMAND_CONTEXT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iam/request.h"
#include "simulator/command/command.h"

namespace iam {

// Reads the values of --context, "key=value" each. A key given again is a list;
// "key=[]" is an empty list. The first '=' ends the key.
absl::StatusOr<Context> ParseContextOptions(
    const std::vector<std::string>& options);

// The context of --context-file (empty: none) with that of --context over it,
// and aws:CurrentTime from the clock unless the time is given.
absl::StatusOr<Context> ReadContextOptions(
    const std::string& file, const std::vector<std::string>& options,
    CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_CONTEXT_OPTIONS_H_
