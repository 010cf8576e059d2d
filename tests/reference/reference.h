#ifndef IAM_TESTS_REFERENCE_REFERENCE_H_
#define IAM_TESTS_REFERENCE_REFERENCE_H_

#include <string>
#include <vector>

#include "iam/decision.h"
#include "iam/policy_set.h"
#include "iam/policy_type.h"
#include "iam/request.h"

namespace iam::reference {

// What the reference evaluator says to a request.
struct Verdict {
  Outcome outcome = Outcome::kImplicitDeny;
  PolicyType layer = PolicyType::kIdentityBased;  // the one that decided
  int level = 0;  // SCPs and RCPs: from 1, the organization's root; else 0
  std::vector<std::string> matched;  // "identity-based:AdminIam#1", sorted
  std::vector<std::string> missing;  // context keys, sorted ignoring case

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// The reference evaluator: AWS's rules word by word, as slow as that takes. It
// shares the parsed documents with the engine and nothing behind them, so that
// the two can be held against each other. For tests only.
//
//   Verdict verdict = Decide(policies, request);
//   EXPECT_EQ(verdict.outcome, engine.Authorize(request).outcome);
//
// The policies have to be ones that Engine::Compile() accepts.
Verdict Decide(const PolicySet& policies, const Request& request);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_REFERENCE_H_
