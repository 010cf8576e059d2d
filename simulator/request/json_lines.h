#ifndef IAM_SIMULATOR_REQUEST_JSON_LINES_H_
#define IAM_SIMULATOR_REQUEST_JSON_LINES_H_

#include <vector>

#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// Reads a text of one JSON value a line. Empty lines are skipped, a malformed
// one is reported and left out. All spans, of values and diagnostics, are those
// of the whole text. Linear in it.
std::vector<JsonDocument> ParseJsonLines(const SourcePtr& source,
                                         Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_JSON_LINES_H_
