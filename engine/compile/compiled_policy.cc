#include "engine/compile/compiled_policy.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"
#include "engine/compile/resource_pattern.h"

namespace iam {
namespace {

std::vector<absl::string_view> Texts(const PatternElement& element) {
  std::vector<absl::string_view> texts;
  texts.reserve(element.entries.size());
  for (const PolicyString& entry : element.entries) {
    texts.push_back(entry.text);
  }
  return texts;
}

// With more resource patterns than this, a document gets an index of them.
constexpr size_t kFewResources = 32;

bool WantsResourceIndex(absl::Span<const Statement> statements) {
  size_t resources = 0;
  for (const Statement& statement : statements) {
    if (statement.resource.has_value()) {
      resources += statement.resource->entries.size();
    }
  }
  return resources > kFewResources;
}

size_t CountConditions(absl::Span<const Statement> statements) {
  size_t conditions = 0;
  for (const Statement& statement : statements) {
    conditions += statement.conditions.size();
  }
  return conditions;
}

// Reads the packed resource patterns of a row, one behind the other.
class ResourceReader {
 public:
  ResourceReader(const Program& program, const Program::Row& row)
      : at_(program.resources(row)), left_(row.resource_count) {}

  // False behind the last one.
  bool Next(Program::ResourceForm* form, absl::string_view* bytes) {
    if (left_ == 0) return false;
    --left_;
    *form = static_cast<Program::ResourceForm>(*at_);
    *bytes = absl::string_view(at_ + 3, Read<uint16_t>(at_ + 1));
    at_ += 3 + bytes->size();
    return true;
  }

  template <typename T>
  static T Read(const char* from) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
  }

 private:
  const char* at_;
  uint32_t left_;
};

bool MatchesPacked(absl::string_view packed, absl::string_view resource) {
  absl::InlinedVector<GlobPiece, 16> pieces;
  while (!packed.empty()) {
    const auto kind = static_cast<GlobPieceKind>(packed[0]);
    const auto size = ResourceReader::Read<uint16_t>(packed.data() + 1);
    const absl::string_view literal = packed.substr(3, size);
    if (pieces.empty() && !absl::StartsWith(resource, literal)) return false;
    pieces.emplace_back(kind, literal);
    packed.remove_prefix(3 + size_t{size});
  }
  return MatchGlob(pieces, resource);
}

}  // namespace

CompiledPolicy::CompiledPolicy(const Policy& policy, PolicyType type,
                               Vocabulary* vocabulary) {
  const absl::Span<const Statement> statements = policy.statements();
  const bool has_principals =
      std::any_of(statements.begin(), statements.end(),
                  [](const Statement& s) { return s.principal.has_value(); });
  std::vector<ResourceIndex::Element> indexed(
      WantsResourceIndex(statements) ? statements.size() : 0);
  ProgramBuilder& builder = vocabulary->builder();
  builder.BeginDocument();
  places_.reserve(statements.size());
  conditions_.reserve(CountConditions(statements));
  if (has_principals) rare().principals.reserve(statements.size());
  for (uint32_t i = 0; i < statements.size(); ++i) {
    const Statement& statement = statements[i];
    StatementPlaces& places = places_.emplace_back();
    places.statement = statement.span;
    places.action = statement.action.span;
    if (statement.sid.has_value()) places.sid = statement.sid->span;
    places.first_condition = static_cast<uint32_t>(conditions_.size());
    const bool deny = statement.effect == Effect::kDeny;
    has_allow_ = has_allow_ || !deny;
    builder.BeginStatement(deny ? Program::Row::kDeny : 0);
    if (statement.action.negated) builder.AddFlag(Program::Row::kNotAction);
    AddActions(statement, i, *vocabulary, &builder);
    if (has_principals) {
      rare().principals.emplace_back(
          statement.principal.value_or(PrincipalElement()), statement.effect);
    }
    if (statement.principal.has_value()) {
      builder.AddFlag(Program::Row::kHasPrincipal);
    }
    ResourceIndex::Element* const element =
        indexed.empty() ? nullptr : &indexed[i];
    if (statement.resource.has_value()) {
      places.resource = statement.resource->span;
      AddResources(*statement.resource, type, policy.version(), &builder,
                   element);
    } else {
      builder.AddFlag(Program::Row::kAnyResource);
      if (element != nullptr) element->has_any = true;
    }
    AddConditions(policy, statement, vocabulary, &builder);
  }
  if (rare_ != nullptr) rare_->patterns.shrink_to_fit();
  service_filters_ = builder.service_filters();
  unlimited_allow_ = builder.unlimited_allow();
  if (!indexed.empty()) {
    rare().resource_index = std::make_unique<const ResourceIndex>(indexed);
  }
  program_ = builder.Build(this, !indexed.empty(), vocabulary->programs());
}

