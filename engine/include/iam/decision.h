#ifndef IAM_DECISION_H_
#define IAM_DECISION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iam/policy_type.h"

namespace iam {

struct AttachedPolicy;  // iam/policy_set.h

// The three outcomes of AWS's policy simulator. IAM API Reference,
// EvaluationResult, EvalDecision.
enum class Outcome { kImplicitDeny, kExplicitDeny, kAllowed };

// "allowed", "explicitDeny", "implicitDeny".
absl::string_view Name(Outcome outcome);

// Why a decision came out as it did.
enum class Reason {
  kStatement,    // a statement of the layer allowed or denied
  kSilence,      // no statement of the layer allowed
  kRootUser,     // the account's root user needs no policy
  kServiceRule,  // AWS decides this whatever the policies say
};

// A statement of one of the policies that apply to a request. Valid as long as
// the Engine or World that answered.
struct StatementRef {
  PolicyType layer = PolicyType::kIdentityBased;
  int level = 0;  // SCPs and RCPs: from 1, the organization's root; else 0
  const AttachedPolicy* policy = nullptr;
  uint32_t index = 0;  // from 0

  friend bool operator==(const StatementRef&, const StatementRef&) = default;
};

// A Decision is the answer to one request: a small value, implicit deny by
// default. "layer" is the one that decided; for an implicit deny, the first in
// AWS's evaluation order that failed to allow.
struct Decision {
  Outcome outcome = Outcome::kImplicitDeny;
  Reason reason = Reason::kSilence;
  PolicyType layer = PolicyType::kIdentityBased;
  int level = 0;  // SCPs and RCPs: from 1, the organization's root; else 0
  // The first deciding statement; none if reason is not kStatement.
  std::optional<StatementRef> statement;

  bool allowed() const { return outcome == Outcome::kAllowed; }
};

}  // namespace iam

#endif  // IAM_DECISION_H_
