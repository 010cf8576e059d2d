#ifndef IAM_TESTS_CONFORMANCE_REVERSED_H_
#define IAM_TESTS_CONFORMANCE_REVERSED_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/policy_set.h"

namespace iam {

// The same policies with the statements of each in reverse order; nullopt if
// one of them cannot be read again.
std::optional<PolicySet> Reversed(const PolicySet& policies);

// "identity-based:Name#1" of the reversed set as the given set names it.
std::vector<std::string> NamesBeforeReversal(
    const std::vector<std::string>& matched, const PolicySet& policies);

}  // namespace iam

#endif  // IAM_TESTS_CONFORMANCE_REVERSED_H_
