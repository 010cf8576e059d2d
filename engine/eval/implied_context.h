#ifndef IAM_EVAL_IMPLIED_CONTEXT_H_
#define IAM_EVAL_IMPLIED_CONTEXT_H_

#include "engine/eval/layers.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {

// The context keys that principal, resource and organization imply by
// themselves. IAM User Guide, "AWS global condition context keys".
Context ImpliedContext(const RequestPrincipal& principal,
                       absl::string_view resource_account, const Facts& facts);

// Adds to *context what `implied` has and the context does not mention, then
// what follows from other keys (aws:EpochTime from aws:CurrentTime, …).
void FillIn(const Context& implied, Context* context);

}  // namespace iam

#endif  // IAM_EVAL_IMPLIED_CONTEXT_H_
