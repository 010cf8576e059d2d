#ifndef IAM_SIMULATOR_SERVICES_SERVICE_CALL_H_
#define IAM_SIMULATOR_SERVICES_SERVICE_CALL_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "engine/text/json.h"
#include "simulator/credentials/caller.h"

namespace iam {

// A call of a service's operation, authenticated and authorized. Valid as long
// as what it refers to.
struct ServiceCall {
  absl::string_view operation;  // "CreateUser"
  // An object in the form of the operation's model, without "Action" and
  // "Version": {"UserName": "ana", "Tags": [{"Key": "team", "Value": "a"}],
  // "MaxItems": "10"}. Scalars are strings. Null: no parameters.
  const JsonValue& parameters;
  const Caller& caller;
  absl::Time now;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_SERVICE_CALL_H_
