#ifndef IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_
#define IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_

#include <string>

#include "absl/status/statusor.h"
#include "iam/world.h"
#include "simulator/command/command.h"

namespace iam {

// For a command that decides all of its questions by one world.
struct WorldOptions {
  std::string path;
  bool keep_going = false;
};

// "--world", which is required, and "--keep-going".
void AddWorldOptions(CLI::App& app, WorldOptions* options);

// LoadWorld(), printing what the snapshot lacks or has wrong. The message of an
// error is one for Fail().
absl::StatusOr<World> OpenWorld(const WorldOptions& options, CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_OPEN_WORLD_H_
