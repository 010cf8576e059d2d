#ifndef IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_
#define IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/policy_type.h"
#include "iam/source.h"
#include "iam/world.h"
#include "simulator/snapshot/file_reader.h"

namespace iam {

// A policy that no export holds, of the caller's session or of the VPC endpoint
// on the way: see World::Builder::AddPolicy().
struct GivenPolicy {
  PolicyType type = PolicyType::kSession;
  std::string name;
  SourcePtr source;
};

// What a world is made of: the texts of a snapshot, those that could be read
// and what kept others from it, and policies that are given besides.
struct WorldSources {
  std::vector<SourcePtr> sources;
  std::vector<GivenPolicy> given;
  absl::Status unreadable;
};

// Reads the texts of a snapshot without looking into them. `path` is one file,
// or a directory whose *.json files are all taken, in the order of their names.
absl::StatusOr<WorldSources> ReadWorldSources(absl::string_view path,
                                              FileReader& files);

// Makes a world of texts; see LoadWorld(). What could not be read is the
// caller's to report.
absl::StatusOr<World> BuildWorld(const WorldSources& sources, bool keep_going,
                                 Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_SNAPSHOT_WORLD_SOURCES_H_
