#ifndef IAM_TESTS_DIFFERENTIAL_COMPARE_H_
#define IAM_TESTS_DIFFERENTIAL_COMPARE_H_

#include <string>

#include "iam/engine.h"
#include "tests/reference/reference.h"

namespace iam::differential {

// What the engine says, in the reference evaluator's terms.
reference::Verdict VerdictOf(const Explanation& explanation);

// Holds the two evaluators, and Authorize() and Explain(), against each other.
// Empty if they agree, else what differs. `verdict` is the reference's.
std::string Compare(const Engine& engine, const PolicySet& policies,
                    const Request& request, reference::Verdict* verdict);

// A verdict as the members of a corpus case.
std::string ToCaseMembers(const reference::Verdict& verdict);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_COMPARE_H_
