#include "engine/eval/parsed_request.h"

#include "engine/eval/service_rules.h"

namespace iam {

ParsedRequest::ParsedRequest(const Request& from,
                             const std::optional<RequestPrincipal>& who)
    : request(from),
      action(from.action),
      resource(AuthorizedResource(action, from.resource)),
      names_resource(from.resource != "*"),
      principal(who) {}

}  // namespace iam
