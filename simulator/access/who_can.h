#ifndef IAM_SIMULATOR_ACCESS_WHO_CAN_H_
#define IAM_SIMULATOR_ACCESS_WHO_CAN_H_

#include <string>
#include <vector>

#include "iam/access_index.h"
#include "iam/decision.h"
#include "iam/request.h"
#include "iam/world.h"
#include "simulator/why/dependence.h"

namespace iam {

// What one principal can do about a request.
struct Ability {
  enum class Verdict {
    kAllowed,    // with the context that was given
    kAllowedIf,  // with other context
    kUndecided,  // hangs on policies that are not known
  };
  std::string principal;  // see Access::principal
  Verdict verdict = Verdict::kUndecided;
  Decision decision;  // with the context that was given; as long as the World
  // Context that turns the verdict: each of them was decided.
  std::vector<Dependence> turned_by;
  // Context keys it may hang on, if nothing that was tried turned it.
  std::vector<std::string> may_hang_on;
  // Policies that are not known, or in what account they are.
  std::vector<std::string> unknown;
};

// A principal that can become another one by taking on a role.
struct RoleStep {
  Ability assume;      // who, and what the call comes to
  std::string action;  // sts:AssumeRole, or one of those that take a token
  std::string role;    // ARN
  int hop = 1;         // 1: the role itself can do what was asked about
};

// Who can do something. Valid as long as the World.
struct WhoCanReport {
  Request request;  // its principal is empty
  // Allowed ones first, then allowed-if, then undecided; root users behind
  // users and roles, then whom only the resource's policy names.
  std::vector<Ability> abilities;
  // Those that are not among the allowed themselves, nearest first.
  std::vector<RoleStep> steps;
  std::vector<std::string> notes;

  bool Has(Ability::Verdict verdict) const;
};

// Asks for all principals of the world, and through `hops` steps of
// sts:AssumeRole… for those that can become one of them.
WhoCanReport MakeWhoCanReport(const World& world, const AccessIndex& index,
                              const Request& request, int hops);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_WHO_CAN_H_
