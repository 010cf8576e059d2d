#ifndef IAM_SIMULATOR_WHY_TRIAL_VALUES_H_
#define IAM_SIMULATOR_WHY_TRIAL_VALUES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "simulator/why/written_statement.h"

namespace iam {

// A value to try, and the pattern that it was made from.
struct TrialValue {
  std::string value;
  std::string like;  // as the policy writes it; empty if that is the value

  friend bool operator==(const TrialValue&, const TrialValue&) = default;
};

// Values to try for the key of a condition: some that it is meant to be met
// with and some that it is not, at most `most`. Wildcards and policy variables
// are filled in, addresses taken out of their blocks, numbers and dates moved
// by one.
std::vector<TrialValue> TrialValues(const WrittenCondition& condition,
                                    size_t most);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_TRIAL_VALUES_H_
