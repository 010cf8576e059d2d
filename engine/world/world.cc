// Has a request evaluated with what the tables say about it.
#include "iam/world.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/eval/evaluate.h"
#include "engine/explain/explain.h"
#include "engine/match/prefetch.h"
#include "engine/world/applying.h"
#include "engine/world/world_state.h"

namespace iam {
namespace {

// Of a context's values: most are shorter in all.
constexpr size_t kPrefetchedBytes = 1024;

void Append(const std::vector<std::string>& names,
            std::vector<std::string>* out) {
  for (const std::string& name : names) {
    if (std::find(out->begin(), out->end(), name) == out->end()) {
      out->push_back(name);
    }
  }
}

void AddUnknown(const Applying& applying, const Request& request,
                Explanation* explanation) {
  std::vector<std::string>* unknown = &explanation->unknown_policies;
  const bool member =
      applying.principal.has_value() && applying.principal->is_account_member();
  if (applying.owner != nullptr) {
    Append(applying.owner->unknown_rcps, unknown);
  }
  if (applying.caller != nullptr && member) {
    Append(applying.caller->unknown_scps, unknown);
  }
  if (applying.resource != nullptr) Append(applying.resource->unknown, unknown);
  if (applying.role != nullptr) Append(applying.role->unknown_trust, unknown);
  if (applying.entry != nullptr) Append(applying.entry->unknown, unknown);
  if (applying.endpoint != nullptr) Append(applying.endpoint->unknown, unknown);
  if (applying.assumes_unknown_role) {
    Append({absl::StrCat("trust policy of ", request.resource)}, unknown);
  }
}

void AddNotes(const WorldTables& tables, const Applying& applying,
              const Request& request, Explanation* explanation) {
  const absl::string_view endpoint = EndpointOf(request);
  if (!endpoint.empty() && applying.endpoint == nullptr &&
      !tables.endpoint.has_value()) {
    explanation->notes.push_back(
        absl::StrCat("VPC endpoint '", endpoint,
                     "' is not in this world: its policy is not known"));
  }
  if (!applying.principal.has_value()) return;
  const RequestPrincipal& who = *applying.principal;
  if (tables.session.has_value() && who.kind == PrincipalKind::kUser) {
    explanation->notes.push_back(
        "a user is no session: the session policy does not apply");
  }
  if (who.is_account_member() && applying.caller == nullptr) {
    explanation->notes.push_back(absl::StrCat(
        "account ", who.account,
        " is not in this world: SCPs and facts about it are not known"));
  }
  if (who.kind == PrincipalKind::kFederatedUser && applying.entry == nullptr) {
    explanation->notes.push_back(
        "the user who called GetFederationToken is not given: no "
        "identity-based policies apply");
  }
  if (applying.assumes_unknown_role) {
    explanation->notes.push_back(
        absl::StrCat("role '", request.resource,
                     "' is not in this world: its trust policy is not known"));
  }
}

}  // namespace

World::World(std::unique_ptr<State> state) : state_(std::move(state)) {}
World::World(World&&) = default;
World& World::operator=(World&&) = default;
World::~World() = default;

const World::Counts& World::counts() const { return state_->tables.counts; }

absl::StatusOr<Decision> World::Authorize(const Request& request) const {
  Prefetch(request.principal.data(), request.principal.size());
  Prefetch(request.action.data(), 1);
  Prefetch(request.resource.data(), request.resource.size());
  const auto slots = request.context.slots_block();
  Prefetch(slots.data(), slots.size());
  const auto bytes = request.context.bytes_block();
  Prefetch(bytes.data(), std::min(bytes.size(), kPrefetchedBytes));
  Applying applying;
  absl::Status status = FindCaller(state_->tables, request, &applying);
  if (!status.ok()) return status;
  const ParsedRequest parsed(request, applying.principal);
  FindApplying(state_->tables, parsed, &applying);
  return Evaluate(applying.layers, applying.facts, parsed);
}

absl::StatusOr<Explanation> World::Explain(const Request& request) const {
  Applying applying;
  absl::Status status = FindCaller(state_->tables, request, &applying);
  if (!status.ok()) {
    // Looking for the nearest name takes time: not in Authorize(), which may
    // meet a million events of a deleted role.
    absl::Status named = FindPrincipal(request.principal).status();
    return absl::IsNotFound(named) ? named : status;
  }
  const ParsedRequest parsed(request, applying.principal);
  FindApplying(state_->tables, parsed, &applying);
  Explanation explanation =
      ExplainEvaluation(applying.layers, applying.facts, parsed);
  AddUnknown(applying, request, &explanation);
  AddNotes(state_->tables, applying, request, &explanation);
  return explanation;
}

}  // namespace iam
