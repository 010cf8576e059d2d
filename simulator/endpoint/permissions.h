#ifndef IAM_SIMULATOR_ENDPOINT_PERMISSIONS_H_
#define IAM_SIMULATOR_ENDPOINT_PERMISSIONS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/request.h"
#include "simulator/directory/directory.h"
#include "simulator/endpoint/call.h"

namespace iam {

// An action on a resource.
struct Permission {
  std::string action;
  std::string resource;

  friend bool operator==(const Permission&, const Permission&) = default;
};

// The ARN of the user whose access key it is; "" if there is none.
using KeyOwner = absl::FunctionRef<std::string(absl::string_view key_id)>;

// All permissions that a call needs; none if it needs none. What the catalog
// knows of the operation, on the resources that its parameters name; IAM's
// entities with their paths. Where a call does not show the resource, the
// resource is one that only a wildcard covers: "arn:…:instance/*".
std::vector<Permission> PermissionsOf(const Call& call,
                                      const DirectoryMoment& directory,
                                      KeyOwner owner_of_key);

// The request to be decided on: the permission with principal and context.
// kInvalidArgument, with what it is, if something of the call has no place in
// it: to decide without would be to decide on another call.
absl::StatusOr<Request> RequestOf(const Call& call,
                                  const Permission& permission,
                                  const DirectoryMoment& directory);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_PERMISSIONS_H_
