// The Condition element: operators over keys over values. IAM User Guide, "IAM
// JSON policy elements: Condition".

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/operators.h"
#include "engine/condition/values.h"
#include "engine/policy/policy_parser.h"
#include "engine/text/name_filter.h"

namespace iam {
namespace {

// The operator that a misspelt name most likely means; empty if none is near.
std::string NearestOperator(absl::string_view name) {
  absl::string_view base = name;
  std::string set;
  const size_t colon = name.find(':');
  if (colon != absl::string_view::npos) {
    set = Nearest(name.substr(0, colon), {"ForAllValues", "ForAnyValue"});
    if (set.empty()) return "";
    set += ':';
    base = name.substr(colon + 1);
  }
  // Null tests for existence itself, so it takes no suffix.
  if (absl::EqualsIgnoreCase(base, "NullIfExists")) return "Null";
  const bool negated = absl::StrContains(absl::AsciiStrToLower(base), "not");
  std::vector<std::string> names;
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    const auto known = static_cast<BaseOperator>(i);
    // Never a hint that turns the meaning around: IAM has no NotBool.
    if (IsNegated(known) != negated) continue;
    for (const bool if_exists : {false, true}) {
      if (if_exists && known == BaseOperator::kNull) continue;
      names.push_back(ToString({SetOperator::kNone, known, if_exists}));
    }
  }
  const std::string nearest =
      Nearest(base, std::vector<absl::string_view>(names.begin(), names.end()));
  return nearest.empty() ? "" : absl::StrCat(set, nearest);
}

// What a value of this type must be; empty if any text will do.
absl::string_view ValueKind(OperandType type) {
  switch (type) {
    case OperandType::kNumber:
      return "a number";
    case OperandType::kDate:
      return "a date";
    case OperandType::kTruth:
    case OperandType::kPresence:
      return "'true' or 'false'";
    case OperandType::kBinary:
      return "base64";
    case OperandType::kAddress:
      return "an IP address or CIDR block";
    case OperandType::kArn:
      return "an ARN of six parts";
    case OperandType::kText:
    case OperandType::kFoldedText:
    case OperandType::kGlob:
      break;
  }
  return "";
}

bool IsArnPattern(absl::string_view text) {
  return std::count(text.begin(), text.end(), ':') >= 5;
}

bool IsWellFormed(OperandType type, absl::string_view text) {
  switch (type) {
    case OperandType::kNumber:
      return Decimal::Parse(text).has_value();
    case OperandType::kDate:
      return Instant::Parse(text).has_value();
    case OperandType::kTruth:
    case OperandType::kPresence:
      return ParseBool(text).has_value();
    case OperandType::kBinary:
      return IsCanonicalBase64(text);
    case OperandType::kAddress:
      return IpBlock::Parse(text).has_value();
    case OperandType::kArn:
      return IsArnPattern(text);
    case OperandType::kText:
    case OperandType::kFoldedText:
    case OperandType::kGlob:
      break;
  }
  return true;
}

// The operator of exactly this name, null if there is none.
const ConditionOperator* FindAsSpelt(absl::string_view name) {
  using Names = absl::flat_hash_map<std::string, ConditionOperator>;
  static const Names& names = *[] {
    auto* const all = new Names;
    for (int i = 0; i < kBaseOperatorCount; ++i) {
      for (const SetOperator set :
           {SetOperator::kNone, SetOperator::kForAllValues,
            SetOperator::kForAnyValue}) {
        for (const bool if_exists : {false, true}) {
          const ConditionOperator op = {set, static_cast<BaseOperator>(i),
                                        if_exists};
          std::string spelt = ToString(op);
          if (ParseConditionOperator(spelt) == op) {
            all->emplace(std::move(spelt), op);
          }
        }
      }
    }
    return all;
  }();
  const auto known = names.find(name);
  return known == names.end() ? nullptr : &known->second;
}

// True only if no two names are the same but for their case.
bool AllDiffer(absl::Span<const JsonValue::Member> members) {
  NameFilter names;
  for (const JsonValue::Member& member : members) {
    if (names.Add(member.name())) return false;
  }
  return true;
}

}  // namespace

