#ifndef IAM_EVAL_EVALUATE_H_
#define IAM_EVAL_EVALUATE_H_

#include "engine/eval/combine.h"
#include "engine/eval/evaluate_layer.h"
#include "engine/eval/layers.h"
#include "engine/eval/parsed_request.h"
#include "engine/eval/prepared_request.h"
#include "engine/eval/recorder.h"
#include "engine/eval/service_rules.h"
#include "iam/decision.h"
#include "iam/request.h"

namespace iam {

// Which of the layers at hand reach this request: SCPs follow the principal,
// RCPs the resource, and some callers escape both. IAM User Guide, "Policy
// evaluation logic"; Organizations User Guide, "SCP evaluation".
Layers ApplicableLayers(const Layers& layers, const PreparedRequest& request);

// Has the processor load the programs of those policies that will be looked at
// and are not likely to be in the cache.
void PrefetchPrograms(const PolicyList* policies, ActionClass action);

// Evaluates the layers and combines what they say. A recorder that keeps steps
// gets all of them, in AWS's order; without, they are taken in the order in
// which their denies count, and the first Deny ends it.
template <typename Recorder>
Combination EvaluateLayers(const Layers& all, const PreparedRequest& request,
                           Recorder* recorder) {
  const Layers layers = ApplicableLayers(all, request);
  LayerResults results;
  LayerPlace place;
  place.has_boundary = layers.boundary != nullptr;
  // Each of these tells whether to go on.
  const auto goes_on = [](const LayerResult& result) {
    return Recorder::kKeepsSteps || !result.deny.has_value();
  };
  const auto evaluate = [&](const PolicyList* policies, PolicyType type,
                            LayerResult* result) {
    if (policies == nullptr) return true;
    place.type = type;
    place.level = 0;
    EvaluateLayer(*policies, place, request, recorder, result);
    return goes_on(*result);
  };
  const auto evaluate_levels = [&](const PolicyLevels* levels, PolicyType type,
                                   bool* has_levels, LevelResults* out) {
    if (levels == nullptr) return true;
    *has_levels = true;
    place.type = type;
    place.level = 0;
    for (const PolicyList& policies : *levels) {
      ++place.level;
      EvaluateLayer(policies, place, request, recorder, &out->emplace_back());
      if (!goes_on(out->back())) return false;
    }
    return true;
  };
  results.resource_type = AssumesRole(request.action(), request.resource())
                              ? PolicyType::kTrust
                              : PolicyType::kResourceBased;
  const auto rcps = [&] {
    return evaluate_levels(layers.rcp_levels,
                           PolicyType::kResourceControlPolicy,
                           &results.has_rcps, &results.rcps);
  };
  const auto scps = [&] {
    return evaluate_levels(layers.scp_levels, PolicyType::kServiceControlPolicy,
                           &results.has_scps, &results.scps);
  };
  const auto endpoint = [&] {
    return evaluate(layers.endpoint, PolicyType::kVpcEndpoint,
                    &results.endpoint);
  };
  // Its denies may be ignored, see Combine().
  const auto resource = [&] {
    evaluate(layers.resource, results.resource_type, &results.resource);
    return true;
  };
  const auto identity = [&] {
    return evaluate(layers.identity, PolicyType::kIdentityBased,
                    &results.identity);
  };
  const auto boundary = [&] {
    return evaluate(layers.boundary, PolicyType::kPermissionsBoundary,
                    &results.boundary);
  };
  const auto session = [&] {
    return evaluate(layers.session, PolicyType::kSession, &results.session);
  };
  if constexpr (Recorder::kKeepsSteps) {
    rcps();
    scps();
    endpoint();
    resource();
    identity();
    boundary();
    session();
  } else {
    PrefetchPrograms(layers.identity, request.action_class());
    PrefetchPrograms(layers.resource, request.action_class());
    PrefetchPrograms(layers.boundary, request.action_class());
    (void)(scps() && rcps() && endpoint() && boundary() && session() &&
           resource() && identity());
  }
  return Combine(results, request);
}

// The decision alone. Does not allocate. What it costs hangs on the length of
// the request and on the statements about its action, not on how many others
// there are.
Decision Evaluate(const Layers& layers, const Facts& facts,
                  const ParsedRequest& request);

// What the context keys that a request leaves open could make of its verdict:
// those that it does not mention and that nothing known about principal and
// resource settles.
struct Outlook {
  Decision decision;  // as it is: open keys are absent
  Decision best;      // under the most favourable context, or better
  Decision worst;     // under the least favourable one, or worse
};

// About three times the cost of Evaluate(), if something is open. Does not
// allocate.
Outlook EvaluateOutlook(const Layers& layers, const Facts& facts,
                        const ParsedRequest& request);

}  // namespace iam

#endif  // IAM_EVAL_EVALUATE_H_
