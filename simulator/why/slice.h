#ifndef IAM_SIMULATOR_WHY_SLICE_H_
#define IAM_SIMULATOR_WHY_SLICE_H_

#include <cstddef>
#include <vector>

#include "iam/request.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// What of a snapshot bears on one request, so that a world of it is made in
// little time.
struct Slice {
  // The texts without the entries of others. What is left stands in the line
  // and the column where it stood, though not at the same offset. Texts of
  // which nothing is left are not among them.
  WorldSources sources;
  // For each of sources.sources, which of the snapshot's it is.
  std::vector<size_t> origins;
};

// Keeps the user or role, its groups and their policies, the role to be
// assumed, the organization, and what is said of the resource and the VPC
// endpoint. It may keep too much. Whether it keeps enough is the caller's to
// check: that a world of it decides the request as the whole does. Reads each
// text once.
Slice SliceFor(const WorldSources& sources, const Request& request);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_SLICE_H_
