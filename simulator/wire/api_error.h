#ifndef IAM_SIMULATOR_WIRE_API_ERROR_H_
#define IAM_SIMULATOR_WIRE_API_ERROR_H_

#include <string>

namespace iam {

// An error as a service of AWS answers it; how it is written down depends on
// the protocol.
struct ApiError {
  int status = 400;
  std::string code;     // "NoSuchEntity"
  std::string message;  // "The user with name ana cannot be found."
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_API_ERROR_H_
