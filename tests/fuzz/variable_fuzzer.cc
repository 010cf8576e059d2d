// The lines of the input are a text of a policy, a value for its variables,
// and a request's value. The text is read in every form and under both policy
// versions, and under every condition operator.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/condition/compiled_condition.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/policy_variable.h"
#include "engine/condition/text_pattern.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxInput = 2048;
constexpr PolicyVersion kVersions[] = {PolicyVersion::k2008_10_17,
                                       PolicyVersion::k2012_10_17};
constexpr TextForm kForms[] = {TextForm::kPlain, TextForm::kGlob,
                               TextForm::kArn, TextForm::kResource};
constexpr char kKey[] = "example:Key";

using Parts = std::vector<TemplatePart>;

// All variables of the template have this value.
Context ContextFor(const Parts& parts, absl::string_view value) {
  Context context;
  for (const TemplatePart& part : parts) {
    if (part.kind == TemplatePart::Kind::kVariable) {
      context.Set(part.key.name, value);
    }
  }
  return context;
}

// The template with the values written out instead of the variables, their
// special characters escaped; nullopt where writing it down would make another
// variable of it.
std::optional<std::string> WrittenOut(const Parts& parts,
                                      const Context& context) {
  std::string text;
  for (const TemplatePart& part : parts) {
    if (part.kind == TemplatePart::Kind::kPattern) {
      absl::StrAppend(&text, part.text);
      continue;
    }
    std::string value = part.text;
    if (part.kind == TemplatePart::Kind::kVariable) {
      value = std::string(*Resolve(part, context));
    }
    if (!text.empty() && text.back() == '$' && !value.empty() &&
        value.front() == '{') {
      return std::nullopt;
    }
    for (const char c : value) {
      if (c == '*' || c == '?' || c == '$') {
        absl::StrAppend(&text, "${", std::string(1, c), "}");
      } else {
        text.push_back(c);
      }
    }
  }
  return text;
}

void CheckResolved(absl::string_view text, PolicyVersion version,
                   const Parts& parts, const std::string& expanded,
                   absl::string_view subject, const Context& context) {
  const std::optional<std::string> written =
      version == PolicyVersion::k2012_10_17 ? WrittenOut(parts, context)
                                            : std::nullopt;
  for (const TextForm form : kForms) {
    const TextPattern pattern(text, form, version);
    FUZZ_CHECK(pattern.is_constant() == IsConstant(parts));
    const TextMatch match = pattern.Match(subject, context);
    FUZZ_CHECK(match != TextMatch::kUnresolved);
    if (form == TextForm::kPlain) {
      FUZZ_CHECK((match == TextMatch::kMatch) == (expanded == subject));
    }
    // Every pattern matches itself: '*' and '?' can stand for themselves.
    const TextMatch self = pattern.Match(expanded, context);
    FUZZ_CHECK(self == TextMatch::kMatch || self == TextMatch::kMalformed);
    if (form == TextForm::kPlain || form == TextForm::kGlob) {
      FUZZ_CHECK(self == TextMatch::kMatch);
    }
    // What a variable yields is literal, so it can be written down as such.
    if (written.has_value() && !pattern.is_malformed()) {
      const TextPattern constant(*written, form, version);
      FUZZ_CHECK(constant.is_constant());
      FUZZ_CHECK(constant.Match(subject, Context()) == match);
    }
  }
}

void CheckTemplate(absl::string_view text, absl::string_view value,
                   absl::string_view subject, PolicyVersion version) {
  const Parts parts = ParseTemplate(text, version);
  if (version == PolicyVersion::k2008_10_17) {
    FUZZ_CHECK(IsConstant(parts));
    FUZZ_CHECK(Expand(parts, Context()) == text);
  }
  const Context with_value = ContextFor(parts, value);
  const Context with_nothing;
  Context with_lists;
  for (const TemplatePart& part : parts) {
    if (part.kind == TemplatePart::Kind::kVariable) {
      with_lists.Set(part.key.name,
                     std::vector<std::string>{std::string(value), "other"});
    }
  }
  for (const Context& context : {with_value, with_nothing, with_lists}) {
    const std::optional<std::string> expanded = Expand(parts, context);
    if (IsConstant(parts)) FUZZ_CHECK(expanded.has_value());
    if (expanded.has_value()) {
      CheckResolved(text, version, parts, *expanded, subject, context);
      continue;
    }
    for (const TextForm form : kForms) {
      const TextMatch match =
          TextPattern(text, form, version).Match(subject, context);
      FUZZ_CHECK(match == TextMatch::kUnresolved ||
                 match == TextMatch::kMalformed);
    }
  }
}

