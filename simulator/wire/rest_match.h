#ifndef IAM_SIMULATOR_WIRE_REST_MATCH_H_
#define IAM_SIMULATOR_WIRE_REST_MATCH_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/http/http_message.h"
#include "simulator/wire/form.h"
#include "simulator/wire/wire_table.h"

namespace iam {

// An operation that a REST request may be of.
struct RestMatch {
  const WireClient* client = nullptr;
  const HttpBinding* binding = nullptr;
  // Of "{Bucket}" and "{Key+}", decoded.
  std::vector<std::pair<absl::string_view, std::string>> labels;
  int weight = 0;  // how much of the request the binding names
  // The request names as much of another operation: "?acl&policy".
  bool ambiguous = false;
};

// The operation of `clients` that the request is of, the one that names most of
// it; nullopt if there is none. `path` is not decoded yet.
std::optional<RestMatch> MatchRest(
    const std::vector<const WireClient*>& clients, absl::string_view method,
    absl::string_view path, const Form& query,
    const std::vector<HttpHeader>& headers);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_REST_MATCH_H_
