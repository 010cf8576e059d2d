#ifndef IAM_SIMULATOR_FOUND_TRAIL_IDENTITY_H_
#define IAM_SIMULATOR_FOUND_TRAIL_IDENTITY_H_

#include <string>

#include "engine/text/json.h"
#include "simulator/found/found_request.h"

namespace iam {

// Reads an event's userIdentity into the request: the principal, and what its
// session tells of it (R7.41 to R7.44). Returns the identity's type if it is
// one that no policy knows ("Unknown", "Directory"), else "". Where the
// principal is not shown, found->principal_known is false and a note says what
// is.
std::string ReadTrailIdentity(const JsonValue& event, FoundRequest* found);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_TRAIL_IDENTITY_H_
