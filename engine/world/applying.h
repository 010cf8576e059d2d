#ifndef IAM_WORLD_APPLYING_H_
#define IAM_WORLD_APPLYING_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "engine/eval/layers.h"
#include "engine/eval/parsed_request.h"
#include "engine/match/request_principal.h"
#include "engine/world/world_tables.h"
#include "iam/request.h"

namespace iam {

// All that the tables say about one request: the layers that apply to it, and
// the facts. Points into the tables and the request.
struct Applying {
  Layers layers;
  Facts facts;
  std::optional<RequestPrincipal> principal;
  const PrincipalEntry* entry = nullptr;    // whose policies apply
  const PrincipalEntry* role = nullptr;     // to be assumed
  const ResourceEntry* resource = nullptr;  // whose policy applies
  const AccountEntry* caller = nullptr;     // account of the principal
  const AccountEntry* owner = nullptr;      // account of the resource
  const EndpointEntry* endpoint = nullptr;  // that the request passes
  bool assumes_unknown_role = false;
};

// Finds the principal of the request and its account. kNotFound if it should be
// in this world and is not.
absl::Status FindCaller(const WorldTables& tables, const Request& request,
                        Applying* applying);

// Finds the layers and facts, once principal, entry and caller are known.
void FindApplying(const WorldTables& tables, const ParsedRequest& parsed,
                  Applying* applying);

// Whose the resource is: by its ARN, the request or the tables; empty if none
// of them says, and so each caller is taken to own it.
absl::string_view KnownOwner(const WorldTables& tables,
                             const ParsedRequest& parsed);

// The VPC endpoint that aws:SourceVpce names; empty if the request did not pass
// one.
absl::string_view EndpointOf(const Request& request);

}  // namespace iam

#endif  // IAM_WORLD_APPLYING_H_
