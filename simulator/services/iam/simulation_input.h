#ifndef IAM_SIMULATOR_SERVICES_IAM_SIMULATION_INPUT_H_
#define IAM_SIMULATOR_SERVICES_IAM_SIMULATION_INPUT_H_

#include <string>
#include <vector>

#include "iam/request.h"
#include "simulator/services/iam/iam_call.h"

namespace iam {

// What SimulatePrincipalPolicy and SimulateCustomPolicy have in common (R7.80):
// the requests to be decided and the policies that are given besides.
struct SimulationInput {
  std::vector<std::string> actions;
  std::vector<std::string> resources;  // "*" if none were given
  bool resources_given = false;
  std::vector<InlineDocument> policies;  // "PolicyInputList.1", …
  std::string boundary;                  // the document, or ""
  std::string resource_policy;           // the document, or ""
  std::string resource_owner;            // an account, or ""
  std::string caller;                    // the ARN of a user, or ""
  Context context;

  IamResult error;
};

// The names under which given policies show in answers.
inline constexpr absl::string_view kPolicyInput = "PolicyInputList";
inline constexpr absl::string_view kBoundaryInput =
    "PermissionsBoundaryPolicyInputList.1";
inline constexpr absl::string_view kResourcePolicyInput = "ResourcePolicy";

SimulationInput ReadSimulationInput(const IamCall& call);

// Of requests by nobody in particular: keys that a user would bring are not
// there, unless the context has them.
void HideCaller(Context* context);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_SIMULATION_INPUT_H_
