#ifndef IAM_ORGANIZATION_H_
#define IAM_ORGANIZATION_H_

#include <map>
#include <string>

namespace iam {

// What a decision has to know of AWS Organizations besides its policies.
// Organizations User Guide, "SCP evaluation": the management account and
// service-linked roles are exempt from SCPs and RCPs.
struct Organization {
  std::string id;                  // "o-a1b2c3d4e5"; empty if not known
  std::string management_account;  // account id; empty if not known
  // Account id -> aws:PrincipalOrgPaths entry, "o-…/r-…/ou-…/".
  std::map<std::string, std::string, std::less<>> account_paths;
};

}  // namespace iam

#endif  // IAM_ORGANIZATION_H_
