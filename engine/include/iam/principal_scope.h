#ifndef IAM_PRINCIPAL_SCOPE_H_
#define IAM_PRINCIPAL_SCOPE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/policy.h"
#include "iam/policy_set.h"
#include "iam/policy_type.h"
#include "iam/request.h"

namespace iam {

// The policies of one layer, or of one level of it.
struct PolicyLayer {
  PolicyType type = PolicyType::kIdentityBased;
  int level = 0;  // SCPs and RCPs: from 1, the organization's root; else 0
  std::vector<const AttachedPolicy*> policies;
};

// A statement of a resource's policy whose Principal is about the principal.
// Which implicit denies it overrides hangs on how it names him.
struct NamingStatement {
  StatementRef statement;
  Effect effect = Effect::kDeny;
  bool directly = false;    // the user, the session, everyone
  bool as_role = false;     // the role
  bool as_account = false;  // the account
};

// A resource with a policy of its own, a role with its trust policy, or a
// bucket of which but the owner is known.
struct ResourceScope {
  absl::string_view arn;
  absl::string_view account;  // the owner's; the caller's own if not known
  bool is_role = false;
  bool has_policy = false;  // one that can be read
  std::vector<NamingStatement> naming;
};

// An account of the world, as owner of resources.
struct AccountScope {
  std::string id;
  // The keys that every request on its resources has: aws:ResourceAccount, ….
  Context resource_context;
  std::vector<PolicyLayer> rcps;  // that apply to the principal; root first
};

// A PrincipalScope is all in a world that has a say in what one principal can
// do, before anybody asks for an action. Points into the World.
struct PrincipalScope {
  std::string principal;  // its ARN
  std::string account;
  bool is_root = false;
  // Whether tags of the principal are those below and no others: a session may
  // bring more than its role has.
  bool tags_known = false;
  // The keys that every request of the principal has, whatever it asks for,
  // with their values; those that none can have are declared absent.
  Context context;
  std::vector<PolicyLayer> layers;  // SCPs, identity-based, boundary
  // An SCP layer applies that has no level: nothing is allowed.
  bool cut_off = false;
  std::vector<AccountScope> accounts;    // of the world; the own one first
  std::vector<ResourceScope> resources;  // in the order of their ARNs
  // Policies that have a say and whose documents are not known.
  std::vector<std::string> unknown_policies;
};

}  // namespace iam

#endif  // IAM_PRINCIPAL_SCOPE_H_
