// A condition operator is a row of kOperators: how a policy value is read, and
// how a context value is compared with it. Negation and set operators are not
// an operator's business; compiled_condition.cc sees to them.
#include "engine/condition/operators.h"

#include <array>
#include <optional>

namespace iam {
namespace {

using CompileFunction = Operand (*)(absl::string_view, PolicyVersion);
using CompareFunction = Comparison (*)(absl::string_view, const Operand&,
                                       const Context&);

template <typename T>
Operand OrMalformed(std::optional<T> value) {
  if (!value.has_value()) return MalformedValue{};
  return *std::move(value);
}

template <TextForm form>
Operand ReadText(absl::string_view value, PolicyVersion version) {
  return TextPattern(value, form, version);
}

Operand ReadFoldedText(absl::string_view value, PolicyVersion version) {
  return TextPattern(value, TextForm::kPlain, version);
}

Operand ReadNumber(absl::string_view value, PolicyVersion) {
  return OrMalformed(Owned<Decimal>::Parse(value));
}

Operand ReadDate(absl::string_view value, PolicyVersion) {
  return OrMalformed(Owned<Instant>::Parse(value));
}

// A variable may stand for the truth value, so the text is kept.
Operand ReadBool(absl::string_view value, PolicyVersion version) {
  TextPattern text(value, TextForm::kPlain, version);
  if (!text.is_constant()) return text;
  return OrMalformed(ParseBool(value));
}

Operand ReadBinary(absl::string_view value, PolicyVersion) {
  std::optional<std::string> bytes = ParseBase64(value);
  if (!bytes.has_value()) return MalformedValue{};
  return Bytes{*std::move(bytes)};
}

Operand ReadIpBlock(absl::string_view value, PolicyVersion) {
  return OrMalformed(IpBlock::Parse(value));
}

Comparison FromBool(bool equal) {
  return equal ? Comparison::kEqual : Comparison::kDifferent;
}

Comparison CompareText(absl::string_view value, const Operand& operand,
                       const Context& context) {
  switch (std::get<TextPattern>(operand).Match(value, context)) {
    case TextMatch::kMatch:
      return Comparison::kEqual;
    case TextMatch::kNoMatch:
    case TextMatch::kUnresolved:  // equals and resembles nothing
      return Comparison::kDifferent;
    case TextMatch::kMalformed:
      break;
  }
  return Comparison::kTypeError;
}

Comparison CompareFolded(absl::string_view value, const Operand& operand,
                         const Context& context) {
  const std::optional<std::string> text =
      Expand(std::get<TextPattern>(operand).parts(), context);
  return FromBool(text.has_value() && FoldCase(*text) == FoldCase(value));
}

// Holds a typed operand against the context value read as the same type.
template <typename T, typename Value, typename Test>
Comparison CompareAs(const Operand& operand, const std::optional<Value>& value,
                     Test test) {
  const T* wanted = std::get_if<T>(&operand);
  if (wanted == nullptr || !value.has_value()) return Comparison::kTypeError;
  return FromBool(test(*value, *wanted));
}

template <typename T, typename Test>
Comparison CompareParsed(absl::string_view value, const Operand& operand,
                         const Context&) {
  return CompareAs<Owned<T>>(operand, T::Parse(value),
                             [](const T& read, const Owned<T>& wanted) {
                               return Test()(read, wanted.value());
                             });
}

Comparison CompareBool(absl::string_view value, const Operand& operand,
                       const Context& context) {
  if (const TextPattern* text = std::get_if<TextPattern>(&operand)) {
    const std::optional<std::string> expanded = Expand(text->parts(), context);
    if (!expanded.has_value()) return Comparison::kDifferent;
    return CompareAs<bool>(OrMalformed(ParseBool(*expanded)), ParseBool(value),
                           std::equal_to<>());
  }
  return CompareAs<bool>(operand, ParseBool(value), std::equal_to<>());
}

Comparison CompareBinary(absl::string_view value, const Operand& operand,
                         const Context&) {
  const Bytes* wanted = std::get_if<Bytes>(&operand);
  const std::optional<std::string> bytes = ParseBase64(value);
  if (wanted == nullptr || !bytes.has_value()) return Comparison::kTypeError;
  return FromBool(*bytes == wanted->bytes);
}

Comparison CompareIp(absl::string_view value, const Operand& operand,
                     const Context&) {
  return CompareAs<IpBlock>(operand, IpBlock::ParseAddress(value),
                            [](const IpBlock& address, const IpBlock& block) {
                              return block.Contains(address);
                            });
}

// Null asks whether the key is there, not what it holds: never compared.
Comparison CompareNothing(absl::string_view, const Operand&, const Context&) {
  return Comparison::kTypeError;
}

struct OperatorRow {
  BaseOperator base;
  CompileFunction compile;
  CompareFunction compare;
  bool takes_variables;
};

using enum BaseOperator;
constexpr OperatorRow kOperators[] = {
    {kStringEquals, ReadText<TextForm::kPlain>, CompareText, true},
    {kStringNotEquals, ReadText<TextForm::kPlain>, CompareText, true},
    {kStringEqualsIgnoreCase, ReadFoldedText, CompareFolded, true},
    {kStringNotEqualsIgnoreCase, ReadFoldedText, CompareFolded, true},
    {kStringLike, ReadText<TextForm::kGlob>, CompareText, true},
    {kStringNotLike, ReadText<TextForm::kGlob>, CompareText, true},
    {kNumericEquals, ReadNumber, CompareParsed<Decimal, std::equal_to<>>,
     false},
    {kNumericNotEquals, ReadNumber, CompareParsed<Decimal, std::equal_to<>>,
     false},
    {kNumericLessThan, ReadNumber, CompareParsed<Decimal, std::less<>>, false},
    {kNumericLessThanEquals, ReadNumber,
     CompareParsed<Decimal, std::less_equal<>>, false},
    {kNumericGreaterThan, ReadNumber, CompareParsed<Decimal, std::greater<>>,
     false},
    {kNumericGreaterThanEquals, ReadNumber,
     CompareParsed<Decimal, std::greater_equal<>>, false},
    {kDateEquals, ReadDate, CompareParsed<Instant, std::equal_to<>>, false},
    {kDateNotEquals, ReadDate, CompareParsed<Instant, std::equal_to<>>, false},
    {kDateLessThan, ReadDate, CompareParsed<Instant, std::less<>>, false},
    {kDateLessThanEquals, ReadDate, CompareParsed<Instant, std::less_equal<>>,
     false},
    {kDateGreaterThan, ReadDate, CompareParsed<Instant, std::greater<>>, false},
    {kDateGreaterThanEquals, ReadDate,
     CompareParsed<Instant, std::greater_equal<>>, false},
    {kBool, ReadBool, CompareBool, true},
    {kBinaryEquals, ReadBinary, CompareBinary, false},
    {kIpAddress, ReadIpBlock, CompareIp, false},
    {kNotIpAddress, ReadIpBlock, CompareIp, false},
    {kArnEquals, ReadText<TextForm::kArn>, CompareText, true},
    {kArnLike, ReadText<TextForm::kArn>, CompareText, true},
    {kArnNotEquals, ReadText<TextForm::kArn>, CompareText, true},
    {kArnNotLike, ReadText<TextForm::kArn>, CompareText, true},
    {kNull, ReadBool, CompareNothing, false},
};

constexpr bool RowsAreInOrder() {
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    if (static_cast<int>(kOperators[i].base) != i) return false;
  }
  return std::size(kOperators) == kBaseOperatorCount;
}
static_assert(RowsAreInOrder());

const OperatorRow& Row(BaseOperator base) {
  return kOperators[static_cast<int>(base)];
}

}  // namespace

Operand CompileOperand(BaseOperator base, absl::string_view value,
                       PolicyVersion version) {
  return Row(base).compile(value, version);
}

Comparison Compare(BaseOperator base, absl::string_view value,
                   const Operand& operand, const Context& context) {
  return Row(base).compare(value, operand, context);
}

bool TakesVariables(BaseOperator base) { return Row(base).takes_variables; }

}  // namespace iam
