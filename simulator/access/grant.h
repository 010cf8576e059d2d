#ifndef IAM_SIMULATOR_ACCESS_GRANT_H_
#define IAM_SIMULATOR_ACCESS_GRANT_H_

#include <optional>
#include <string>
#include <vector>

#include "iam/decision.h"
#include "iam/policy_type.h"
#include "simulator/access/access_statement.h"
#include "simulator/access/resource_set.h"

namespace iam {

// What a Deny takes out of a grant.
struct GrantException {
  StatementRef deny;
  ResourceSets where;
  std::vector<AccessCondition> conditions;  // if these hold
};

// A Grant is what Allow statements give of one action, or of several: the
// action, on the resources that are in all of `on`, if all conditions hold, and
// none of the exceptions does.
struct Grant {
  ResourceSets on;
  std::vector<AccessCondition> conditions;
  std::vector<GrantException> exceptions;
  // What has to be so besides, and is not in the world: a sentence each.
  std::vector<std::string> needs;
  std::vector<StatementRef> by;      // what grants
  bool by_root = false;              // the account's root user needs nothing
  std::vector<StatementRef> within;  // Allows of gates that narrowed it
};

// A grant that comes to nothing, and why.
struct BlockedGrant {
  Grant grant;
  PolicyType layer = PolicyType::kIdentityBased;
  int level = 0;
  std::optional<StatementRef> deny;  // none: nothing in the layer allows it
};

// The statements of a layer that match an action.
struct Gate {
  PolicyType layer = PolicyType::kIdentityBased;
  int level = 0;
  std::vector<const AccessStatement*> allows;
  std::vector<const AccessStatement*> denies;
};

// The grants of a layer's own Allow statements.
std::vector<Grant> GrantsOf(const std::vector<const AccessStatement*>& allows);

// What of the grants the gate's Allow statements let pass. What they do not is
// added to *blocked, which may be null.
std::vector<Grant> PassGate(const Gate& gate, std::vector<Grant> grants,
                            std::vector<BlockedGrant>* blocked);

// What the gate's Deny statements leave of the grants, on resources whose owner
// makes `circumstances`. `within`: the denies reach these resources only.
std::vector<Grant> ApplyDenies(const Gate& gate, const ResourceSets& within,
                               const Circumstances& circumstances,
                               std::vector<Grant> grants,
                               std::vector<BlockedGrant>* blocked);

// Drops conditions that hold on resources of that owner. False: one fails.
bool Settle(const Circumstances& circumstances, Grant* grant);

// Drops grants that others have in them. Keeps the order.
void Prune(std::vector<Grant>* grants);

// The same text for grants that give the same, whatever gives it.
std::string KeyOf(const Grant& grant);
std::string KeyOf(const BlockedGrant& blocked);
// The same text for those that may differ in `on`, too.
std::string KeyWithoutResources(const Grant& grant);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_GRANT_H_
