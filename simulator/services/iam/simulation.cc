// A simulation of a principal decides in the directory's world, or, where
// policies are given besides, in one made of the same texts, changed so that
// somebody in it has those policies.
#include "simulator/services/iam/simulation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/text/json.h"
#include "iam/policy.h"
#include "simulator/catalog/catalog.h"
#include "simulator/directory/account_text.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

constexpr absl::string_view kNobody = "simulated";

// Somebody of whom a policy cannot know anything.
Entity Nobody(const EntityTable& entities, absl::string_view account) {
  Entity nobody;
  nobody.account = std::string(account);
  nobody.name = std::string(kNobody);
  while (entities.FindAnyCase(account, EntityKind::kUser, nobody.name)) {
    nobody.name += "-";
  }
  return nobody;
}

// Groups of another account mean nothing to the caller: their policies become
// his own.
void TakeGroupPolicies(const Entity& source, const EntityTable& entities,
                       Entity* caller) {
  for (const std::string& name : caller->groups) {
    const EntityPtr group =
        entities.Find(source.account, EntityKind::kGroup, name);
    if (group == nullptr) continue;
    for (const InlineDocument& policy : group->inline_policies) {
      caller->inline_policies.push_back(policy);
    }
    for (const std::string& arn : group->attached) {
      caller->attached.push_back(arn);
    }
  }
  caller->groups.clear();
}

// Who calls with the policies of the source.
Entity CallerWithPoliciesOf(const Entity& source, const std::string& caller_arn,
                            const EntityTable& entities) {
  Entity caller;
  if (caller_arn.empty()) {
    if (source.kind != EntityKind::kGroup) return source;
    caller = Nobody(entities, source.account);
  } else if (caller_arn == source.Arn()) {
    return source;
  } else {
    const std::optional<EntityArn> arn = ParseEntityArn(caller_arn);
    caller.account = arn->account;
    caller.path = arn->path;
    caller.name = arn->name;
    // Of other accounts nothing is told, not even by way of tags.
    const EntityPtr known = entities.FindArn(caller_arn);
    if (known != nullptr && known->account == source.account) caller = *known;
  }
  caller.inline_policies.clear();
  caller.attached.clear();
  caller.boundary = source.boundary;
  caller.groups = source.groups;
  if (source.kind == EntityKind::kGroup) {
    caller.groups = {source.name};
  } else {
    caller.inline_policies = source.inline_policies;
    caller.attached = source.attached;
  }
  if (caller.account != source.account) {
    TakeGroupPolicies(source, entities, &caller);
  }
  return caller;
}

void GivePolicies(const SimulationInput& input, Entity* caller,
                  EntityTable* entities) {
  for (const InlineDocument& policy : input.policies) {
    caller->inline_policies.push_back(policy);
  }
  if (input.boundary.empty()) return;
  Entity boundary;
  boundary.kind = EntityKind::kPolicy;
  boundary.account = caller->account;
  boundary.name = std::string(kBoundaryInput);
  boundary.versions = {{"v1", input.boundary, absl::UnixEpoch()}};
  boundary.default_version = "v1";
  caller->boundary = boundary.Arn();
  entities->Put(std::move(boundary));
}

bool HoldsResourcePolicies(const SourcePtr& source) {
  Diagnostics said;
  const std::optional<JsonDocument> json = ParseJson(source, &said);
  if (!json.has_value()) return false;
  const JsonValue& root = json->root();
  const JsonValue& part =
      root.is_array() && !root.items().empty() ? root.items().front() : root;
  return part.Find("ResourcePolicies") != nullptr ||
         part.Find("BucketOwners") != nullptr ||
         part.Find("ResourceArn") != nullptr;
}

// The ARN under which a resource's policy is known: an object's is its
// bucket's.
absl::string_view PolicyHolder(absl::string_view resource) {
  const std::optional<Arn> arn = SplitArn(resource);
  if (!arn.has_value() || arn->service != "s3" || !arn->region.empty() ||
      !arn->account.empty()) {
    return resource;
  }
  const size_t slash = arn->resource.find('/');
  if (slash == absl::string_view::npos) return resource;
  return resource.substr(0, resource.size() - (arn->resource.size() - slash));
}

// The given policy as that of each resource asked for.
SourcePtr ResourcePolicyText(const SimulationInput& input,
                             absl::string_view account) {
  JsonWriter json;
  json.Open();
  json.OpenList("ResourcePolicies");
  std::set<absl::string_view> written;
  for (const std::string& named : input.resources) {
    const absl::string_view resource = PolicyHolder(named);
    if (resource == "*" || !written.insert(resource).second) continue;
    json.Open();
    json.Text("ResourceArn", resource);
    json.Text("Account",
              input.resource_owner.empty() ? account : input.resource_owner);
    json.Text("Policy", input.resource_policy);
    json.Close();
  }
  json.CloseList();
  json.Close();
  return std::make_shared<const Source>(std::string(kResourcePolicyInput),
                                        json.str());
}

absl::StatusOr<World> ChangedWorld(const SimulationInput& input,
                                   const EntityTable& entities,
                                   absl::string_view account,
                                   const DirectoryMoment& moment) {
  WorldSources sources = moment.others;
  if (!input.resource_policy.empty()) {
    std::erase_if(sources.sources, HoldsResourcePolicies);
    sources.sources.push_back(ResourcePolicyText(input, account));
  }
  for (const auto& [other, text] : moment.account_texts) {
    if (other != account) sources.sources.push_back(text);
  }
  sources.sources.push_back(AccountText(entities, account));
  return BuildWorld(sources, /*keep_going=*/false, nullptr);
}

