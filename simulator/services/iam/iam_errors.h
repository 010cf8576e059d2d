#ifndef IAM_SIMULATOR_SERVICES_IAM_IAM_ERRORS_H_
#define IAM_SIMULATOR_SERVICES_IAM_IAM_ERRORS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "simulator/directory/entity.h"
#include "simulator/wire/api_error.h"

namespace iam {

// What an operation has to say if it cannot be done; nothing if it was done.
using IamResult = std::optional<ApiError>;

// IAM's errors. IAM API Reference, "Common Errors" and the pages of operations.
ApiError NoSuchEntity(std::string message);         // 404
ApiError EntityAlreadyExists(std::string message);  // 409
ApiError DeleteConflict(std::string message);       // 409
ApiError LimitExceeded(std::string message);        // 409
ApiError MalformedPolicyDocument(std::string message);
ApiError InvalidInput(std::string message);
// "Cannot exceed quota for GroupsPerUser: 10".
ApiError QuotaExceeded(absl::string_view quota, size_t limit);
// The state could not be read or written, or no world be made of it.
ApiError ServiceFailure(const absl::Status& status);

// "The user with name ana cannot be found."
ApiError EntityNotFound(EntityKind kind, absl::string_view name);
// "User with name ana already exists."
ApiError NameTaken(EntityKind kind, absl::string_view name);
// "Policy arn:… was not found."
ApiError PolicyNotFound(absl::string_view arn);
// "Policy arn:… does not exist or is not attachable."
ApiError PolicyNotAttachable(absl::string_view arn);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_IAM_ERRORS_H_
