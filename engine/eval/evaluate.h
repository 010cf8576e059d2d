#ifndef IAM_EVAL_EVALUATE_H_
#define IAM_EVAL_EVALUATE_H_

#include "engine/eval/combine.h"
#include "engine/eval/evaluate_layer.h"
#include "engine/eval/layers.h"
#include "engine/eval/prepared_request.h"
#include "engine/eval/service_rules.h"
#include "iam/decision.h"
#include "iam/request.h"

namespace iam {

// Which of the layers at hand reach this request: SCPs follow the principal,
// RCPs the resource, and some callers escape both. IAM User Guide, "Policy
// evaluation logic"; Organizations User Guide, "SCP evaluation".
Layers ApplicableLayers(const Layers& layers, const PreparedRequest& request);

// Evaluates all layers, in AWS's order, and combines what they say.
template <typename Recorder>
Combination EvaluateLayers(const Layers& all, const PreparedRequest& request,
                           Recorder* recorder) {
  const Layers layers = ApplicableLayers(all, request);
  LayerResults results;
  LayerPlace place;
  place.has_boundary = layers.boundary != nullptr;
  const auto evaluate = [&](const PolicyList* policies, PolicyType type,
                            int level = 0) {
    if (policies == nullptr) return LayerResult();
    place.type = type;
    place.level = level;
    return EvaluateLayer(*policies, place, request, recorder);
  };
  const auto evaluate_levels = [&](const PolicyLevels* levels, PolicyType type,
                                   std::vector<LayerResult>* out) {
    if (levels == nullptr) return false;
    int level = 0;
    for (const PolicyList& policies : *levels) {
      out->push_back(evaluate(&policies, type, ++level));
    }
    return true;
  };
  results.resource_type = AssumesRole(request.action(), request.resource())
                              ? PolicyType::kTrust
                              : PolicyType::kResourceBased;
  results.has_rcps = evaluate_levels(
      layers.rcp_levels, PolicyType::kResourceControlPolicy, &results.rcps);
  results.has_scps = evaluate_levels(
      layers.scp_levels, PolicyType::kServiceControlPolicy, &results.scps);
  results.endpoint = evaluate(layers.endpoint, PolicyType::kVpcEndpoint);
  results.resource = evaluate(layers.resource, results.resource_type);
  results.identity = evaluate(layers.identity, PolicyType::kIdentityBased);
  results.boundary =
      evaluate(layers.boundary, PolicyType::kPermissionsBoundary);
  results.session = evaluate(layers.session, PolicyType::kSession);
  return Combine(results, request);
}

// The decision alone. Linear in the statements of the layers that apply.
Decision Evaluate(const Layers& layers, const Facts& facts,
                  const Request& request);

}  // namespace iam

#endif  // IAM_EVAL_EVALUATE_H_
