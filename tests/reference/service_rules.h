#ifndef IAM_TESTS_REFERENCE_SERVICE_RULES_H_
#define IAM_TESTS_REFERENCE_SERVICE_RULES_H_

#include "iam/request.h"
#include "tests/reference/principal.h"
#include "tests/reference/statement.h"

namespace iam::reference {

// The exceptions of section 6.7, as questions about a request.

// A role's trust policy answers, and only it can grant (R6.76, R6.7b).
bool AssumesRole(const Situation& situation);

// By a token, unsigned: the trust policy alone (R6.7a).
bool AssumesRoleByToken(const Situation& situation);

// KMS keys and roles grant nothing but by their own policy (R6.73, R6.76).
bool NeedsResourcePolicy(const Situation& situation);

// Succeeds whatever the policies say (R6.7c).
bool AlwaysSucceeds(const Situation& situation);

// Fails whatever the policies allow (R6.7d, R6.7e, R6.7j).
bool NeverSucceeds(const Situation& situation);

// The bucket owner's root user gets at the bucket policy in any case (R6.51).
bool IsBucketPolicyRescue(const Situation& situation,
                          const std::string& resource_account);

// RCPs do not bind the service or the action (R6.16, R6.17, section 6.2).
bool IsOutOfReachOfRcps(const Request& request, const Situation& situation);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_SERVICE_RULES_H_
