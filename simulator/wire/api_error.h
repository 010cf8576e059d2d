#ifndef IAM_SIMULATOR_WIRE_API_ERROR_H_
#define IAM_SIMULATOR_WIRE_API_ERROR_H_

#include <string>
#include <utility>

namespace iam {

// An error as a service of AWS answers it; how it is written down depends on
// the protocol.
struct ApiError {
  int status = 400;
  std::string code;     // "NoSuchEntity"
  std::string message;  // "The user with name ana cannot be found."
};

// Of parameters that an operation does not take, or not with these values.
inline ApiError ValidationError(std::string message) {
  return {400, "ValidationError", std::move(message)};
}

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_API_ERROR_H_
