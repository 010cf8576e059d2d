#ifndef IAM_SIMULATOR_ACCESS_ACTION_PATTERNS_H_
#define IAM_SIMULATOR_ACCESS_ACTION_PATTERNS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iam {

// One of a service's actions, as patterns are made for some of them.
struct FoldedAction {
  enum class Wanted : unsigned char {
    kYes,
    kEither,  // it does not matter whether a pattern matches it
    kNo,
  };
  absl::string_view name;
  Wanted wanted = Wanted::kNo;
};

// The actions of one row, in few words.
struct ActionPatterns {
  std::vector<std::string> patterns;  // "Get*", "PutObject"; of a service: "*"
  std::vector<std::string> except;    // names that the patterns match as well
};

// The fewest patterns with a wildcard at their end that match all actions that
// are wanted and none that are not: "Get*" if it stands for several, else
// names. A service of which few are not wanted is "*" with exceptions.
// `actions` are sorted without regard to case. Linear but for the lengths of
// names.
ActionPatterns FoldActions(const std::vector<FoldedAction>& actions);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_ACTION_PATTERNS_H_
