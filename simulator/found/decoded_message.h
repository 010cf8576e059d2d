#ifndef IAM_SIMULATOR_FOUND_DECODED_MESSAGE_H_
#define IAM_SIMULATOR_FOUND_DECODED_MESSAGE_H_

#include <cstdint>

#include "engine/text/json.h"
#include "simulator/found/collector.h"

namespace iam {

// Whether the object is what sts:DecodeAuthorizationMessage returns (R7.31).
bool IsDecodedMessage(const JsonValue& object);

// Reads its one request: the context is that of the denied call (R7.32), with
// the service's short-hand keys under their names in policies or left out.
void ReadDecodedMessage(const JsonValue& message, uint32_t line,
                        Collector* collector);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_DECODED_MESSAGE_H_
