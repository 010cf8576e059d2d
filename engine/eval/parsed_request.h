#ifndef IAM_EVAL_PARSED_REQUEST_H_
#define IAM_EVAL_PARSED_REQUEST_H_

#include <optional>

#include "engine/match/action_set.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {

// What the words of a request say by themselves, before anything is looked up.
// Points to the request.
struct ParsedRequest {
  explicit ParsedRequest(const Request& from)
      : ParsedRequest(from, ParseRequestPrincipal(from.principal)) {}
  // For a caller who knows the principal.
  ParsedRequest(const Request& from,
                const std::optional<RequestPrincipal>& who);

  const Request& request;
  RequestAction action;
  // What the request is authorised on, see AuthorizedResource().
  RequestResource resource;
  // False for a request on "*", whatever that stands for.
  bool names_resource;
  // nullopt if the text names no possible principal.
  std::optional<RequestPrincipal> principal;
};

}  // namespace iam

#endif  // IAM_EVAL_PARSED_REQUEST_H_
