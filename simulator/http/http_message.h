#ifndef IAM_SIMULATOR_HTTP_HTTP_MESSAGE_H_
#define IAM_SIMULATOR_HTTP_HTTP_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace iam {

struct HttpHeader {
  std::string name;  // as sent; compares without regard to case
  std::string value;
};

// The value of the first header of that name, null if there is none.
inline const std::string* FindHeader(const std::vector<HttpHeader>& headers,
                                     absl::string_view name) {
  for (const HttpHeader& header : headers) {
    if (absl::EqualsIgnoreCase(header.name, name)) return &header.value;
  }
  return nullptr;
}

// A request as it came, nothing decoded or put in order: signatures are over
// these bytes.
struct HttpRequest {
  std::string method;               // "GET"
  std::string target;               // "/bucket/a%20b?acl"
  std::vector<HttpHeader> headers;  // in the order sent, also equal names
  std::string body;
  std::string remote_address;  // "127.0.0.1"
  bool secure = false;         // came over TLS
};

struct HttpResponse {
  int status = 200;
  // Without Content-Length and Date, which the server sets.
  std::vector<HttpHeader> headers;
  std::string body;
  // HEAD: the length of the body that is not sent.
  std::optional<uint64_t> length_without_body;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_HTTP_HTTP_MESSAGE_H_
