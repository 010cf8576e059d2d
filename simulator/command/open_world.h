#ifndef IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_
#define IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_

#include <string>

#include "absl/status/statusor.h"
#include "iam/world.h"
#include "simulator/command/command.h"

namespace iam {

// LoadWorld() for a command that decides all of its questions by one world:
// prints what the snapshot lacks or has wrong. The message of an error is one
// for Fail().
absl::StatusOr<World> OpenWorld(const std::string& path, bool keep_going,
                                CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_
