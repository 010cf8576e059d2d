#ifndef IAM_SIMULATOR_ENDPOINT_CALL_H_
#define IAM_SIMULATOR_ENDPOINT_CALL_H_

#include <string>

#include "absl/time/time.h"
#include "engine/text/json.h"
#include "simulator/credentials/caller.h"
#include "simulator/http/http_message.h"
#include "simulator/wire/api_request.h"

namespace iam {

// One API call on its way: who calls what, where and how. A view of things that
// live as long as the request is answered.
struct Call {
  const HttpRequest& http;
  const ApiTarget& target;
  const Verified<Caller>& caller;
  const JsonValue* parameters = nullptr;  // null: they could not be read
  std::string region = {};                // that the call is for
  std::string address = {};               // where it comes from
  absl::Time now = {};
  std::string request_id = {};
  bool brought_mfa = false;  // SerialNumber and TokenCode, and they are right
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_CALL_H_
