#include "engine/compile/compiled_policy.h"

#include <utility>

namespace iam {
namespace {

ActionSet CompileActions(const PatternElement& element) {
  std::vector<absl::string_view> entries;
  entries.reserve(element.entries.size());
  for (const PolicyString& entry : element.entries) {
    entries.push_back(entry.text);
  }
  return ActionSet(entries);
}

CompiledStatement CompileStatement(const Statement& statement, PolicyType type,
                                   PolicyVersion version) {
  CompiledStatement compiled{
      .effect = statement.effect,
      .principal = std::nullopt,
      .not_action = statement.action.negated,
      .action = CompileActions(statement.action),
      .not_resource = false,
      .resource = std::nullopt,
      .conditions = {},
      .sid = std::string(statement.sid.has_value() ? statement.sid->text : ""),
      .span = statement.span,
      .action_span = statement.action.span,
      .resource_span = {},
      .condition_spans = {}};
  if (statement.principal.has_value()) {
    compiled.principal.emplace(*statement.principal, statement.effect);
  }
  if (statement.resource.has_value()) {
    compiled.not_resource = statement.resource->negated;
    compiled.resource.emplace(*statement.resource, type, version);
    compiled.resource_span = statement.resource->span;
  }
  for (const Condition& condition : statement.conditions) {
    compiled.conditions.emplace_back(condition, version);
    compiled.condition_spans.push_back(condition.span);
  }
  return compiled;
}

}  // namespace

std::shared_ptr<const CompiledPolicy> CompilePolicy(const Policy& policy,
                                                    PolicyType type) {
  std::vector<CompiledStatement> statements;
  statements.reserve(policy.statements().size());
  for (const Statement& statement : policy.statements()) {
    statements.push_back(CompileStatement(statement, type, policy.version()));
  }
  return std::make_shared<const CompiledPolicy>(std::move(statements));
}

}  // namespace iam
