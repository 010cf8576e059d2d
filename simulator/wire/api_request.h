#ifndef IAM_SIMULATOR_WIRE_API_REQUEST_H_
#define IAM_SIMULATOR_WIRE_API_REQUEST_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/http/http_message.h"
#include "simulator/wire/api_error.h"
#include "simulator/wire/form.h"
#include "simulator/wire/wire_table.h"

namespace iam {

// Whom a request is for: what is known of it before its signature is checked,
// and how errors are to be written.
struct ApiTarget {
  // Never null: S3 if nothing tells the service, as no other takes requests
  // without a word about themselves.
  const WireClient* client = nullptr;
  Protocol protocol = Protocol::kRestXml;
  std::string operation;     // "" if the request does not show it
  std::string host_service;  // signing name that the host tells, or ""
  std::string host_region;   // or ""
  std::string bucket;        // that the host tells, or ""
  Form query;                // of the URL, decoded
  // What keeps the request from being read: it is answered, once the signature
  // was checked.
  std::optional<ApiError> error;
};

// Finds out what service and operation a request is for. `signing_name` is what
// its credential scope claims, or "".
ApiTarget FindTarget(const HttpRequest& request,
                     absl::string_view signing_name);

// Reads the parameters of the call, as the API's model names them and, where
// that differs, also as they are called on the wire. nullopt in the variant:
// they cannot be read (CBOR). `body` is the payload, without a chunked
// signature's frames.
std::variant<std::optional<JsonDocument>, ApiError> ReadParameters(
    const ApiTarget& target, const HttpRequest& request,
    absl::string_view body);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_API_REQUEST_H_