CompiledPolicy::Rare& CompiledPolicy::rare() {
  if (rare_ == nullptr) rare_ = std::make_unique<Rare>();
  return *rare_;
}

const TextPattern& CompiledPolicy::NumberedPattern(
    absl::string_view bytes) const {
  return rare_->patterns[ResourceReader::Read<uint32_t>(bytes.data())];
}

void CompiledPolicy::AddActions(const Statement& statement, uint32_t index,
                                const Vocabulary& vocabulary,
                                ProgramBuilder* builder) {
  absl::InlinedVector<ActionRange, 16> ranges;
  bool exact = true;
  for (const PolicyString& entry : statement.action.entries) {
    ranges.push_back(vocabulary.actions().RangeOf(entry.text));
    exact = exact && ranges.back().exact;
  }
  builder->SetActions(statement.action.negated, absl::MakeSpan(ranges));
  if (!exact) {
    rare().inexact_actions.emplace(index, ActionSet(Texts(statement.action)));
  }
}

void CompiledPolicy::AddResources(const PatternElement& element,
                                  PolicyType type, PolicyVersion version,
                                  ProgramBuilder* builder,
                                  ResourceIndex::Element* indexed) {
  if (element.negated) builder->AddFlag(Program::Row::kNotResource);
  if (indexed != nullptr) indexed->negated = element.negated;
  const auto add = [&](absl::string_view text) {
    if (indexed == nullptr && !absl::StrContains(text, "${") &&
        builder->AddResource(text)) {
      return;
    }
    TextPattern pattern(text, TextForm::kResource, version);
    if (pattern.is_malformed()) return;  // matches nothing
    if (indexed != nullptr) {
      indexed->patterns.emplace_back(text, TextForm::kResource, version);
    }
    if (pattern.is_constant() && builder->AddResource(pattern.pieces())) return;
    std::vector<TextPattern>& patterns = rare().patterns;
    builder->AddResource(static_cast<uint32_t>(patterns.size()));
    patterns.push_back(std::move(pattern));
  };
  for (const PolicyString& entry : element.entries) {
    if (entry.text == "*") {
      builder->AddFlag(Program::Row::kAnyResource);
      if (indexed != nullptr) indexed->has_any = true;
      continue;
    }
    if (!absl::StartsWith(entry.text, "arn:")) continue;  // matches nothing
    add(entry.text);
    const std::string filled = FillUpArn(entry.text, type);
    if (!filled.empty()) add(filled);
  }
}

void CompiledPolicy::AddConditions(const Policy& policy,
                                   const Statement& statement,
                                   Vocabulary* vocabulary,
                                   ProgramBuilder* builder) {
  struct Compiled {
    const CompiledCondition* condition;
    ConditionPlace place;
  };
  absl::InlinedVector<Compiled, 4> compiled;
  for (uint32_t i = 0; i < statement.conditions.size(); ++i) {
    const Condition& condition = statement.conditions[i];
    const absl::string_view written = policy.text().substr(
        condition.span.begin, condition.span.end - condition.span.begin);
    compiled.push_back(
        {vocabulary->Intern(condition, policy.version(), written),
         {condition.span, i}});
  }
  if (compiled.size() > 1) {
    std::stable_sort(compiled.begin(), compiled.end(),
                     [](const Compiled& a, const Compiled& b) {
                       return a.condition->cost() < b.condition->cost();
                     });
  }
  for (const Compiled& each : compiled) {
    builder->AddCondition(each.condition);
    conditions_.push_back(each.place);
  }
}

