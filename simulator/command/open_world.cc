#include "simulator/command/open_world.h"

#include "simulator/command/print_diagnostics.h"
#include "simulator/snapshot/load_world.h"

namespace iam {

absl::StatusOr<World> OpenWorld(const std::string& path, bool keep_going,
                                CommandIo& io) {
  Diagnostics diagnostics;
  absl::StatusOr<World> world =
      LoadWorld(path, io.files, keep_going, &diagnostics);
  PrintDiagnostics(diagnostics, io);
  if (!world.ok() && diagnostics.has_errors()) {
    return absl::InvalidArgumentError(
        "nothing is decided with policies that have errors");
  }
  return world;
}

}  // namespace iam
