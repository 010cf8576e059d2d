#ifndef IAM_SIMULATOR_FOUND_JSON_SEARCH_H_
#define IAM_SIMULATOR_FOUND_JSON_SEARCH_H_

#include "engine/text/json.h"
#include "iam/source.h"
#include "simulator/found/collector.h"

namespace iam {

// Looks for requests everywhere in a JSON value: events, decoded messages and
// authorization details at any depth, also as JSON inside strings, and messages
// in strings.
void SearchJson(const JsonValue& value, const Source& source,
                Collector* collector);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_JSON_SEARCH_H_
