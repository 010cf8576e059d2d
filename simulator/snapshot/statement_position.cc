#include "simulator/snapshot/statement_position.h"

#include "absl/strings/ascii.h"
#include "engine/compile/compiled_policy.h"
#include "iam/policy_set.h"

namespace iam {
namespace {

// A place in a source, counted from where the document begins in it.
Location WithinDocument(const Location& place, const Location& document) {
  return {.line = place.line - document.line + 1,
          .column = place.line == document.line
                        ? place.column - document.column + 1
                        : place.column};
}

}  // namespace

StatementPosition PositionOf(const StatementRef& statement) {
  const AttachedPolicy& policy = *statement.policy;
  const Span span = policy.program->places(statement.index).statement;
  const absl::string_view text = policy.source->text();
  size_t begin = policy.offset + span.begin;
  while (begin > policy.offset &&
         absl::ascii_isspace(static_cast<unsigned char>(text[begin - 1]))) {
    --begin;
  }
  const Location document = policy.source->LocationOf(policy.offset);
  const auto locate = [&](size_t offset) {
    return WithinDocument(policy.source->LocationOf(offset), document);
  };
  return {.start = locate(begin), .end = locate(policy.offset + span.end)};
}

}  // namespace iam
