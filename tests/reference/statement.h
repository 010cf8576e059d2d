#ifndef IAM_TESTS_REFERENCE_STATEMENT_H_
#define IAM_TESTS_REFERENCE_STATEMENT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iam/policy.h"
#include "iam/policy_type.h"
#include "tests/reference/context.h"
#include "tests/reference/principal.h"
#include "tests/reference/variables.h"

namespace iam::reference {

// The request as statements see it.
struct Situation {
  Principal principal;
  std::string action;
  std::string resource;
  RequestContext context;
  bool has_boundary = false;  // the user or role has a permissions boundary
};

// Section 2.
bool MatchesAction(const PatternElement& element, absl::string_view action);

// Section 3. What a short ARN means hangs on the policy's type (R3.16).
bool MatchesResource(const PatternElement& element, PolicyVersion version,
                     PolicyType type, const Situation& situation);

// How a statement that applies names the principal, kDirectMatch if it needs no
// Principal; kNoMatch if it does not apply. Adds the keys it misses.
PrincipalMatch Apply(const Statement& statement, PolicyVersion version,
                     PolicyType type, const Situation& situation,
                     MissingKeys* missing);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_STATEMENT_H_
