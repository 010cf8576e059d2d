#ifndef IAM_TESTS_LAWS_RANDOM_ACCOUNTS_H_
#define IAM_TESTS_LAWS_RANDOM_ACCOUNTS_H_

#include <string>
#include <vector>

#include "tests/differential/random.h"
#include "tests/differential/vocabulary.h"

namespace iam::differential {

// Accounts with some users and roles, as World::Builder reads them, whose
// policies are those of random worlds (MakeWorld). Some of the documents are
// ones that IAM refuses.
struct RandomAccounts {
  std::vector<std::string> texts;
  std::vector<std::string> principals;  // ARNs of users, roles and root users
};

RandomAccounts MakeAccounts(const Focus& focus, Random* random);

}  // namespace iam::differential

#endif  // IAM_TESTS_LAWS_RANDOM_ACCOUNTS_H_
