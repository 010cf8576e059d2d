#ifndef IAM_SIMULATOR_COMMAND_POLICY_FILES_H_
#define IAM_SIMULATOR_COMMAND_POLICY_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iam/diagnostic.h"
#include "iam/engine.h"
#include "simulator/command/command.h"
#include "simulator/command/simulate_options.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// Compiles the single policies of the command line (--identity FILE, …), each
// named after its file. What the documents have wrong goes to *diagnostics; the
// Status then says so.
absl::StatusOr<Engine> CompilePolicyFiles(const SimulateOptions& options,
                                          CommandIo& io,
                                          Diagnostics* diagnostics);

// The policies of --session and --endpoint beside a world, each named after its
// file. What is wrong in them is found when the world is built.
absl::StatusOr<std::vector<GivenPolicy>> ReadGivenPolicies(
    const std::vector<std::string>& session,
    const std::vector<std::string>& endpoint, CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_POLICY_FILES_H_
