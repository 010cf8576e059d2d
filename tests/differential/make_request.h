#ifndef IAM_TESTS_DIFFERENTIAL_MAKE_REQUEST_H_
#define IAM_TESTS_DIFFERENTIAL_MAKE_REQUEST_H_

#include "iam/request.h"
#include "tests/differential/random.h"
#include "tests/differential/vocabulary.h"

namespace iam::differential {

// A request about what the focus names, mostly.
Request MakeRequest(const Focus& focus, Random* random);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_MAKE_REQUEST_H_
