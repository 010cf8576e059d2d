// Conditions, section 4.

#include "tests/reference/condition.h"

#include <algorithm>

#include "tests/reference/glob.h"
#include "tests/reference/text.h"
#include "tests/reference/values.h"

namespace iam::reference {
namespace {

// How a request's value compares with one value of the policy, negation apart.
enum class Comparison {
  kTrue,
  kFalse,
  kUnresolved,  // a policy variable has no value (R4.45)
  kMalformed,   // either side is of the wrong type (R4.98)
};

Comparison Answer(bool yes) {
  return yes ? Comparison::kTrue : Comparison::kFalse;
}

// R4.99
bool AllowsVariables(BaseOperator base) {
  switch (base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringEqualsIgnoreCase:
    case BaseOperator::kStringNotEqualsIgnoreCase:
    case BaseOperator::kStringLike:
    case BaseOperator::kStringNotLike:
    case BaseOperator::kArnEquals:
    case BaseOperator::kArnLike:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike:
    case BaseOperator::kBool:  // R4.74
      return true;
    default:
      return false;
  }
}

// R4.40, the Equals forms.
Comparison CompareText(const std::string& value, const std::vector<Part>& parts,
                       const RequestContext& context, bool ignore_case) {
  const auto text = Substitute(parts, context);
  if (!text) return Comparison::kUnresolved;
  if (ignore_case) return Answer(LowerLatin1(value) == LowerLatin1(*text));
  return Answer(value == *text);
}

// R4.40, the Like forms: substituted values are literal (R4.43).
Comparison CompareLike(const std::string& value, const std::vector<Part>& parts,
                       const RequestContext& context) {
  Glob glob;
  for (const Part& part : parts) {
    if (part.kind == Part::Kind::kVariable) {
      const auto text = TextOf(part, context);
      if (!text) return Comparison::kUnresolved;
      AppendLiteral(*text, &glob);
      continue;
    }
    for (char32_t c : Characters(part.text)) {
      GlobToken token{GlobToken::Kind::kCharacter, c};
      if (part.kind == Part::Kind::kWritten && c == U'*') {
        token.kind = GlobToken::Kind::kRun;
      } else if (part.kind == Part::Kind::kWritten && c == U'?') {
        token.kind = GlobToken::Kind::kOne;
      }
      glob.push_back(token);
    }
  }
  return Answer(Matches(glob, value));
}

// R4.91, R4.92: six components; in the first five wildcards stay inside.
Comparison CompareArn(const std::string& value, const std::vector<Part>& parts,
                      const RequestContext& context) {
  const auto arn = SplitArn(value);
  if (!arn || (*arn)[0] != "arn") return Comparison::kMalformed;  // R4.94
  Glob glob;
  int component = 1;
  for (const Part& part : parts) {
    std::string text = part.text;
    if (part.kind == Part::Kind::kVariable) {
      const auto substituted = TextOf(part, context);
      if (!substituted) return Comparison::kUnresolved;
      text = *substituted;
    }
    for (char32_t c : Characters(text)) {
      GlobToken token{GlobToken::Kind::kCharacter, c};
      if (part.kind == Part::Kind::kWritten && c == U'*') {
        token.kind = component < 6 ? GlobToken::Kind::kRunNotColon
                                   : GlobToken::Kind::kRun;
      } else if (part.kind == Part::Kind::kWritten && c == U'?') {
        token.kind = component < 6 ? GlobToken::Kind::kOneNotColon
                                   : GlobToken::Kind::kOne;
      } else if (c == U':' && component < 6) {
        ++component;
      }
      glob.push_back(token);
    }
  }
  if (component < 6) return Comparison::kMalformed;  // R4.94, R4.95
  return Answer(Matches(glob, value));
}

// Less, equal or more; nullopt if a side is malformed (R4.53).
std::optional<int> CompareNumbers(const std::string& value,
                                  const std::string& text) {
  const auto a = ParseNumber(value);
  const auto b = ParseNumber(text);
  if (!a || !b) return std::nullopt;
  return Compare(*a, *b);
}

// The same for dates (R4.67).
std::optional<int> CompareDates(const std::string& value,
                                const std::string& text) {
  const auto a = ParseInstant(value);
  const auto b = ParseInstant(text);
  if (!a || !b) return std::nullopt;
  return Compare(*a, *b);
}

Comparison CompareBool(const std::string& value, const std::vector<Part>& parts,
                       const RequestContext& context) {
  const auto text = Substitute(parts, context);
  if (!text) return Comparison::kUnresolved;
  const auto a = ParseBool(value);
  const auto b = ParseBool(*text);
  if (!a || !b) return Comparison::kMalformed;  // R4.71
  return Answer(*a == *b);
}

Comparison CompareBinary(const std::string& value, const std::string& text) {
  const auto a = ParseBase64(value);
  const auto b = ParseBase64(text);
  if (!a || !b) return Comparison::kMalformed;  // R4.75
  return Answer(*a == *b);
}

Comparison CompareAddress(const std::string& value, const std::string& text) {
  const auto address = ParseAddress(value);
  const auto block = ParseBlock(text);
  if (!address || !block) return Comparison::kMalformed;  // R4.86
  return Answer(Contains(*block, *address));              // R4.80
}

// The operator without its "Not", on one value of either side.
Comparison Compare(BaseOperator base, const std::string& value,
                   const std::string& text, PolicyVersion version,
                   const RequestContext& context) {
  const std::vector<Part> parts = CutAtVariables(text, version);
  const auto ordered = [](std::optional<int> order, auto test) {
    return order ? Answer(test(*order)) : Comparison::kMalformed;
  };
  const auto equal = [](int order) { return order == 0; };
  const auto less = [](int order) { return order < 0; };
  const auto less_or_equal = [](int order) { return order <= 0; };
  const auto greater = [](int order) { return order > 0; };
  const auto greater_or_equal = [](int order) { return order >= 0; };
  // R4.50, R4.65: the request's value stands left of the operator.
  switch (base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringNotEquals:
      return CompareText(value, parts, context, /*ignore_case=*/false);
    case BaseOperator::kStringEqualsIgnoreCase:
    case BaseOperator::kStringNotEqualsIgnoreCase:
      return CompareText(value, parts, context, /*ignore_case=*/true);
    case BaseOperator::kStringLike:
    case BaseOperator::kStringNotLike:
      return CompareLike(value, parts, context);
    case BaseOperator::kNumericEquals:
    case BaseOperator::kNumericNotEquals:
      return ordered(CompareNumbers(value, text), equal);
    case BaseOperator::kNumericLessThan:
      return ordered(CompareNumbers(value, text), less);
    case BaseOperator::kNumericLessThanEquals:
      return ordered(CompareNumbers(value, text), less_or_equal);
    case BaseOperator::kNumericGreaterThan:
      return ordered(CompareNumbers(value, text), greater);
    case BaseOperator::kNumericGreaterThanEquals:
      return ordered(CompareNumbers(value, text), greater_or_equal);
    case BaseOperator::kDateEquals:
    case BaseOperator::kDateNotEquals:
      return ordered(CompareDates(value, text), equal);
    case BaseOperator::kDateLessThan:
      return ordered(CompareDates(value, text), less);
    case BaseOperator::kDateLessThanEquals:
      return ordered(CompareDates(value, text), less_or_equal);
    case BaseOperator::kDateGreaterThan:
      return ordered(CompareDates(value, text), greater);
    case BaseOperator::kDateGreaterThanEquals:
      return ordered(CompareDates(value, text), greater_or_equal);
    case BaseOperator::kBool:
      return CompareBool(value, parts, context);
    case BaseOperator::kBinaryEquals:
      return CompareBinary(value, text);
    case BaseOperator::kIpAddress:
    case BaseOperator::kNotIpAddress:
      return CompareAddress(value, text);
    case BaseOperator::kArnEquals:  // R4.90
    case BaseOperator::kArnLike:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike:
      return CompareArn(value, parts, context);
    case BaseOperator::kNull:
      break;  // not a comparison
  }
  return Comparison::kMalformed;
}

// The operators that are another one negated.
bool Negates(BaseOperator base) {
  switch (base) {
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringNotEqualsIgnoreCase:
    case BaseOperator::kStringNotLike:
    case BaseOperator::kNumericNotEquals:
    case BaseOperator::kDateNotEquals:
    case BaseOperator::kNotIpAddress:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike:
      return true;
    default:
      return false;
  }
}

// One value of the request against the policy's list.
bool ValueHolds(const Condition& condition, const std::string& value,
                PolicyVersion version, const RequestContext& context) {
  const BaseOperator base = condition.op.base;
  for (const PolicyString& text : condition.values) {
    const Comparison comparison =
        Compare(base, value, std::string(text.text), version, context);
    if (Negates(base)) {
      // R4.3: none may match; R4.98: nor be malformed; R4.45: an unresolved
      // variable differs from everything.
      if (comparison == Comparison::kTrue ||
          comparison == Comparison::kMalformed) {
        return false;
      }
    } else if (comparison == Comparison::kTrue) {
      return true;  // R4.2
    }
  }
  return Negates(base);  // R4.5: an empty list too
}

// R4.76; a set operator is ignored (R4.77).
bool NullHolds(const Condition& condition, bool missing) {
  for (const PolicyString& text : condition.values) {
    const auto wanted = ParseBool(text.text);
    if (wanted && *wanted == missing) return true;
  }
  return false;
}

// The table of section 4.2.
bool HoldsIfMissing(const ConditionOperator& op) {
  if (op.if_exists) return true;                          // R4.22, R4.25
  if (op.set == SetOperator::kForAllValues) return true;  // R4.23
  if (op.set == SetOperator::kForAnyValue) return false;  // R4.24
  return Negates(op.base);                                // R4.20, R4.21
}

}  // namespace

bool Holds(const Condition& condition, PolicyVersion version,
           const RequestContext& context) {
  const ConditionOperator& op = condition.op;
  const RequestContext::Key* key = context.Find(condition.key.text);
  if (op.base == BaseOperator::kNull) {
    return NullHolds(condition, /*missing=*/key == nullptr);
  }
  if (key == nullptr) return HoldsIfMissing(op);
  const auto holds = [&](const std::string& value) {
    return ValueHolds(condition, value, version, context);
  };
  switch (op.set) {
    case SetOperator::kForAllValues:  // R4.33
      return std::all_of(key->values.begin(), key->values.end(), holds);
    case SetOperator::kForAnyValue:  // R4.34
      return std::any_of(key->values.begin(), key->values.end(), holds);
    case SetOperator::kNone:
      // R4.31
      return !IsMultivalued(*key) && holds(key->values[0]);
  }
  return false;
}

void AddMissingKeys(const Condition& condition, PolicyVersion version,
                    const RequestContext& context, MissingKeys* missing) {
  missing->AddIfAbsent(condition.key.text, context);
  if (!AllowsVariables(condition.op.base)) return;
  for (const PolicyString& value : condition.values) {
    missing->AddAbsentVariables(CutAtVariables(value.text, version), context);
  }
}

}  // namespace iam::reference
