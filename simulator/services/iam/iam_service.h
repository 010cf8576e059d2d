#ifndef IAM_SIMULATOR_SERVICES_IAM_IAM_SERVICE_H_
#define IAM_SIMULATOR_SERVICES_IAM_IAM_SERVICE_H_

#include <optional>
#include <pugixml.hpp>

#include "absl/strings/string_view.h"
#include "simulator/credentials/access_keys.h"
#include "simulator/directory/directory.h"
#include "simulator/services/service_call.h"
#include "simulator/wire/api_error.h"

namespace iam {

// IAM's API on a directory and a store of access keys. It answers calls that
// were authorized; what it does concerns the caller's account alone.
//
// Operations are in operation_table.cc. What is not there is refused, as is a
// parameter that an operation does not take.
//
// Thread-safe.
class IamService {
 public:
  // Both must outlive it.
  IamService(Directory* directory, AccessKeys* keys)
      : directory_(directory), keys_(keys) {}

  static bool Knows(absl::string_view operation);

  // Writes the members of the result below `result`, the "…Result" element, or
  // says what is wrong; then what is below `result` means nothing.
  std::optional<ApiError> Call(const ServiceCall& call,
                               pugi::xml_node result) const;

 private:
  Directory* const directory_;
  AccessKeys* const keys_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_IAM_SERVICE_H_
