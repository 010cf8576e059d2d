#ifndef IAM_SIMULATOR_FOUND_TRAIL_CONTEXT_H_
#define IAM_SIMULATOR_FOUND_TRAIL_CONTEXT_H_

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/found/found_request.h"

namespace iam {

// Reads the circumstances of an event into the request's context: time,
// address, Region, endpoint (R7.40).
void ReadTrailContext(const JsonValue& event, FoundRequest* found);

// Reads the condition keys that a service takes from the parameters of a call:
// tags, sts:ExternalId, s3:prefix, … `prefix` is the service's in actions.
// Notes parameters that CloudTrail hides (R7.45).
void ReadTrailParameters(const JsonValue& event, absl::string_view prefix,
                         FoundRequest* found);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_TRAIL_CONTEXT_H_
