#ifndef IAM_SIMULATOR_COMMAND_SIMULATE_OPTIONS_H_
#define IAM_SIMULATOR_COMMAND_SIMULATE_OPTIONS_H_

#include <string>
#include <vector>

#include "simulator/command/command.h"

namespace iam {

// The options of `iamsim simulate`, as given.
struct SimulateOptions {
  std::string world;
  std::string case_file;
  std::string requests;

  // Files of single policies; those of SCPs and RCPs as "LEVEL:FILE".
  std::vector<std::string> identity;
  std::vector<std::string> resource_policy;
  std::vector<std::string> trust_policy;
  std::vector<std::string> boundary;
  std::vector<std::string> session;
  std::vector<std::string> scp;
  std::vector<std::string> rcp;
  std::vector<std::string> endpoint;

  std::string principal;
  std::vector<std::string> actions;  // each may be a list with commas
  std::vector<std::string> resources;
  std::string resource_account;
  std::vector<std::string> context;  // "key=value"
  std::string context_file;

  bool keep_going = false;
  bool explain = false;
  std::string format;

  // Policies that stand beside no world, since a world has them.
  bool has_policies_of_a_world() const {
    return !identity.empty() || !resource_policy.empty() ||
           !trust_policy.empty() || !boundary.empty() || !scp.empty() ||
           !rcp.empty();
  }
  bool has_policies() const {
    return has_policies_of_a_world() || !session.empty() || !endpoint.empty();
  }
  // Options that describe a request, besides the principal.
  bool has_request() const {
    return !actions.empty() || !resources.empty() ||
           !resource_account.empty() || !context.empty() ||
           !context_file.empty();
  }
};

void AddSimulateOptions(CLI::App& app, SimulateOptions* options);

// OK if the options go together; else an error and its hint, separated by a
// line break.
absl::Status CheckSimulateOptions(const SimulateOptions& options);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_SIMULATE_OPTIONS_H_
