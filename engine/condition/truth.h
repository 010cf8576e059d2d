#ifndef IAM_CONDITION_TRUTH_H_
#define IAM_CONDITION_TRUTH_H_

#include <cstdint>

namespace iam {

// Whether something holds of a request whose context may not be complete.
enum class Truth : uint8_t {
  kFalse,  // whatever the open context keys are
  kOpen,   // it hangs on them
  kTrue,   // whatever they are
};

}  // namespace iam

#endif  // IAM_CONDITION_TRUTH_H_
