// The public API over one set of policies.
#include "iam/engine.h"

#include <array>
#include <optional>
#include <utility>

#include "engine/compile/compiled_policy.h"
#include "engine/compile/policy_list.h"
#include "engine/eval/evaluate.h"
#include "engine/explain/explain.h"

namespace iam {

struct Engine::State {
  std::unique_ptr<Vocabulary> vocabulary;
  // By policy type; one level for types without levels.
  std::array<std::optional<PolicyLevels>, kPolicyTypeCount> layers;
  std::optional<Organization> organization;

  const PolicyList* List(PolicyType type) const {
    const auto& levels = layers[static_cast<size_t>(type)];
    return levels.has_value() ? &levels->front() : nullptr;
  }
  const PolicyLevels* Levels(PolicyType type) const {
    const auto& levels = layers[static_cast<size_t>(type)];
    return levels.has_value() ? &*levels : nullptr;
  }

  Layers MakeLayers() const {
    return {.identity = List(PolicyType::kIdentityBased),
            .boundary = List(PolicyType::kPermissionsBoundary),
            .session = List(PolicyType::kSession),
            .resource = List(PolicyType::kResourceBased),
            .endpoint = List(PolicyType::kVpcEndpoint),
            .scp_levels = Levels(PolicyType::kServiceControlPolicy),
            .rcp_levels = Levels(PolicyType::kResourceControlPolicy),
            .actions = &vocabulary->actions()};
  }

  Facts MakeFacts() const {
    Facts facts;
    facts.organization = organization.has_value() ? &*organization : nullptr;
    return facts;
  }
};

namespace {

// Compiles one level; false if a policy does not suit its type.
bool CompileLevel(const PolicySet::Level& level, Vocabulary* vocabulary,
                  PolicyList* list, Diagnostics* diagnostics) {
  bool ok = true;
  for (const PolicySet::NamedPolicy& named : level) {
    ok = CheckPolicyType(named.policy, named.type, diagnostics) && ok;
    AttachedPolicy attached;
    attached.name = named.name;
    attached.source = named.policy.source();
    attached.offset = named.policy.offset();
    attached.program = std::make_shared<const CompiledPolicy>(
        named.policy, named.type, vocabulary);
    list->Add(std::move(attached));
  }
  return ok;
}

// All actions that the policies name.
ActionClasses ActionsOf(const PolicySet& policies) {
  ActionClasses::Builder actions;
  for (int i = 0; i < kPolicyTypeCount; ++i) {
    const auto* levels = policies.layer(static_cast<PolicyType>(i));
    if (levels == nullptr) continue;
    for (const PolicySet::Level& level : *levels) {
      for (const PolicySet::NamedPolicy& named : level) {
        AddActions(named.policy, &actions);
      }
    }
  }
  return std::move(actions).Build();
}

}  // namespace

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) = default;
Engine& Engine::operator=(Engine&&) = default;
Engine::~Engine() = default;

absl::StatusOr<Engine> Engine::Compile(PolicySet policies,
                                       Diagnostics* diagnostics) {
  Diagnostics own;
  if (diagnostics == nullptr) diagnostics = &own;
  auto state = std::make_unique<State>();
  state->organization = std::move(policies.organization);
  state->vocabulary = std::make_unique<Vocabulary>(ActionsOf(policies));
  bool ok = true;
  for (int i = 0; i < kPolicyTypeCount; ++i) {
    const auto type = static_cast<PolicyType>(i);
    const std::vector<PolicySet::Level>* levels = policies.layer(type);
    if (levels == nullptr || type == PolicyType::kTrust) continue;
    PolicyLevels& compiled = state->layers[static_cast<size_t>(i)].emplace();
    for (const PolicySet::Level& level : *levels) {
      ok = CompileLevel(level, state->vocabulary.get(),
                        &compiled.emplace_back(), diagnostics) &&
           ok;
      if (type == PolicyType::kResourceControlPolicy) {
        CompleteRcpLevel(&compiled.back());
      }
    }
  }
  if (!ok) return diagnostics->ToStatus();
  state->vocabulary->FinishCompiling();
  return Engine(std::move(state));
}

Decision Engine::Authorize(const Request& request) const {
  return Evaluate(state_->MakeLayers(), state_->MakeFacts(),
                  ParsedRequest(request));
}

Explanation Engine::Explain(const Request& request) const {
  return ExplainEvaluation(state_->MakeLayers(), state_->MakeFacts(),
                           ParsedRequest(request));
}

}  // namespace iam
