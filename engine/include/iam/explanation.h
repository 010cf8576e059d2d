#ifndef IAM_EXPLANATION_H_
#define IAM_EXPLANATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/policy_set.h"

namespace iam {

// The parts of a statement, in the order they are looked at.
enum class StatementPart { kPrincipal, kAction, kResource, kCondition };

// "Principal", "Action", "Resource", "Condition".
absl::string_view Name(StatementPart part);

// A condition that is not met.
struct FailedCondition {
  uint32_t index = 0;  // into Condition, as it is written
  // What the request has under the key; nothing: it lacks it.
  std::vector<std::string> got;
};

// What one statement said to the request. Conditions are looked at if principal
// and action match.
struct StatementStep {
  StatementRef statement;
  Effect effect = Effect::kDeny;
  bool applies = false;
  bool principal_matches = false;
  bool action_matches = false;
  bool resource_matches = false;
  std::vector<FailedCondition> failed_conditions;
};

// One box of AWS's evaluation flow. Only layers that apply have a step.
struct LayerStep {
  PolicyType layer = PolicyType::kIdentityBased;
  int level = 0;                             // SCPs and RCPs: from 1; else 0
  Outcome outcome = Outcome::kImplicitDeny;  // of this layer alone
  std::vector<StatementStep> statements;     // all, in document order
};

// An Explanation is the same evaluation as a Decision, kept step by step.
// Valid as long as the Engine or World that answered; owned by one thread.
struct Explanation {
  Decision decision;
  // Explicit deny: every Deny that applies, of all layers. Allowed: the Allow
  // statements that granted (identity-based, resource-based, trust). Implicit
  // deny: none. In the order of `layers`.
  std::vector<StatementRef> matched;
  // Context keys that were asked for and not there; sorted, one spelling each.
  std::vector<std::string> missing;
  // In AWS's order: RCPs, SCPs, endpoint, resource, identity, boundary,
  // session.
  std::vector<LayerStep> layers;
  // What was taken for granted or contradicts itself, a sentence each.
  std::vector<std::string> notes;
  // Attached policies whose document is not known: the verdict may hang on
  // them.
  std::vector<std::string> unknown_policies;
};

// "identity-based policy", "permissions boundary", …; SCPs and RCPs with their
// level.
std::string TitleOf(PolicyType layer, int level);

// Where a statement stands, as "file:line:col".
std::string PlaceOf(const StatementRef& statement);

// As the corpus names it: "identity-based:AdminIam#1", of SCPs and RCPs with
// the level: "service-control-policy[2]:FullAWSAccess#1".
std::string ToString(const StatementRef& statement);

// Its Sid, or "#2" (counting from 1) if it has none.
std::string LabelOf(const StatementRef& statement);

// For a layer that allowed nothing: the Allow statement that came nearest and
// the part that failed, as text for a reader, say "limits.json:4:5, Action
// 's3:Get*' does not match 's3:PutObject'". Empty if there is no statement.
std::string NearestMiss(const LayerStep& layer, absl::string_view action,
                        absl::string_view resource);

}  // namespace iam

#endif  // IAM_EXPLANATION_H_
