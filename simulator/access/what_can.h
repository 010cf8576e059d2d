#ifndef IAM_SIMULATOR_ACCESS_WHAT_CAN_H_
#define IAM_SIMULATOR_ACCESS_WHAT_CAN_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/principal_scope.h"
#include "iam/request.h"
#include "iam/world.h"
#include "simulator/access/access_paths.h"
#include "simulator/access/action_patterns.h"
#include "simulator/catalog/catalog.h"

namespace iam {

// Permissions management, Write, Tagging, Read, List: the most serious first.
bool IsMoreSerious(AccessLevel a, AccessLevel b);

// Some actions of a service that a principal may do with the same resources
// under the same circumstances.
struct WhatCanRow {
  std::vector<std::string> actions;  // their names: "GetObject"
  ActionPatterns patterns;           // the same in few words
  std::vector<AccessLevel> levels;   // the most serious first
  OwnedGrant grant;
};

// What statements grant and does nothing, since a guardrail is in the way or
// since no resource of the action is among theirs.
struct WhatCannotRow {
  std::vector<std::string> actions;
  ActionPatterns patterns;
  BlockedGrant blocked;
  bool no_such_resource = false;  // the second: there is no layer
};

// Services in which the same is allowed, which are several only if it is all
// of their actions.
struct WhatCanService {
  std::vector<std::string> prefixes;  // "s3"
  std::string name;                   // "Amazon S3"; of one that is known
  size_t action_count = 0;            // in the catalog; of all of them
  std::vector<WhatCanRow> rows;       // the most serious access level first
  std::vector<WhatCannotRow> without_effect;
};

// The effective permissions of one principal. Valid as long as the World.
struct WhatCanReport {
  std::shared_ptr<const PrincipalScope> scope;  // grants point into it
  std::vector<WhatCanService> services;         // by their first prefix
  size_t action_count = 0;         // that are allowed, at least sometimes
  size_t unconditional_count = 0;  // of these, always on some resource
  std::vector<std::string> notes;  // a sentence each
};

struct WhatCanOptions {
  std::vector<std::string> services;  // prefixes; none: all
  std::string action;                 // a pattern, "s3:Get*"; empty: all
  Context context;                    // that all requests have
};

// Works out what the principal may do, of all actions that the catalog knows or
// a policy spells out. Whatever a row without conditions, exceptions and needs
// has in it is allowed, and what no row has in it is denied, if the action
// works on such resources. kNotFound for a principal or service that there is
// not, kInvalidArgument for principals that have no permissions of their own
// and for a pattern that matches no action; what stands behind a line break is
// a hint.
absl::StatusOr<WhatCanReport> MakeWhatCanReport(const World& world,
                                                absl::string_view principal,
                                                const WhatCanOptions& options);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_WHAT_CAN_H_
