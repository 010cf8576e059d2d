#ifndef IAM_CONDITION_TEXT_PATTERN_H_
#define IAM_CONDITION_TEXT_PATTERN_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/condition/context_view.h"
#include "engine/condition/policy_variable.h"
#include "engine/match/glob.h"
#include "iam/policy.h"

namespace iam {

// How the wildcards of a TextPattern read.
enum class TextForm {
  kPlain,     // StringEquals: '*' and '?' are characters like others
  kGlob,      // StringLike: they match anything, '/' and ':' included
  kArn,       // ArnLike: in the first five components they stay inside
  kResource,  // Resource: the same, but a '*' that ends a component may leave
              // it
};

enum class TextMatch {
  kMatch,
  kNoMatch,
  kUnresolved,  // a policy variable has no value: nothing matches
  kMalformed,   // the pattern is none of its form
};

// A TextPattern is a string of a policy that request values are held against,
// with wildcards as its form reads them and policy variables. What a variable
// yields is literal text: a '*' in a tag's value is no wildcard.
//
// Movable, not copyable: pieces point into its text. Immutable, hence safe to
// share between threads.
class TextPattern {
 public:
  TextPattern(absl::string_view text, TextForm form, PolicyVersion version);
  TextPattern(TextPattern&&) = default;
  TextPattern& operator=(TextPattern&&) = default;
  TextPattern(const TextPattern&) = delete;
  TextPattern& operator=(const TextPattern&) = delete;

  // O(pattern * text) at worst. Does not allocate, unless a pattern with
  // variables has very many pieces.
  TextMatch Match(absl::string_view text, const ContextView& context) const;

  // Appends the text with its variables filled in. False if one of them has no
  // value. For the form kPlain only.
  bool FillIn(const ContextView& context,
              absl::InlinedVector<char, 256>* text) const;

  // In the order in which they stand.
  const std::vector<PolicyVariable>& variables() const { return variables_; }
  bool is_constant() const { return variables_.empty(); }
  bool HasOpenVariable(const ContextView& context) const;
  // Never matches: a variable stands where none may, or it is no ARN.
  bool is_malformed() const { return malformed_; }
  // Of a constant pattern; valid as long as this.
  absl::Span<const GlobPiece> pieces() const { return pieces_; }
  // The same for any pattern but one of the form kArn, whose pieces hang on
  // what its variables bring: for these, pieces numbered from `first_variable`.
  void AppendPieces(uint32_t first_variable,
                    std::vector<GlobPiece>* pieces) const;

 private:
  TextMatch MatchFilledIn(absl::string_view text,
                          const ContextView& context) const;
  // Calls add(piece) for each piece, variables filled in. False if one of them
  // has no value.
  template <typename Add>
  bool ForEachPiece(const ContextView& context, Add add) const;

  std::unique_ptr<char[]> text_;  // what the pieces point into
  std::vector<GlobPiece> pieces_;
  std::vector<PolicyVariable> variables_;
  std::vector<uint32_t> holes_;  // the piece behind each variable
  TextForm form_;
  bool malformed_ = false;
};

// Appends the pieces of a pattern of the form kResource that has no policy
// variables. They point into `text`.
void AppendResourcePieces(absl::string_view text,
                          std::vector<GlobPiece>* pieces);

// True if the text is one that an ARN operator compares.
bool IsArn(absl::string_view text);

}  // namespace iam

#endif  // IAM_CONDITION_TEXT_PATTERN_H_
