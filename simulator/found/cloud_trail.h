#ifndef IAM_SIMULATOR_FOUND_CLOUD_TRAIL_H_
#define IAM_SIMULATOR_FOUND_CLOUD_TRAIL_H_

#include <cstdint>

#include "engine/text/json.h"
#include "simulator/found/collector.h"

namespace iam {

// Whether the object is a CloudTrail event.
bool IsTrailEvent(const JsonValue& object);

// Reads the requests that an event shows, one for each permission that the call
// needs, into *collector: of denied events, and of others if the options say
// so. What AWS says in errorMessage goes before what the API map knows. An
// event without a request is told with its reason. `line` is where it begins.
void ReadTrailEvent(const JsonValue& event, uint32_t line,
                    Collector* collector);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_CLOUD_TRAIL_H_
