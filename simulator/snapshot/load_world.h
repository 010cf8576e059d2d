#ifndef IAM_SIMULATOR_SNAPSHOT_LOAD_WORLD_H_
#define IAM_SIMULATOR_SNAPSHOT_LOAD_WORLD_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/world.h"
#include "simulator/snapshot/file_reader.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// Builds the World of a snapshot: one file, or all "*.json" files of a
// directory in the order of their names. Directories in it, "manifest.json" and
// files of other names ("requests.jsonl", "README.md") are not looked at. Which
// forms a file may have: World::Builder::Add().
//
// What the texts lack or have wrong goes to *diagnostics, warnings too. Fails
// with kNotFound if there is no such path or nothing to read in it, and with
// kInvalidArgument if a text has an error; with `keep_going` a policy document
// with an error counts as unknown instead.
//
// `given` are policies that hold besides.
absl::StatusOr<World> LoadWorld(absl::string_view path, FileReader& files,
                                bool keep_going, Diagnostics* diagnostics,
                                std::vector<GivenPolicy> given = {});

}  // namespace iam

#endif  // IAM_SIMULATOR_SNAPSHOT_LOAD_WORLD_H_
