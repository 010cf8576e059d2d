// VPC endpoints, and the policies that hold for every request of a world.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/world/resolve.h"

namespace iam {
namespace {

// None: nobody gave one.
std::optional<PolicyList> AttachGiven(const std::vector<InlinePolicy>& policies,
                                      PolicyType type, Snapshot* snapshot,
                                      WorldTables* tables) {
  if (policies.empty()) return std::nullopt;
  PolicyList list;
  for (const InlinePolicy& policy : policies) {
    list.Add(Attach(policy.name, policy.document, type, snapshot, tables));
  }
  return list;
}

}  // namespace

void ResolveEndpoints(Snapshot* snapshot, WorldTables* tables) {
  // In the order of ids, so that warnings are.
  std::vector<std::string> ids;
  ids.reserve(snapshot->endpoints.size());
  for (const auto& [id, endpoint] : snapshot->endpoints) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    const EndpointRecord& endpoint = snapshot->endpoints.at(id);
    EndpointEntry& entry = tables->endpoints[id];
    if (!endpoint.policy.has_value()) continue;
    entry.policies.emplace();
    if (endpoint.policy->known()) {
      entry.policies->Add(Attach(id, *endpoint.policy, PolicyType::kVpcEndpoint,
                                 snapshot, tables));
    } else {
      entry.unknown.push_back(absl::StrCat("policy of VPC endpoint ", id));
    }
  }
  tables->session = AttachGiven(snapshot->session_policies,
                                PolicyType::kSession, snapshot, tables);
  tables->endpoint = AttachGiven(snapshot->endpoint_policies,
                                 PolicyType::kVpcEndpoint, snapshot, tables);
}

}  // namespace iam
