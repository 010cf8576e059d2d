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

// `context` with that of --context-file (empty: none) over it and that of
// --context over both, and aws:CurrentTime from the clock unless one of them
// gives the time.
absl::StatusOr<Context> ReadContextOptions(
    const std::string& file, const std::vector<std::string>& options,
    CommandIo& io, Context context = Context());

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_CONTEXT_OPTIONS_H_