bool CompiledPolicy::MatchesAction(const Program::Row& row, uint32_t statement,
                                   const RequestAction& action) const {
  const bool negated = (row.flags & Program::Row::kNotAction) != 0;
  return rare_->inexact_actions.at(statement).Matches(action) != negated;
}

template <typename MatchesOther>
bool CompiledPolicy::SomePatternMatches(
    const Program::Row& row, absl::string_view resource,
    const MatchesOther& matches_other) const {
  if ((row.flags & Program::Row::kAnyResource) != 0) return true;
  ResourceReader reader(*program_, row);
  Program::ResourceForm form;
  absl::string_view bytes;
  bool matches = false;
  while (!matches && reader.Next(&form, &bytes)) {
    switch (form) {
      case Program::kExact:
        matches = bytes == resource;
        break;
      case Program::kPrefix:
        matches = absl::StartsWith(resource, bytes);
        break;
      case Program::kGlob:
        matches = MatchesPacked(bytes, resource);
        break;
      case Program::kOther:
        matches = matches_other(NumberedPattern(bytes));
        break;
    }
  }
  return matches;
}

bool CompiledPolicy::MatchesResource(const Program::Row& row,
                                     absl::string_view resource,
                                     const ContextView& context) const {
  const bool negated = (row.flags & Program::Row::kNotResource) != 0;
  return SomePatternMatches(row, resource, [&](const TextPattern& pattern) {
           return pattern.Match(resource, context) == TextMatch::kMatch;
         }) != negated;
}

Truth CompiledPolicy::JudgeResource(const Program::Row& row,
                                    absl::string_view resource,
                                    const ContextView& context) const {
  const bool negated = (row.flags & Program::Row::kNotResource) != 0;
  const auto matches = [&](const TextPattern& pattern) {
    return pattern.Match(resource, context) == TextMatch::kMatch;
  };
  if (SomePatternMatches(row, resource, [&](const TextPattern& pattern) {
        return !pattern.HasOpenVariable(context) && matches(pattern);
      })) {
    return negated ? Truth::kFalse : Truth::kTrue;
  }
  if (SomePatternMatches(row, resource, [&](const TextPattern& pattern) {
        return pattern.HasOpenVariable(context);
      })) {
    return Truth::kOpen;
  }
  return negated ? Truth::kTrue : Truth::kFalse;
}

bool CompiledPolicy::MayMatchResource(const Program::Row& row,
                                      absl::string_view resource) const {
  const Context nothing;
  const bool negated = (row.flags & Program::Row::kNotResource) != 0;
  return SomePatternMatches(row, resource, [&](const TextPattern& pattern) {
           if (!pattern.is_constant()) return !negated;
           return pattern.Match(resource, nothing) == TextMatch::kMatch;
         }) != negated;
}

void CompiledPolicy::CollectMissing(const Program::Row& row,
                                    MissingKeys* missing) const {
  ResourceReader reader(*program_, row);
  Program::ResourceForm form;
  absl::string_view bytes;
  while (reader.Next(&form, &bytes)) {
    if (form != Program::kOther) continue;
    missing->Need(NumberedPattern(bytes).variables());
  }
}

uint32_t CompiledPolicy::InRow(uint32_t statement, uint32_t written) const {
  uint32_t in_row = 0;
  while (WrittenIndex(statement, in_row) != written) ++in_row;
  return in_row;
}

const CompiledCondition& CompiledPolicy::condition(uint32_t statement,
                                                   uint32_t written) const {
  const Program::Row& row = program_->rows()[statement];
  return *program_->conditions(row)[InRow(statement, written)];
}

Span CompiledPolicy::condition_span(uint32_t statement,
                                    uint32_t written) const {
  return conditions_[places_[statement].first_condition +
                     InRow(statement, written)]
      .span;
}

}  // namespace iam
