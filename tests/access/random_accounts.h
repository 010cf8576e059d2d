#ifndef IAM_TESTS_ACCESS_RANDOM_ACCOUNTS_H_
#define IAM_TESTS_ACCESS_RANDOM_ACCOUNTS_H_

#include <string>
#include <vector>

#include "iam/request.h"
#include "tests/differential/random.h"

namespace iam {

// An organization of two accounts with random policies at every place that may
// have one, as texts of a snapshot. What is in it does not change: users,
// roles, buckets, a queue and a key in each account.
std::vector<std::string> RandomAccounts(differential::Random* random);

// Those whose permissions are to be looked at.
std::vector<std::string> AccountPrincipals();

struct AccountTarget {
  std::string action;
  std::string resource;
};
// Actions on resources that they work on, most of which are in the accounts.
std::vector<AccountTarget> AccountTargets();

// The account that owns the resource, as seen by somebody of account `own`.
std::string OwnerOfTarget(const std::string& resource, const std::string& own);

// Circumstances that the sender of a request may choose; `session_tags`: also
// the tags of his session.
Context RandomCircumstances(bool session_tags, differential::Random* random);

}  // namespace iam

#endif  // IAM_TESTS_ACCESS_RANDOM_ACCOUNTS_H_
