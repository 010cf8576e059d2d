#include "engine/condition/operand_set.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"

namespace iam {
namespace {

// Without it there is nothing to substitute.
bool MayHoldVariable(absl::string_view value) {
  return absl::StrContains(value, "${");
}

}  // namespace

template <typename T>
void OrderedSet<T>::Fill(std::vector<Owned<T>> values) {
  values_ = std::move(values);
  std::sort(values_.begin(), values_.end(),
            [](const Owned<T>& a, const Owned<T>& b) {
              return a.value() < b.value();
            });
  if (values_.empty() || relation_ == Relation::kEqual) return;
  // Whoever is less than some value is less than the greatest.
  const bool greatest =
      relation_ == Relation::kLess || relation_ == Relation::kLessEqual;
  if (greatest) std::swap(values_.front(), values_.back());
  values_.erase(values_.begin() + 1, values_.end());
  values_.shrink_to_fit();
}

template <typename T>
bool OrderedSet<T>::Holds(const T& value) const {
  if (values_.empty()) return false;
  const T& only = values_.front().value();
  switch (relation_) {
    case Relation::kEqual:
      break;
    case Relation::kLess:
      return value < only;
    case Relation::kLessEqual:
      return value <= only;
    case Relation::kGreater:
      return value > only;
    case Relation::kGreaterEqual:
      return value >= only;
  }
  const auto at = std::lower_bound(
      values_.begin(), values_.end(), value,
      [](const Owned<T>& a, const T& b) { return a.value() < b; });
  return at != values_.end() && at->value() == value;
}

OperandSet::Values OperandSet::EmptySet(const OperatorRow& row) {
  switch (row.type) {
    case OperandType::kText:
    case OperandType::kBinary:
      return TextSet(/*ignores_case=*/false);
    case OperandType::kFoldedText:
      return TextSet(/*ignores_case=*/true);
    case OperandType::kGlob:
    case OperandType::kArn:
      return PatternSet();
    case OperandType::kNumber:
      return OrderedSet<Decimal>(row.relation);
    case OperandType::kDate:
      return OrderedSet<Instant>(row.relation);
    case OperandType::kAddress:
      return IpSet();
    case OperandType::kTruth:
    case OperandType::kPresence:
      break;
  }
  return Truths{0};
}

OperandSet::OperandSet(BaseOperator base, absl::Span<const PolicyString> values,
                       PolicyVersion version)
    : row_(&RowOf(base)), constants_(EmptySet(*row_)) {
  switch (row_->type) {
    case OperandType::kText:
    case OperandType::kFoldedText:
      AddTexts(values, version);
      break;
    case OperandType::kGlob:
    case OperandType::kArn:
      AddPatterns(values, version);
      break;
    case OperandType::kNumber:
      AddOrdered<Decimal>(values);
      break;
    case OperandType::kDate:
      AddOrdered<Instant>(values);
      break;
    case OperandType::kTruth:
    case OperandType::kPresence:
      AddTruths(values, version);
      break;
    case OperandType::kBinary:
      AddBinaries(values);
      break;
    case OperandType::kAddress:
      AddAddresses(values);
      break;
  }
}

bool OperandSet::KeepTemplate(absl::string_view value, TextForm form,
                              PolicyVersion version) {
  if (!MayHoldVariable(value)) return false;
  TextPattern pattern(value, form, version);
  if (pattern.is_constant()) return false;
  templates_.push_back(std::move(pattern));
  return true;
}

void OperandSet::AddTexts(absl::Span<const PolicyString> values,
                          PolicyVersion version) {
  std::vector<std::string> unescaped;
  unescaped.reserve(values.size());  // no growth: views point into it
  std::vector<absl::string_view> texts;
  texts.reserve(values.size());
  for (const PolicyString& value : values) {
    if (KeepTemplate(value.text, TextForm::kPlain, version)) continue;
    if (MayHoldVariable(value.text)) {
      unescaped.push_back(
          *Expand(ParseTemplate(value.text, version), Context()));
      texts.push_back(unescaped.back());
    } else {
      texts.push_back(value.text);
    }
  }
  has_constants_ = !texts.empty();
  std::get<TextSet>(constants_).Fill(texts);
}

void OperandSet::AddPatterns(absl::Span<const PolicyString> values,
                             PolicyVersion version) {
  const TextForm form =
      row_->type == OperandType::kArn ? TextForm::kArn : TextForm::kGlob;
  std::vector<TextPattern> patterns;
  patterns.reserve(values.size());
  for (const PolicyString& value : values) {
    TextPattern pattern(value.text, form, version);
    if (!pattern.is_constant()) {
      templates_.push_back(std::move(pattern));
      continue;
    }
    has_constants_ = true;
    if (pattern.is_malformed()) {
      has_malformed_ = true;
    } else {
      patterns.push_back(std::move(pattern));
    }
  }
  std::get<PatternSet>(constants_).Fill(std::move(patterns));
}

void OperandSet::AddTruths(absl::Span<const PolicyString> values,
                           PolicyVersion version) {
  Truths& truths = std::get<Truths>(constants_);
  for (const PolicyString& value : values) {
    if (KeepTemplate(value.text, TextForm::kPlain, version)) continue;
    const std::optional<bool> truth = ParseBool(value.text);
    has_constants_ = true;
    if (truth.has_value()) {
      truths |= *truth ? kHasTrue : kHasFalse;
    } else {
      has_malformed_ = true;
    }
  }
}

template <typename T>
void OperandSet::AddOrdered(absl::Span<const PolicyString> values) {
  std::vector<Owned<T>> parsed;
  parsed.reserve(values.size());
  for (const PolicyString& value : values) {
    std::optional<Owned<T>> owned = Owned<T>::Parse(value.text);
    if (owned.has_value()) {
      parsed.push_back(*std::move(owned));
    } else {
      has_malformed_ = true;
    }
  }
  has_constants_ = !values.empty();
  std::get<OrderedSet<T>>(constants_).Fill(std::move(parsed));
}

void OperandSet::AddAddresses(absl::Span<const PolicyString> values) {
  std::vector<IpBlock> blocks;
  blocks.reserve(values.size());
  for (const PolicyString& value : values) {
    const std::optional<IpBlock> block = IpBlock::Parse(value.text);
    if (block.has_value()) {
      blocks.push_back(*block);
    } else {
      has_malformed_ = true;
    }
  }
  has_constants_ = !values.empty();
  constants_ = IpSet(blocks);
}

// Bytes have but one canonical text, so the texts are compared.
void OperandSet::AddBinaries(absl::Span<const PolicyString> values) {
  std::vector<absl::string_view> texts;
  texts.reserve(values.size());
  for (const PolicyString& value : values) {
    if (IsCanonicalBase64(value.text)) {
      texts.push_back(value.text);
    } else {
      has_malformed_ = true;
    }
  }
  has_constants_ = !values.empty();
  std::get<TextSet>(constants_).Fill(texts);
}

void OperandSet::CompareConstants(absl::string_view value,
                                  Comparison* result) const {
  const auto compare = [result](const auto& parsed, auto test) {
    if (!parsed.has_value()) {
      result->some_type_error = true;
    } else if (test(*parsed)) {
      result->some_equal = true;
    }
  };
  switch (row_->type) {
    case OperandType::kText:
    case OperandType::kFoldedText:
      result->some_equal = std::get<TextSet>(constants_).Contains(value);
      break;
    case OperandType::kGlob:
      result->some_equal = std::get<PatternSet>(constants_).Matches(value);
      break;
    case OperandType::kArn:
      if (IsArn(value)) {
        result->some_equal = std::get<PatternSet>(constants_).Matches(value);
      } else {
        result->some_type_error = true;
      }
      break;
    case OperandType::kNumber:
      compare(Decimal::Parse(value), [this](const Decimal& number) {
        return std::get<OrderedSet<Decimal>>(constants_).Holds(number);
      });
      break;
    case OperandType::kDate:
      compare(Instant::Parse(value), [this](const Instant& instant) {
        return std::get<OrderedSet<Instant>>(constants_).Holds(instant);
      });
      break;
    case OperandType::kTruth:
      compare(ParseBool(value), [this](bool truth) {
        return (std::get<Truths>(constants_) &
                (truth ? kHasTrue : kHasFalse)) != 0;
      });
      break;
    case OperandType::kBinary:
      if (IsCanonicalBase64(value)) {
        result->some_equal = std::get<TextSet>(constants_).Contains(value);
      } else {
        result->some_type_error = true;
      }
      break;
    case OperandType::kAddress:
      compare(IpBlock::ParseAddress(value), [this](const IpBlock& address) {
        return std::get<IpSet>(constants_).Contains(address);
      });
      break;
    case OperandType::kPresence:
      break;
  }
}

void OperandSet::CompareTemplate(const TextPattern& pattern,
                                 absl::string_view value,
                                 const ContextView& context,
                                 Comparison* result) const {
  const bool as_truth = row_->type == OperandType::kTruth;
  if (!as_truth && row_->type != OperandType::kFoldedText) {
    switch (pattern.Match(value, context)) {
      case TextMatch::kMatch:
        result->some_equal = true;
        break;
      case TextMatch::kMalformed:
        result->some_type_error = true;
        break;
      case TextMatch::kNoMatch:
      case TextMatch::kUnresolved:  // equals and resembles nothing
        break;
    }
    return;
  }
  absl::InlinedVector<char, 256> filled_in;
  if (!pattern.FillIn(context, &filled_in)) return;
  const absl::string_view wanted(filled_in.data(), filled_in.size());
  if (!as_truth) {
    result->some_equal |= EqualFolded(wanted, value);
    return;
  }
  const std::optional<bool> wanted_truth = ParseBool(wanted);
  const std::optional<bool> truth = ParseBool(value);
  if (!wanted_truth.has_value() || !truth.has_value()) {
    result->some_type_error = true;
  } else if (*wanted_truth == *truth) {
    result->some_equal = true;
  }
}

Comparison OperandSet::Compare(absl::string_view value,
                               const ContextView& context) const {
  Comparison result;
  result.some_type_error = has_malformed_;
  if (has_constants_) CompareConstants(value, &result);
  for (const TextPattern& pattern : templates_) {
    CompareTemplate(pattern, value, context, &result);
  }
  return result;
}

bool OperandSet::WantsPresence(bool present) const {
  return (std::get<Truths>(constants_) & (present ? kHasFalse : kHasTrue)) != 0;
}

void OperandSet::CollectMissing(MissingKeys* missing) const {
  if (!row_->takes_variables) return;
  for (const TextPattern& pattern : templates_) {
    missing->Need(pattern.variables());
  }
}

bool OperandSet::HasOpenVariable(const ContextView& context) const {
  return row_->takes_variables &&
         std::any_of(templates_.begin(), templates_.end(),
                     [&](const TextPattern& pattern) {
                       return pattern.HasOpenVariable(context);
                     });
}

int OperandSet::cost() const {
  int cost = templates_.empty() ? 0 : 4;
  switch (row_->type) {
    case OperandType::kPresence:
      break;
    case OperandType::kTruth:
    case OperandType::kText:
      cost += 1;
      break;
    case OperandType::kNumber:
    case OperandType::kDate:
    case OperandType::kAddress:
    case OperandType::kFoldedText:
    case OperandType::kBinary:
      cost += 2;
      break;
    case OperandType::kGlob:
    case OperandType::kArn:
      cost += 3;
      break;
  }
  return cost;
}

}  // namespace iam
