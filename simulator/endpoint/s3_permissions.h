#ifndef IAM_SIMULATOR_ENDPOINT_S3_PERMISSIONS_H_
#define IAM_SIMULATOR_ENDPOINT_S3_PERMISSIONS_H_

#include <vector>

#include "simulator/endpoint/permissions.h"

namespace iam {

// Adds what S3 asks for besides, because of a call's headers or of what its
// body lists. Amazon S3 User Guide, "Required permissions for Amazon S3 API
// operations".
void AddS3Permissions(const Call& call, std::vector<Permission>* all);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_S3_PERMISSIONS_H_
