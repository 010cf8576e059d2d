#ifndef IAM_SIMULATOR_FOUND_AUTHORIZATION_DETAILS_H_
#define IAM_SIMULATOR_FOUND_AUTHORIZATION_DETAILS_H_

#include <cstdint>

#include "engine/text/json.h"
#include "simulator/found/collector.h"

namespace iam {

// Whether the object is the answer of `aws iam-toolbox
// get-request-authorization-details`. IAM Toolbox API Reference (preview),
// GetRequestAuthorizationDetails.
bool IsAuthorizationDetails(const JsonValue& object);

// Reads a request for each evaluation in it that was denied; also for the
// others if the options say so.
void ReadAuthorizationDetails(const JsonValue& details, uint32_t line,
                              Collector* collector);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_AUTHORIZATION_DETAILS_H_
