#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iam/condition_operator.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "simulator/catalog/catalog.h"
#include "simulator/render/what_can.h"

namespace iam {
namespace {

constexpr size_t kFewServices = 24;  // that are named one by one

bool IsEquality(BaseOperator base) {
  switch (base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kNumericEquals:
    case BaseOperator::kDateEquals:
    case BaseOperator::kBool:
    case BaseOperator::kBinaryEquals:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string ToString(const AccessCondition& condition) {
  const auto op = ParseConditionOperator(condition.op);
  const std::string values = absl::StrJoin(condition.values, " or ");
  if (!op.has_value()) {
    return absl::StrCat(condition.key, " ", condition.op, " ", values);
  }
  if (op->base == BaseOperator::kNull) {
    const bool missing = condition.values.size() == 1 &&
                         absl::EqualsIgnoreCase(condition.values[0], "true");
    return absl::StrCat(condition.key, missing ? " is missing" : " is there");
  }
  std::string text;
  if (op->set == SetOperator::kForAllValues) text = "every ";
  if (op->set == SetOperator::kForAnyValue) text = "some ";
  absl::StrAppend(&text, condition.key, " ");
  if (IsEquality(op->base)) {
    absl::StrAppend(&text, "= ", values);
  } else {
    absl::StrAppend(
        &text, Name(op->base), " ",
        IsNegated(op->base) ? absl::StrJoin(condition.values, ", ") : values);
  }
  if (op->if_exists && !IsNegated(op->base)) {
    absl::StrAppend(&text, ", if it is there");
  }
  return text;
}

std::string ToString(const std::vector<AccessCondition>& conditions) {
  std::vector<std::string> texts;
  for (const AccessCondition& condition : conditions) {
    texts.push_back(ToString(condition));
  }
  return absl::StrJoin(texts, " and ");
}

std::vector<std::string> ActionsOf(const WhatCanService& service,
                                   const ActionPatterns& patterns) {
  if (service.prefixes.size() > 1) return {"*"};
  std::vector<std::string> actions;
  for (const std::string& pattern : patterns.patterns) {
    actions.push_back(absl::StrCat(service.prefixes[0], ":", pattern));
  }
  return actions;
}

std::string CountOf(const WhatCanService& service, size_t count) {
  if (service.prefixes.size() > 1) count = service.action_count;
  const std::string all = WithCommas(service.action_count);
  if (count == service.action_count) {
    return count == 1 ? "the only action"
                      : absl::StrCat("all ", all, " actions");
  }
  return absl::StrCat(WithCommas(count), " of ", all, " actions");
}

std::string Name(AccessLevel level) {
  switch (level) {
    case AccessLevel::kList:
      return "List";
    case AccessLevel::kRead:
      return "Read";
    case AccessLevel::kWrite:
      return "Write";
    case AccessLevel::kTagging:
      return "Tagging";
    case AccessLevel::kPermissions:
      return "Permissions management";
  }
  return "";
}

std::string ServicesText(const WhatCanService& service, bool all) {
  const std::vector<std::string>& prefixes = service.prefixes;
  if (all || prefixes.size() <= kFewServices) {
    return absl::StrJoin(prefixes, ", ");
  }
  std::set<absl::string_view> named(prefixes.begin(), prefixes.end());
  std::vector<absl::string_view> others;
  for (const absl::string_view prefix : Catalog::Get().prefixes()) {
    if (!named.contains(prefix)) others.push_back(prefix);
  }
  if (others.empty()) return "all services";
  if (others.size() < prefixes.size()) {
    if (others.size() > kFewServices) {
      return absl::StrCat(prefixes.size(), " services that are not named here");
    }
    return absl::StrCat("all services but ", absl::StrJoin(others, ", "));
  }
  const std::vector<std::string> few(prefixes.begin(),
                                     prefixes.begin() + kFewServices);
  return absl::StrCat(absl::StrJoin(few, ", "), " and ",
                      prefixes.size() - few.size(), " more");
}

std::string ReasonOf(const WhatCannotRow& row) {
  if (row.no_such_resource) {
    return "none of these actions works on such a resource";
  }
  const BlockedGrant& blocked = row.blocked;
  const std::string layer = TitleOf(blocked.layer, blocked.level);
  if (!blocked.deny.has_value()) {
    return absl::StrCat("no statement of the ", layer, " allows it");
  }
  return absl::StrCat("denied by the ", layer, ", policy '",
                      blocked.deny->policy->name, "', statement ",
                      LabelOf(*blocked.deny), ", ", PlaceOf(*blocked.deny));
}

std::string WithCommas(size_t number) {
  std::string text = absl::StrCat(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace iam
