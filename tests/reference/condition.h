#ifndef IAM_TESTS_REFERENCE_CONDITION_H_
#define IAM_TESTS_REFERENCE_CONDITION_H_

#include "iam/policy.h"
#include "tests/reference/context.h"
#include "tests/reference/variables.h"

namespace iam::reference {

// Whether one operator and key of a Condition element holds (section 4).
bool Holds(const Condition& condition, PolicyVersion version,
           const RequestContext& context);

// The keys a condition asks for: its own and those of variables in its values.
void AddMissingKeys(const Condition& condition, PolicyVersion version,
                    const RequestContext& context, MissingKeys* missing);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_CONDITION_H_
