#include "simulator/command/open_world.h"

#include <CLI/CLI.hpp>

#include "simulator/command/print_diagnostics.h"
#include "simulator/snapshot/load_world.h"

namespace iam {

void AddWorldOptions(CLI::App& app, WorldOptions* options) {
  app.add_option("--world", options->path,
                 "Snapshot of accounts: a directory of AWS CLI output, or one "
                 "file")
      ->type_name("DIR")
      ->required();
  app.add_flag("--keep-going", options->keep_going,
               "Treat policies with errors as unknown instead of failing");
}

absl::StatusOr<World> OpenWorld(const WorldOptions& options, CommandIo& io) {
  Diagnostics diagnostics;
  absl::StatusOr<World> world =
      LoadWorld(options.path, io.files, options.keep_going, &diagnostics);
  PrintDiagnostics(diagnostics, io);
  if (!world.ok() && diagnostics.has_errors()) {
    return absl::InvalidArgumentError(
        "nothing is decided with policies that have errors");
  }
  return world;
}

}  // namespace iam
