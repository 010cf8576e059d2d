#ifndef IAM_EVAL_LAYERS_H_
#define IAM_EVAL_LAYERS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/compile/policy_list.h"
#include "engine/match/action_classes.h"
#include "iam/organization.h"

namespace iam {

// The compiled policies that apply to one request, by type. Null: the layer
// does not apply; empty: it applies and allows nothing. Points to lists that
// outlive the evaluation.
struct Layers {
  const PolicyList* identity = nullptr;
  const PolicyList* boundary = nullptr;
  const PolicyList* session = nullptr;
  const PolicyList* resource = nullptr;  // or the role's trust policy
  const PolicyList* endpoint = nullptr;
  const PolicyLevels* scp_levels = nullptr;  // root first
  const PolicyLevels* rcp_levels = nullptr;  // root first
  // Of the vocabulary that all of these were compiled with.
  const ActionClasses* actions = nullptr;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

// What is known of a request's principal and resource besides the request
// itself. Empty or null: not known. The request's own words win.
struct Facts {
  absl::string_view principal_arn;  // of a session's role, with its path
  absl::string_view principal_id;   // AIDA…, AROA…
  const Tags* principal_tags = nullptr;
  const Tags* resource_tags = nullptr;
  absl::string_view resource_account;
  const Organization* organization = nullptr;
};

}  // namespace iam

#endif  // IAM_EVAL_LAYERS_H_
