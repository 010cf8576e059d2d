#ifndef IAM_SIMULATOR_ENDPOINT_REQUEST_ID_H_
#define IAM_SIMULATOR_ENDPOINT_REQUEST_ID_H_

#include <string>

namespace iam {

// A random UUID.
std::string NewRequestId();

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_REQUEST_ID_H_