bool Evaluate(ConditionOperator op, absl::string_view policy_value,
              const Context& context) {
  Condition condition;
  condition.op = op;
  condition.key.text = kKey;
  const PolicyString values[] = {{policy_value, {}}};
  condition.values = values;
  const CompiledCondition compiled(condition, PolicyVersion::k2012_10_17);
  MissingKeys missing(context);
  compiled.CollectMissing(&missing);
  for (const std::string& name : missing.Take()) {
    FUZZ_CHECK(context.Find(name) == nullptr);
  }
  return compiled.Evaluate(context);
}

// "Condition operators", "Single-valued vs. multivalued context keys".
void CheckOperator(BaseOperator base, absl::string_view policy_value,
                   Context context, absl::string_view subject) {
  using enum SetOperator;
  const bool null = base == BaseOperator::kNull;
  if (!null) {
    FUZZ_CHECK(Evaluate({kNone, base, false}, policy_value, context) ==
               IsNegated(base));
    FUZZ_CHECK(Evaluate({kNone, base, true}, policy_value, context));
    FUZZ_CHECK(Evaluate({kForAllValues, base, false}, policy_value, context));
    FUZZ_CHECK(!Evaluate({kForAnyValue, base, false}, policy_value, context));
  }
  context.Set(kKey, subject);
  const bool one = Evaluate({kNone, base, false}, policy_value, context);
  for (const SetOperator set : {kNone, kForAllValues, kForAnyValue}) {
    for (const bool if_exists : {false, true}) {
      if (null && if_exists) continue;
      FUZZ_CHECK(Evaluate({set, base, if_exists}, policy_value, context) ==
                 one);
    }
  }
  context.Set(kKey, std::vector<std::string>{std::string(subject), ""});
  if (!null) {
    FUZZ_CHECK(!Evaluate({kNone, base, false}, policy_value, context));
    const bool all =
        Evaluate({kForAllValues, base, false}, policy_value, context);
    const bool any =
        Evaluate({kForAnyValue, base, false}, policy_value, context);
    FUZZ_CHECK(one ? any : !all);
  }
}

void CheckOperators(absl::string_view text, absl::string_view value,
                    absl::string_view subject) {
  const Context context =
      ContextFor(ParseTemplate(text, PolicyVersion::k2012_10_17), value);
  // A text whose variable is the key under test is about something else.
  if (context.Mentions(kKey)) return;
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    CheckOperator(static_cast<BaseOperator>(i), text, context, subject);
  }
  // An operator and its negation never both hold for a value that is there.
  using enum BaseOperator;
  Context present = context;
  present.Set(kKey, subject);
  for (const auto& [base, negated] :
       std::initializer_list<std::pair<BaseOperator, BaseOperator>>{
           {kStringEquals, kStringNotEquals},
           {kStringEqualsIgnoreCase, kStringNotEqualsIgnoreCase},
           {kStringLike, kStringNotLike},
           {kNumericEquals, kNumericNotEquals},
           {kDateEquals, kDateNotEquals},
           {kIpAddress, kNotIpAddress},
           {kArnEquals, kArnNotEquals},
           {kArnLike, kArnNotLike}}) {
    FUZZ_CHECK(
        !(Evaluate({SetOperator::kNone, base, false}, text, present) &&
          Evaluate({SetOperator::kNone, negated, false}, text, present)));
  }
  // Equal texts are equal ignoring case, and alike if they say so.
  if (Evaluate({SetOperator::kNone, kStringEquals, false}, text, present)) {
    FUZZ_CHECK(Evaluate({SetOperator::kNone, kStringEqualsIgnoreCase, false},
                        text, present));
    FUZZ_CHECK(
        Evaluate({SetOperator::kNone, kStringLike, false}, text, present));
  }
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam::fuzz;  // NOLINT: the whole file is one target
  if (size > kMaxInput) return 0;
  const std::string input = ToUtf8(AsText(data, size));
  absl::string_view rest = input;
  const absl::string_view text = TakeLine(&rest);
  const absl::string_view value = TakeLine(&rest);
  for (const iam::PolicyVersion version : kVersions) {
    CheckTemplate(text, value, rest, version);
  }
  CheckOperators(text, value, rest);
  return 0;
}
