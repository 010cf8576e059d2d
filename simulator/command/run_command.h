#ifndef IAM_SIMULATOR_COMMAND_RUN_COMMAND_H_
#define IAM_SIMULATOR_COMMAND_RUN_COMMAND_H_

#include <string>
#include <vector>

#include "simulator/command/command.h"

namespace iam {

// Runs `iamsim ARGS…` and returns its exit status. Never throws.
int RunCommand(const std::vector<std::string>& args, CommandIo& io);

// Variables whose names begin with IAMSIM_ are ours; there are none yet, so
// that one of them is a mistake. False, with an error, if `environment` (a
// null-terminated list of "NAME=value") has one.
bool CheckEnvironment(const char* const* environment, CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_RUN_COMMAND_H_
