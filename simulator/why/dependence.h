#ifndef IAM_SIMULATOR_WHY_DEPENDENCE_H_
#define IAM_SIMULATOR_WHY_DEPENDENCE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iam/decision.h"
#include "iam/explanation.h"
#include "iam/request.h"

namespace iam {

// Context that a request does not give and that makes its verdict another one.
struct Dependence {
  struct Entry {
    std::string key;
    std::string value;  // the one that was tried
    std::string like;   // the pattern it was made from, if it is none itself
  };
  std::vector<Entry> context;  // all of it together
  Decision decision;           // with them
};

using Decide = std::function<absl::StatusOr<Decision>(const Request&)>;

// Whether the verdict hangs on context keys that policies asked for in vain.
// The values tried are those that the policies name, and one that they do not.
// First each key by itself; if no value of one key turns the verdict, several
// keys together, within limits. Each result was decided, none is guessed. The
// simplest first; empty if nothing turns it.
std::vector<Dependence> FindDependences(const Request& request,
                                        const Explanation& explanation,
                                        const Decide& decide);

// The same for context that the request does give and that its sender might
// choose otherwise: the region, the network, whether there was MFA; not what
// principal, resource and time are.
std::vector<Dependence> FindOtherContexts(const Request& request,
                                          const Explanation& explanation,
                                          const Decide& decide);

// "aws:MultiFactorAuthPresent=true and ec2:InstanceType like 't3.*'".
std::string ContextText(const Dependence& dependence);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_DEPENDENCE_H_
