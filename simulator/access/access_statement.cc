// Conditions are evaluated by the engine's own code, on a context that has the
// known keys alone; what asks for another key is open.
#include "simulator/access/access_statement.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/compile/compiled_policy.h"
#include "engine/compile/resource_pattern.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/policy_variable.h"
#include "engine/condition/text_pattern.h"
#include "engine/text/json.h"
#include "simulator/found/json_extent.h"

namespace iam {
namespace {

constexpr absl::string_view kPrincipalTag = "aws:PrincipalTag/";

std::vector<absl::string_view> TextsOf(const PatternElement& element) {
  std::vector<absl::string_view> texts;
  for (const PolicyString& entry : element.entries) {
    texts.push_back(entry.text);
  }
  return texts;
}

AccessCondition Written(const StatementRef& ref, uint32_t index,
                        const Condition& from, PolicyVersion version) {
  AccessCondition condition;
  condition.statement = ref;
  condition.index = index;
  condition.op = ToString(from.op);
  condition.key = std::string(from.key.text);
  bool has_dollar = false;
  for (const PolicyString& value : from.values) {
    condition.values.emplace_back(value.text);
    has_dollar |= absl::StrContains(value.text, "${");
  }
  condition.text =
      absl::StrCat(condition.op, " ", absl::AsciiStrToLower(condition.key), " ",
                   absl::StrJoin(condition.values, "\x1f"));
  // What looks like a variable is none in the old version.
  if (has_dollar && version == PolicyVersion::k2008_10_17) {
    absl::StrAppend(&condition.text, "\x1f", "2008");
  }
  return condition;
}

void AddActions(const PatternElement& element, AccessStatement* statement) {
  for (const PolicyString& entry : element.entries) {
    if (IsEveryAction(entry.text)) {
      statement->every_service = true;
      continue;
    }
    const std::string folded = absl::AsciiStrToLower(entry.text);
    absl::string_view service;
    absl::string_view name;
    if (!SplitActionEntry(folded, &service, &name)) continue;
    statement->services.emplace_back(service);
    const bool wild = name.find_first_of("*?") != absl::string_view::npos;
    (wild ? statement->patterns : statement->literal_actions)
        .emplace_back(entry.text);
  }
}

}  // namespace

Circumstances Circumstances::With(const Context& more) const {
  Circumstances all = *this;
  for (size_t i = 0; i < more.size(); ++i) {
    const Context::Entry entry = more.entry(i);
    if (known_.Mentions(entry.key)) continue;
    if (entry.is_list) {
      all.known_.Set(entry.key, entry.values.ToStrings());
    } else {
      all.known_.Set(entry.key, std::string(entry.values.front()));
    }
  }
  return all;
}

bool Circumstances::IsKnown(absl::string_view key) const {
  return known_.Mentions(key) ||
         (tags_known_ && absl::StartsWithIgnoreCase(key, kPrincipalTag));
}

ConditionState Circumstances::StateOf(const AccessCondition& condition) const {
  const CompiledCondition& compiled =
      condition.statement.policy->program->condition(condition.statement.index,
                                                     condition.index);
  const ContextView view(known_);
  MissingKeys missing(view);
  compiled.CollectMissing(&missing);
  for (const std::string& key : missing.Take()) {
    if (!IsKnown(key)) return ConditionState::kOpen;
  }
  return compiled.Evaluate(view) ? ConditionState::kHolds
                                 : ConditionState::kFails;
}

bool AccessStatement::Concerns(absl::string_view service) const {
  return every_service || not_action ||
         std::find(services.begin(), services.end(), service) != services.end();
}

const Policy& StatementReader::PolicyOf(const AttachedPolicy& policy) {
  auto& of_source = policies_[policy.source.get()];
  for (const auto& [offset, read] : of_source) {
    if (offset == policy.offset) return read;
  }
  const size_t size = JsonExtent(policy.source->text().substr(policy.offset));
  Diagnostics ignored;
  const auto json = ParseJson(
      policy.source,
      {policy.offset, policy.offset + static_cast<uint32_t>(size)}, &ignored);
  // It was read without error when the world was made.
  absl::StatusOr<Policy> read =
      json.has_value() ? Policy::FromJson(json->root(), policy.source, &ignored)
                       : Policy::Parse("{\"Statement\": []}", "", &ignored);
  of_source.emplace_back(policy.offset, *std::move(read));
  return of_source.back().second;
}

size_t StatementReader::CountOf(const AttachedPolicy& policy) {
  return policy.program->program().statement_count;
}

AccessStatement StatementReader::Read(const StatementRef& ref) {
  const Policy& policy = PolicyOf(*ref.policy);
  const iam::Statement& written = policy.statements()[ref.index];
  AccessStatement statement;
  statement.ref = ref;
  statement.effect = written.effect;
  statement.not_action = written.action.negated;
  statement.actions = ActionSet(TextsOf(written.action));
  AddActions(written.action, &statement);
  if (written.resource.has_value()) {
    AddResources(*written.resource, ref.layer, policy.version(),
                 &statement.resources);
  } else {
    statement.resources = ResourceSet::All();
  }
  for (uint32_t i = 0; i < written.conditions.size(); ++i) {
    AccessCondition condition =
        Written(ref, i, written.conditions[i], policy.version());
    statement.asks_for_tls |=
        absl::EqualsIgnoreCase(condition.key, "aws:SecureTransport");
    switch (circumstances_.StateOf(condition)) {
      case ConditionState::kHolds:
        break;
      case ConditionState::kFails:
        statement.never = true;
        break;
      case ConditionState::kOpen:
        statement.open.push_back(std::move(condition));
        break;
    }
  }
  return statement;
}

// As CompiledPolicy reads them.
void StatementReader::AddResources(const PatternElement& element,
                                   PolicyType type, PolicyVersion version,
                                   ResourceSet* set) {
  set->negated = element.negated;
  for (const PolicyString& entry : element.entries) {
    if (entry.text == "*") {
      set->patterns.push_back(PatternOf("*"));
      continue;
    }
    if (!absl::StartsWith(entry.text, "arn:")) continue;  // matches nothing
    AddPattern(entry.text, version, set);
    const std::string filled = FillUpArn(entry.text, type);
    if (!filled.empty()) AddPattern(filled, version, set);
  }
}

void StatementReader::AddPattern(absl::string_view text, PolicyVersion version,
                                 ResourceSet* set) {
  const TextPattern pattern(text, TextForm::kResource, version);
  if (pattern.is_malformed()) return;  // matches nothing
  ResourcePattern out;
  std::vector<GlobPiece> pieces;
  pattern.AppendPieces(0, &pieces);
  const ContextView view(circumstances_.known());
  std::vector<std::string> values(pattern.variables().size());
  for (GlobPiece& piece : pieces) {
    if (piece.kind != GlobPieceKind::kVariable) continue;
    const uint32_t number = piece.variable();
    const PolicyVariable& variable = pattern.variables()[number];
    if (!variable.key.name.empty() &&
        !circumstances_.IsKnown(variable.key.name)) {
      out.has_variable = true;
      piece = GlobPiece::Variable(NumberOf(
          absl::StrCat(absl::AsciiStrToLower(variable.key.name), "\x1f",
                       variable.default_text.value_or("\x1f"))));
      continue;
    }
    const auto value = variable.Resolve(view);
    if (!value.has_value()) return;  // matches nothing
    values[number] = std::string(*value);
    piece = GlobPiece(GlobPieceKind::kLiteral, values[number]);
  }
  out.symbols = SymbolsOf(pieces);
  size_t next = 0;
  for (const TemplatePart& part : ParseTemplate(text, version)) {
    if (part.kind != TemplatePart::Kind::kVariable) {
      absl::StrAppend(&out.text, part.text);
      continue;
    }
    const std::string& value = values[next++];
    if (value.empty()) {
      absl::StrAppend(&out.text, "${", part.variable.key.name, "}");
    } else {
      absl::StrAppend(&out.text, value);
    }
  }
  set->patterns.push_back(std::move(out));
}

uint32_t StatementReader::NumberOf(const std::string& variable) {
  return variables_
      .try_emplace(variable, static_cast<uint32_t>(variables_.size()))
      .first->second;
}

}  // namespace iam
