#ifndef IAM_SIMULATOR_DIRECTORY_SEED_H_
#define IAM_SIMULATOR_DIRECTORY_SEED_H_

#include <vector>

#include "absl/status/statusor.h"
#include "iam/diagnostic.h"
#include "simulator/directory/entity_table.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// A world's files, taken apart: IAM entities become a table of their own,
// everything else (organization, resource policies, tags, endpoints, given
// policies) stays as it is.
struct Seed {
  EntityTable entities;
  WorldSources others;
};

// Builds the world of the files first, so that what is wrong in them is said as
// "iamsim simulate" says it; kInvalidArgument if that is an error.
absl::StatusOr<Seed> ReadSeed(const WorldSources& sources,
                              Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_SEED_H_
