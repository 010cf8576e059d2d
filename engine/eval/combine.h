#ifndef IAM_EVAL_COMBINE_H_
#define IAM_EVAL_COMBINE_H_

#include "absl/container/inlined_vector.h"
#include "engine/eval/evaluate_layer.h"
#include "engine/eval/prepared_request.h"
#include "iam/decision.h"

namespace iam {

// The usual organization is no deeper than a few levels.
using LevelResults = absl::InlinedVector<LayerResult, 8>;

// The results of all layers that apply to a request.
struct LayerResults {
  LayerResult identity;
  LayerResult boundary;
  LayerResult session;
  LayerResult resource;  // of the resource's own policy or the trust policy
  LayerResult endpoint;
  bool has_scps = false;  // SCPs apply to the request, be there levels or not
  bool has_rcps = false;
  LevelResults scps;  // by level, root first
  LevelResults rcps;
  PolicyType resource_type = PolicyType::kResourceBased;  // or kTrust
};

// A decision, and which layers' Allow statements granted it.
struct Combination {
  Decision decision;
  bool identity_granted = false;
  bool resource_granted = false;
  // The owner's root user gets past the denies of its own bucket policy.
  bool resource_denies_ignored = false;
};

// AWS's evaluation flow, box by box. IAM User Guide, "How AWS enforcement code
// logic evaluates requests to allow or deny access" and "Cross-account policy
// evaluation logic".
Combination Combine(const LayerResults& results,
                    const PreparedRequest& request);

}  // namespace iam

#endif  // IAM_EVAL_COMBINE_H_
