#ifndef IAM_CONDITION_OPERAND_SET_H_
#define IAM_CONDITION_OPERAND_SET_H_

#include <algorithm>
#include <cstdint>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/condition/context_view.h"
#include "engine/condition/ip_set.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/operators.h"
#include "engine/condition/pattern_set.h"
#include "engine/condition/text_pattern.h"
#include "engine/condition/text_set.h"
#include "engine/condition/values.h"
#include "iam/policy.h"

namespace iam {

// What comparing one value of a request with all of a condition comes to. A
// type error on either side makes a comparison false, under a negated operator
// too; it is not evidence of inequality.
struct Comparison {
  bool some_equal = false;
  bool some_type_error = false;
};

// The numbers or dates of a condition. Of "less than" only the greatest counts.
template <typename T>
class OrderedSet {
 public:
  explicit OrderedSet(Relation relation) : relation_(relation) {}

  void Fill(std::vector<Owned<T>> values);
  // Whether `value` stands in the relation to some of them. Logarithmic.
  bool Holds(const T& value) const;

 private:
  std::vector<Owned<T>> values_;  // sorted
  Relation relation_;
};

// An OperandSet holds all values of one condition, each read once as the type
// that the operator compares, and kept as a set: what a comparison costs hangs
// on their number little or not at all.
//
// Movable; immutable, hence safe to share between threads.
class OperandSet {
 public:
  OperandSet(BaseOperator base, absl::Span<const PolicyString> values,
             PolicyVersion version);

  // Does not allocate.
  Comparison Compare(absl::string_view value, const ContextView& context) const;

  // Null: whether a key that is there, or is not, is what the policy wants.
  bool WantsPresence(bool present) const;

  // The keys of its variables that the request lacks.
  void CollectMissing(MissingKeys* missing) const;

  // Whether one of its variables has a key that is open.
  bool HasOpenVariable(const ContextView& context) const;

  // How long a comparison takes, roughly, for ordering conditions.
  int cost() const;

 private:
  // Bits of a set of truth values.
  enum : uint8_t { kHasFalse = 1, kHasTrue = 2 };
  using Truths = uint8_t;
  using Values = std::variant<TextSet, PatternSet, OrderedSet<Decimal>,
                              OrderedSet<Instant>, IpSet, Truths>;

  static Values EmptySet(const OperatorRow& row);
  void AddTexts(absl::Span<const PolicyString> values, PolicyVersion version);
  void AddPatterns(absl::Span<const PolicyString> values,
                   PolicyVersion version);
  void AddTruths(absl::Span<const PolicyString> values, PolicyVersion version);
  template <typename T>
  void AddOrdered(absl::Span<const PolicyString> values);
  void AddAddresses(absl::Span<const PolicyString> values);
  void AddBinaries(absl::Span<const PolicyString> values);
  // True if the text is a template, which is kept apart.
  bool KeepTemplate(absl::string_view value, TextForm form,
                    PolicyVersion version);

  void CompareConstants(absl::string_view value, Comparison* result) const;
  void CompareTemplate(const TextPattern& pattern, absl::string_view value,
                       const ContextView& context, Comparison* result) const;

  const OperatorRow* row_;
  Values constants_;
  std::vector<TextPattern> templates_;  // values with variables
  bool has_constants_ = false;          // malformed ones too
  bool has_malformed_ = false;
};

}  // namespace iam

#endif  // IAM_CONDITION_OPERAND_SET_H_
