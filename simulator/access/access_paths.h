#ifndef IAM_SIMULATOR_ACCESS_ACCESS_PATHS_H_
#define IAM_SIMULATOR_ACCESS_ACCESS_PATHS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/match/action_set.h"
#include "simulator/access/access_tables.h"
#include "simulator/access/action_kind.h"
#include "simulator/access/grant.h"

namespace iam {

// A grant on the resources of one owner.
struct OwnedGrant {
  Grant grant;
  std::string account;  // the owner
  bool own = true;      // it is the principal's account
};

// All that a principal may do with one action.
struct ActionAccess {
  std::vector<OwnedGrant> grants;
  std::vector<BlockedGrant> blocked;
};

// Walks every path on which AWS's flow allows the action: from the statements
// that grant, identity-based or of a resource's policy, through SCPs, boundary,
// RCPs and every Deny. `matching`: the numbers of the statements that match the
// action, in order.
ActionAccess WalkPaths(const AccessTables& tables, const RequestAction& action,
                       const ActionKind& kind,
                       const std::vector<uint32_t>& matching);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_ACCESS_PATHS_H_
