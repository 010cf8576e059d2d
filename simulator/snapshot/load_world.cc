#include "simulator/snapshot/load_world.h"

#include <utility>

namespace iam {

absl::StatusOr<World> LoadWorld(absl::string_view path, FileReader& files,
                                bool keep_going, Diagnostics* diagnostics,
                                std::vector<GivenPolicy> given) {
  absl::StatusOr<WorldSources> read = ReadWorldSources(path, files);
  if (!read.ok()) return read.status();
  read->given = std::move(given);
  absl::StatusOr<World> world = BuildWorld(*read, keep_going, diagnostics);
  if (!read->unreadable.ok()) return read->unreadable;
  return world;
}

}  // namespace iam
