#include "simulator/why/nearest_misses.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iam/condition_operator.h"
#include "simulator/why/written_statement.h"

namespace iam {
namespace {

// How many parts failed. What is about another action is far away, whatever
// else it says.
size_t FailedParts(const StatementStep& step) {
  return (step.principal_matches ? 0u : 1u) + (step.action_matches ? 0u : 1u) +
         (step.resource_matches ? 0u : 1u) + step.failed_conditions.size();
}

bool Nearer(const StatementStep* a, const StatementStep* b) {
  if (a->action_matches != b->action_matches) return a->action_matches;
  if (FailedParts(*a) != FailedParts(*b)) {
    return FailedParts(*a) < FailedParts(*b);
  }
  return a->resource_matches && !b->resource_matches;
}

// The bytes that a text and a pattern have in common before the first that
// differs, or the pattern's first wildcard.
size_t Common(absl::string_view text, absl::string_view pattern) {
  size_t i = 0;
  while (i < text.size() && i < pattern.size() && text[i] == pattern[i]) ++i;
  return i;
}

void PutNearestFirst(absl::string_view got, PartMiss* miss) {
  std::stable_sort(miss->wanted.begin(), miss->wanted.end(),
                   [&](const std::string& a, const std::string& b) {
                     return Common(got, a) > Common(got, b);
                   });
  if (!miss->wanted.empty()) miss->same = Common(got, miss->wanted.front());
}

PartMiss MissOf(StatementPart part, const WrittenElement& element,
                absl::string_view got) {
  PartMiss miss;
  miss.part = part;
  miss.element = element.name;
  miss.excluded = absl::StartsWith(element.name, "Not");
  miss.wanted = element.values;
  miss.got = {std::string(got)};
  miss.place = element.place;
  miss.span = element.span;
  PutNearestFirst(got, &miss);
  return miss;
}

PartMiss MissOf(const WrittenCondition& condition,
                const FailedCondition& failed) {
  PartMiss miss;
  miss.part = StatementPart::kCondition;
  miss.element = absl::StrCat("Condition ", condition.op, " ", condition.key);
  const auto op = ParseConditionOperator(condition.op);
  miss.excluded = op.has_value() && IsNegated(op->base);
  miss.wanted = condition.values;
  miss.got = failed.got;
  miss.condition = failed.index;
  miss.place = condition.place;
  miss.span = condition.span;
  return miss;
}

Miss MissOf(const StatementStep& step, const Request& request) {
  const WrittenStatement written(step.statement);
  Miss miss;
  miss.statement = step.statement;
  const auto add = [&](StatementPart part, absl::string_view name,
                       absl::string_view other, absl::string_view got) {
    if (const auto element = written.Find(name, other)) {
      miss.parts.push_back(MissOf(part, *element, got));
    } else {
      miss.parts.push_back({.part = part,
                            .element = std::string(name),
                            .wanted = {},
                            .got = {std::string(got)},
                            .place = PlaceOf(step.statement),
                            .span = written.span()});
    }
  };
  if (!step.principal_matches) {
    add(StatementPart::kPrincipal, "Principal", "NotPrincipal",
        request.principal);
  }
  if (!step.action_matches) {
    add(StatementPart::kAction, "Action", "NotAction", request.action);
  }
  if (!step.resource_matches) {
    add(StatementPart::kResource, "Resource", "NotResource", request.resource);
  }
  const std::vector<WrittenCondition> conditions = written.Conditions();
  for (const FailedCondition& failed : step.failed_conditions) {
    if (failed.index >= conditions.size()) continue;
    miss.parts.push_back(MissOf(conditions[failed.index], failed));
  }
  return miss;
}

std::string Quoted(const std::vector<std::string>& values) {
  constexpr size_t kMost = 3;
  const size_t shown = std::min(values.size(), kMost);
  std::string text = absl::StrJoin(
      values.begin(), values.begin() + static_cast<std::ptrdiff_t>(shown),
      " or ", [](std::string* out, const std::string& value) {
        absl::StrAppend(out, "'", value, "'");
      });
  if (values.size() > kMost) {
    absl::StrAppend(&text, " or ", values.size() - kMost, " more");
  }
  return text;
}

}  // namespace

std::vector<Miss> NearestMisses(const LayerStep& layer, const Request& request,
                                size_t most) {
  std::vector<const StatementStep*> allows;
  for (const StatementStep& step : layer.statements) {
    if (step.effect == Effect::kAllow && !step.applies) {
      allows.push_back(&step);
    }
  }
  std::stable_sort(allows.begin(), allows.end(), &Nearer);
  if (allows.size() > most) allows.resize(most);
  std::vector<Miss> misses;
  misses.reserve(allows.size());
  for (const StatementStep* step : allows) {
    misses.push_back(MissOf(*step, request));
  }
  return misses;
}

std::string ToString(const PartMiss& miss) {
  std::string text = absl::StrCat(miss.element, ": ");
  if (miss.part == StatementPart::kPrincipal) {
    return absl::StrCat(text, "does not name '", miss.got.front(), "'");
  }
  absl::StrAppend(&text, miss.excluded ? "wanted none of " : "wanted ",
                  miss.wanted.empty() ? "nothing" : Quoted(miss.wanted));
  if (miss.got.empty()) {
    absl::StrAppend(&text, ", but the request has no such key");
  } else {
    absl::StrAppend(&text, ", got ", Quoted(miss.got));
  }
  return text;
}

}  // namespace iam