absl::Span<const Condition> PolicyParser::ParseConditions(
    const JsonValue& value) {
  if (!value.is_object()) {
    SayWrongKind("'Condition'", "an object", value);
    return {};
  }
  WarnOfCase(value, "operators");
  size_t most = 0;
  for (const JsonValue::Member& member : value.members()) {
    most += member.value.members().size();
  }
  auto* const conditions = arena_->Allocate<Condition>(most);
  size_t count = 0;
  for (const JsonValue::Member& member : value.members()) {
    const ConditionOperator op = ParseOperator(member);
    for (const JsonValue::Member& key : member.value.members()) {
      std::construct_at(&conditions[count++],
                        ParseCondition(op, NameSpan(member), key));
    }
  }
  return absl::MakeConstSpan(conditions, count);
}

// StringEquals if there is no such operator, which then is an error.
ConditionOperator PolicyParser::ParseOperator(const JsonValue::Member& member) {
  if (const ConditionOperator* known = FindAsSpelt(member.name())) {
    CheckKeys(member);
    return *known;
  }
  const std::optional<ConditionOperator> op =
      ParseConditionOperator(member.name());
  if (!op.has_value()) {
    const std::string nearest =
        reporter_.IsFull() ? "" : NearestOperator(member.name());
    reporter_.Say(
        DiagnosticId::kUnknownOperator, NameSpan(member),
        absl::StrCat("unknown condition operator ", InQuotes(member.name())),
        nearest.empty() ? "" : absl::StrCat("did you mean '", nearest, "'?"));
  } else if (ToString(*op) != member.name()) {
    reporter_.Say(DiagnosticId::kOperatorCase, NameSpan(member),
                  absl::StrCat("condition operator ", InQuotes(member.name()),
                               " is written '", ToString(*op), "'"));
  }
  CheckKeys(member);
  return op.value_or(ConditionOperator{});
}

void PolicyParser::CheckKeys(const JsonValue::Member& member) {
  if (!member.value.is_object()) {
    SayWrongKind(InQuotes(member.name()), "an object of condition keys",
                 member.value);
    return;
  }
  WarnOfCase(member.value, "condition keys");
}

Condition PolicyParser::ParseCondition(const ConditionOperator& op,
                                       Span op_span,
                                       const JsonValue::Member& member) {
  Condition condition;
  condition.op = op;
  condition.op_span = Local(op_span);
  condition.key = MakeString(member.key);
  condition.span = MemberSpan(member);
  auto* const values = arena_->Allocate<PolicyString>(
      member.value.is_array() ? member.value.items().size() : 1);
  size_t count = 0;
  auto add = [&](const JsonValue& value, absl::string_view wanted) {
    if (!value.is_scalar()) {
      SayWrongKind(InQuotes(member.name()), wanted, value);
      return;
    }
    std::construct_at(&values[count], MakeString(value));
    CheckValue(op, values[count++]);
  };
  if (member.value.is_array()) {
    if (member.value.items().empty()) {
      reporter_.Say(
          DiagnosticId::kEmptyList, member.value.span(),
          absl::StrCat("no values for condition key ", InQuotes(member.name()),
                       ": no request value matches"));
    }
    for (const JsonValue& item : member.value.items()) {
      add(item, "a list of strings, numbers or booleans");
    }
  } else {
    add(member.value, "a string, number, boolean or a list of them");
  }
  condition.values = absl::MakeConstSpan(values, count);
  return condition;
}

void PolicyParser::CheckValue(const ConditionOperator& op,
                              const PolicyString& value) {
  if (RowOf(op.base).takes_variables && absl::StrContains(value.text, "${")) {
    WarnOfVersion(value);
    return;
  }
  if (IsWellFormed(RowOf(op.base).type, value.text)) return;
  reporter_.Say(DiagnosticId::kMalformedValue, Global(value.span),
                absl::StrCat(InQuotes(value.text), " is not ",
                             ValueKind(RowOf(op.base).type), ", as '",
                             Name(op.base), "' needs: it never matches"));
}

void PolicyParser::WarnOfCase(const JsonValue& object, absl::string_view what) {
  if (AllDiffer(object.members())) return;
  absl::flat_hash_map<std::string, const JsonValue::Member*> seen;
  for (const JsonValue::Member& member : object.members()) {
    const auto [first, added] =
        seen.try_emplace(absl::AsciiStrToLower(member.name()), &member);
    if (added) continue;
    reporter_.SayWithNote(
        DiagnosticId::kKeysDifferInCase, NameSpan(member),
        absl::StrCat(what, " that differ in case only; both must hold"),
        NameSpan(*first->second), "the other one is here");
  }
}

}  // namespace iam
