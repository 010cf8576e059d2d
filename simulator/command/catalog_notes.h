#ifndef IAM_SIMULATOR_COMMAND_CATALOG_NOTES_H_
#define IAM_SIMULATOR_COMMAND_CATALOG_NOTES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/explanation.h"
#include "iam/request.h"

namespace iam {

// Suggestions for a misspelt action, at most.
inline constexpr size_t kMostSuggestions = 3;

// Adds to explanation->notes what the service catalog says against the request:
// an action or service that it does not have, an ARN that is none of the
// action's, a condition key that no request for the action ever has. The
// verdict stays as it is: services get new actions every week.
void AddCatalogNotes(const Request& request, Explanation* explanation);

// "'iam:GetRole', 'iam:GetUser' or 'iam:GetGroup'"
std::string Alternatives(const std::vector<std::string>& names);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_CATALOG_NOTES_H_
