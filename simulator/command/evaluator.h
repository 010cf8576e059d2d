#ifndef IAM_SIMULATOR_COMMAND_EVALUATOR_H_
#define IAM_SIMULATOR_COMMAND_EVALUATOR_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/engine.h"
#include "iam/explanation.h"
#include "iam/request.h"
#include "iam/world.h"

namespace iam {

// The principal that a person means: what is no principal by itself is a short
// name to look up in the world, if there is one (else null).
absl::StatusOr<std::string> ResolvePrincipal(absl::string_view name,
                                             const World* world);

// What decides the requests of one run: a whole world, or the policies named on
// the command line.
//
// Immutable, hence safe to share between threads.
class Evaluator {
 public:
  explicit Evaluator(World world) : world_(std::move(world)) {}
  explicit Evaluator(Engine engine) : engine_(std::move(engine)) {}

  // Resolves the principal in place and checks the rest, with a message for a
  // person.
  absl::Status Prepare(Request* request) const;

  // kNotFound if the principal is not in the world.
  absl::StatusOr<Decision> Authorize(const Request& request) const;
  absl::StatusOr<Explanation> Explain(const Request& request) const;

 private:
  std::optional<World> world_;
  std::optional<Engine> engine_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_EVALUATOR_H_
