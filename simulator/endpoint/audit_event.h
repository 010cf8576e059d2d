#ifndef IAM_SIMULATOR_ENDPOINT_AUDIT_EVENT_H_
#define IAM_SIMULATOR_ENDPOINT_AUDIT_EVENT_H_

#include <optional>
#include <string>

#include "simulator/directory/directory.h"
#include "simulator/endpoint/call.h"
#include "simulator/wire/api_error.h"

namespace iam {

// A call as CloudTrail writes it down (R7.40 to R7.49), one line without its
// line break. `error` is what it was answered with, if anything. Secrets among
// the parameters are hidden, as CloudTrail does.
std::string AuditEvent(const Call& call, const DirectoryMoment& directory,
                       const std::optional<ApiError>& error);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_AUDIT_EVENT_H_
