#include "simulator/why/written_statement.h"

#include "engine/compile/compiled_policy.h"
#include "engine/text/report.h"
#include "iam/policy_set.h"

namespace iam {
namespace {

Span InSource(const StatementRef& statement) {
  const AttachedPolicy& policy = *statement.policy;
  const Span span = policy.program->places(statement.index).statement;
  return {policy.offset + span.begin, policy.offset + span.end};
}

// A value or a list of them.
std::vector<std::string> ValuesOf(const JsonValue& value) {
  std::vector<std::string> values;
  if (value.is_scalar()) values.emplace_back(value.text());
  for (const JsonValue& item : value.items()) {
    values.emplace_back(item.text());
  }
  return values;
}

}  // namespace

WrittenStatement::WrittenStatement(const StatementRef& statement)
    : source_(statement.policy->source) {
  Diagnostics ignored;
  document_ = ParseJson(source_, InSource(statement), &ignored);
}

std::optional<WrittenElement> WrittenStatement::Find(
    absl::string_view name, absl::string_view other) const {
  for (const JsonValue::Member& member : root().members()) {
    if (member.name() != name && member.name() != other) continue;
    return WrittenElement{
        .name = std::string(member.name()),
        .values = ValuesOf(member.value),
        .span = member.value.span(),
        .place = PlaceIn(*source_, member.value.span().begin)};
  }
  return std::nullopt;
}

std::vector<WrittenCondition> WrittenStatement::Conditions() const {
  std::vector<WrittenCondition> conditions;
  const JsonValue* element = root().Find("Condition");
  if (element == nullptr) return conditions;
  for (const JsonValue::Member& op : element->members()) {
    for (const JsonValue::Member& key : op.value.members()) {
      conditions.push_back(
          {.op = std::string(op.name()),
           .key = std::string(key.name()),
           .values = ValuesOf(key.value),
           .span = {key.name_span().begin, key.value.span().end},
           .place = PlaceIn(*source_, key.name_span().begin)});
    }
  }
  return conditions;
}

Span WrittenStatement::span() const { return root().span(); }

}  // namespace iam
