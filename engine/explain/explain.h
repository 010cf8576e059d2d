#ifndef IAM_EXPLAIN_EXPLAIN_H_
#define IAM_EXPLAIN_EXPLAIN_H_

#include "engine/eval/layers.h"
#include "engine/eval/parsed_request.h"
#include "iam/explanation.h"

namespace iam {

// The evaluation of eval/evaluate.h with every step kept. Its decision is
// Evaluate()'s, since the code is the same.
Explanation ExplainEvaluation(const Layers& layers, const Facts& facts,
                              const ParsedRequest& request);

}  // namespace iam

#endif  // IAM_EXPLAIN_EXPLAIN_H_
