#ifndef IAM_SIMULATOR_COMMAND_ASKED_ACTIONS_H_
#define IAM_SIMULATOR_COMMAND_ASKED_ACTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace iam {

// An action to be decided, and what is to be said of it.
struct AskedAction {
  std::string action;
  std::vector<std::string> notes;
};

// The actions that a person asks for: each of `options` is an action, a call of
// the aws command ("ec2 describe-instances"), or several of them with commas
// between. A call becomes the actions that it needs; those that only some forms
// of it need are in a note, unless it needs no other.
//
// kInvalidArgument for what is neither; the message ends in a line break and a
// hint if one of the catalog's actions may have been meant.
absl::StatusOr<std::vector<AskedAction>> ReadActions(
    const std::vector<std::string>& options);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_ASKED_ACTIONS_H_
