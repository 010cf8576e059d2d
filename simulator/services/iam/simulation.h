#ifndef IAM_SIMULATOR_SERVICES_IAM_SIMULATION_H_
#define IAM_SIMULATOR_SERVICES_IAM_SIMULATION_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "iam/engine.h"
#include "iam/explanation.h"
#include "iam/world.h"
#include "simulator/services/iam/simulation_input.h"

namespace iam {

// A Simulation decides the requests of a call of SimulatePrincipalPolicy or
// SimulateCustomPolicy, by the evaluator that decides all other calls.
class Simulation {
 public:
  // By the given policies alone. Without a caller, somebody calls of the
  // account that the resource is of.
  static absl::StatusOr<Simulation> OfPolicies(const SimulationInput& input,
                                               absl::string_view account);
  // By all that bears on `source`, a user, group or role: organization,
  // resource policies, boundary. What is given comes besides, a boundary and a
  // resource policy in the place of those there are. A caller who is not the
  // source calls with the source's policies. A group's policies are those of a
  // member who has no others.
  static absl::StatusOr<Simulation> OfPrincipal(const SimulationInput& input,
                                                const Entity& source,
                                                const DirectoryMoment& moment);

  absl::StatusOr<Explanation> Explain(absl::string_view action,
                                      absl::string_view resource) const;

  // "SourcePolicyId": of a managed policy its name, of an inline policy
  // "user_ana_Own", of one that was given its name (R7.87).
  std::string PolicyId(const StatementRef& statement) const;

 private:
  Simulation() = default;

  std::shared_ptr<const World> world_;  // or:
  std::optional<Engine> engine_;
  // Whose inline policies are which.
  EntityPtr caller_;
  EntityTable entities_;
  bool resource_policy_given_ = false;
  bool caller_follows_resource_ = false;
  Request request_;  // without action and resource
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_SIMULATION_H_
