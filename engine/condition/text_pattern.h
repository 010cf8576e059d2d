#ifndef IAM_CONDITION_TEXT_PATTERN_H_
#define IAM_CONDITION_TEXT_PATTERN_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/policy_variable.h"
#include "engine/match/glob.h"
#include "iam/policy.h"
#include "iam/request.h"

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
// Movable, not copyable: pieces point into parts. Immutable, hence safe to
// share between threads.
class TextPattern {
 public:
  TextPattern(absl::string_view text, TextForm form, PolicyVersion version);
  TextPattern(TextPattern&&) = default;
  TextPattern& operator=(TextPattern&&) = default;
  TextPattern(const TextPattern&) = delete;
  TextPattern& operator=(const TextPattern&) = delete;

  // O(pattern * text) at worst. Allocates only if there are variables.
  TextMatch Match(absl::string_view text, const Context& context) const;

  const std::vector<TemplatePart>& parts() const { return parts_; }
  bool is_constant() const { return constant_; }
  // Never matches: a variable stands where none may.
  bool is_malformed() const { return malformed_; }

 private:
  std::vector<TemplatePart> parts_;
  std::vector<GlobPiece> pieces_;  // of a constant pattern
  TextForm form_;
  bool constant_;
  bool malformed_ = false;
};

}  // namespace iam

#endif  // IAM_CONDITION_TEXT_PATTERN_H_
