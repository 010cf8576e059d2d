#ifndef IAM_SIMULATOR_SERVICES_STS_SESSION_PARAMETERS_H_
#define IAM_SIMULATOR_SERVICES_STS_SESSION_PARAMETERS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/credentials/caller.h"
#include "simulator/directory/directory.h"
#include "simulator/wire/api_error.h"

namespace iam {

using StsResult = std::optional<ApiError>;

ApiError StsAccessDenied(std::string message);

// "DurationSeconds", or `otherwise`.
StsResult ReadDuration(const JsonValue& parameters, int most, int otherwise,
                       int* seconds);

// "Tags" and "TransitiveTagKeys", with those that the caller's session passes
// on (R5.7), into the session.
StsResult ReadSessionTags(
    const std::vector<std::pair<std::string, std::string>>& tags,
    const std::vector<std::string>& transitive_keys, const Caller& caller,
    Session* session);
std::vector<std::pair<std::string, std::string>> TagsIn(
    const JsonValue& parameters);
std::vector<std::string> TransitiveKeysIn(const JsonValue& parameters);

// "Policy" and "PolicyArns" into the session.
StsResult ReadSessionPolicies(const JsonValue& parameters,
                              const DirectoryMoment& directory,
                              Session* session);

// How much of the room for policies and tags is taken, in percent.
int PackedPolicySize(const Session& session);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_STS_SESSION_PARAMETERS_H_
