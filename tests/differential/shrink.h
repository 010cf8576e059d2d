#ifndef IAM_TESTS_DIFFERENTIAL_SHRINK_H_
#define IAM_TESTS_DIFFERENTIAL_SHRINK_H_

#include <functional>

#include "iam/request.h"
#include "tests/differential/spec.h"

namespace iam::differential {

struct Failure {
  WorldSpec world;
  Request request;
};

// Takes out layers, levels, documents, statements, conditions, list entries,
// context keys and facts as long as `still_fails` says so.
Failure Shrink(Failure failure,
               const std::function<bool(const Failure&)>& still_fails);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_SHRINK_H_
