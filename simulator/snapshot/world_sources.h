#ifndef IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_
#define IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/source.h"
#include "iam/world.h"
#include "simulator/snapshot/file_reader.h"

namespace iam {

// The texts of a snapshot: those that could be read, and what kept others from
// it.
struct WorldSources {
  std::vector<SourcePtr> sources;
  absl::Status unreadable;
};

// Reads the texts of a snapshot without looking into them. `path` is one file,
// or a directory whose *.json files are all taken, in the order of their names.
absl::StatusOr<WorldSources> ReadWorldSources(absl::string_view path,
                                              FileReader& files);

// Makes a world of texts; see LoadWorld().
absl::StatusOr<World> BuildWorld(const std::vector<SourcePtr>& sources,
                                 bool keep_going, Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_
