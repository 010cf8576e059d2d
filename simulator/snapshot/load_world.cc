#include "simulator/snapshot/load_world.h"

#include "simulator/snapshot/world_sources.h"

namespace iam {

absl::StatusOr<World> LoadWorld(absl::string_view path, FileReader& files,
                                bool keep_going, Diagnostics* diagnostics) {
  const absl::StatusOr<WorldSources> read = ReadWorldSources(path, files);
  if (!read.ok()) return read.status();
  absl::StatusOr<World> world =
      BuildWorld(read->sources, keep_going, diagnostics);
  if (!read->unreadable.ok()) return read->unreadable;
  return world;
}

}  // namespace iam
