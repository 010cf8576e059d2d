#ifndef IAM_TESTS_DIFFERENTIAL_MAKE_WORLD_H_
#define IAM_TESTS_DIFFERENTIAL_MAKE_WORLD_H_

#include "tests/differential/random.h"
#include "tests/differential/spec.h"
#include "tests/differential/vocabulary.h"

namespace iam::differential {

// Policies of all layers, as a rule ones that IAM accepts, about what the
// focus names, mostly.
WorldSpec MakeWorld(const Focus& focus, Random* random);

// In make_statement.cc: a statement that suits the layer.
StatementSpec MakeStatement(PolicyType type, const Focus& focus,
                            Random* random);

// In make_pattern.cc. `lenient`: also entries that match nothing, which are
// refused where that would widen access.
std::string MakeActionPattern(PolicyType type, const Focus& focus, bool lenient,
                              Random* random);
std::string MakeResourcePattern(const Focus& focus, bool lenient,
                                Random* random);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_MAKE_WORLD_H_