bool IsInlineOf(const Entity& entity, absl::string_view policy) {
  return std::any_of(
      entity.inline_policies.begin(), entity.inline_policies.end(),
      [policy](const InlineDocument& own) { return own.name == policy; });
}

// Whatever resource is named, some actions are about none: a policy that allows
// them on a resource allows nothing.
std::string RequestedResource(absl::string_view action,
                              absl::string_view resource) {
  const std::optional<Catalog::Found> found = Catalog::Get().FindAction(action);
  const bool about_none =
      found.has_value() && found->action->needs_any_resource();
  return about_none ? "*" : std::string(resource);
}

}  // namespace

absl::StatusOr<Simulation> Simulation::OfPolicies(const SimulationInput& input,
                                                  absl::string_view account) {
  PolicySet policies;
  policies.Open(PolicyType::kIdentityBased);
  const auto add = [&](PolicyType type, absl::string_view name,
                       const std::string& text) -> absl::Status {
    absl::StatusOr<Policy> policy = Policy::Parse(text, name);
    if (!policy.ok()) return policy.status();
    policies.Add(type, std::string(name), *std::move(policy));
    return absl::OkStatus();
  };
  absl::Status added;
  for (const InlineDocument& policy : input.policies) {
    added.Update(add(PolicyType::kIdentityBased, policy.name, policy.text));
  }
  if (!input.boundary.empty()) {
    added.Update(
        add(PolicyType::kPermissionsBoundary, kBoundaryInput, input.boundary));
  }
  if (!input.resource_policy.empty()) {
    added.Update(add(PolicyType::kResourceBased, kResourcePolicyInput,
                     input.resource_policy));
  }
  if (!added.ok()) return added;
  absl::StatusOr<Engine> engine = Engine::Compile(std::move(policies));
  if (!engine.ok()) return engine.status();
  Simulation simulation;
  simulation.engine_ = *std::move(engine);
  simulation.request_.context = input.context;
  simulation.request_.resource_account = input.resource_owner;
  simulation.request_.principal = input.caller;
  if (input.caller.empty()) {
    simulation.request_.principal =
        Nobody(EntityTable(), account.empty() ? "000000000000" : account).Arn();
    HideCaller(&simulation.request_.context);
    simulation.caller_follows_resource_ = input.resource_owner.empty();
  }
  return simulation;
}

absl::StatusOr<Simulation> Simulation::OfPrincipal(
    const SimulationInput& input, const Entity& source,
    const DirectoryMoment& moment) {
  Simulation simulation;
  simulation.resource_policy_given_ = !input.resource_policy.empty();
  simulation.entities_ = moment.entities;
  Entity caller = CallerWithPoliciesOf(source, input.caller, moment.entities);
  const bool as_he_is = caller.Arn() == source.Arn() &&
                        input.policies.empty() && input.boundary.empty() &&
                        input.resource_policy.empty();
  if (as_he_is) {
    simulation.world_ = moment.world;
    simulation.caller_ = std::make_shared<const Entity>(source);
  } else {
    GivePolicies(input, &caller, &simulation.entities_);
    simulation.entities_.Put(caller);
    simulation.caller_ = std::make_shared<const Entity>(caller);
    absl::StatusOr<World> world =
        ChangedWorld(input, simulation.entities_, caller.account, moment);
    if (!world.ok()) return world.status();
    simulation.world_ = std::make_shared<const World>(*std::move(world));
  }
  Request& request = simulation.request_;
  request.principal = caller.Arn();
  request.context = input.context;
  request.resource_account = input.resource_owner;
  const bool is_nobody =
      source.kind == EntityKind::kGroup && input.caller.empty();
  if (is_nobody) HideCaller(&request.context);
  return simulation;
}

absl::StatusOr<Explanation> Simulation::Explain(
    absl::string_view action, absl::string_view resource) const {
  Request request = request_;
  request.action = std::string(action);
  request.resource = RequestedResource(action, resource);
  const absl::string_view owner = RequestResource(resource).account;
  if (caller_follows_resource_ && !owner.empty()) {
    request.principal = Nobody(EntityTable(), owner).Arn();
  }
  if (engine_.has_value()) return engine_->Explain(request);
  return world_->Explain(request);
}

std::string Simulation::PolicyId(const StatementRef& statement) const {
  const AttachedPolicy& policy = *statement.policy;
  const bool is_given = absl::StartsWith(policy.name, kPolicyInput);
  if (statement.layer == PolicyType::kResourceBased && resource_policy_given_) {
    return std::string(kResourcePolicyInput);
  }
  if (caller_ == nullptr || is_given ||
      statement.layer != PolicyType::kIdentityBased) {
    return policy.name;
  }
  EntityPtr owner = caller_;
  if (!policy.via.empty()) {
    owner = entities_.Find(caller_->account, EntityKind::kGroup, policy.via);
  }
  if (owner == nullptr || !IsInlineOf(*owner, policy.name)) return policy.name;
  return absl::StrCat(Name(owner->kind), "_", owner->name, "_", policy.name);
}

}  // namespace iam
