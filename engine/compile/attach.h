#ifndef IAM_COMPILE_ATTACH_H_
#define IAM_COMPILE_ATTACH_H_

#include <vector>

#include "iam/policy_set.h"

namespace iam {

// The managed RCP "Allow * on *" that is attached everywhere and cannot be
// detached. Organizations User Guide, "Resource control policies".
const AttachedPolicy& RcpFullAwsAccess();

// Adds RcpFullAwsAccess to a level of RCPs that has no Allow statement. An
// empty level is left alone: whoever lists one means that nothing is allowed.
void CompleteRcpLevel(std::vector<AttachedPolicy>* level);

}  // namespace iam

#endif  // IAM_COMPILE_ATTACH_H_
