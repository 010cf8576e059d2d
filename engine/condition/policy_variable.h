#ifndef IAM_CONDITION_POLICY_VARIABLE_H_
#define IAM_CONDITION_POLICY_VARIABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/context_view.h"
#include "engine/condition/keys.h"
#include "iam/policy.h"

namespace iam {

// What a variable stands for: the key's value, else its default.
struct PolicyVariable {
  ConditionKey key;
  std::optional<std::string> default_text;

  // nullopt if the key is absent, empty or multivalued and there is no default.
  // The view points into the context or this.
  std::optional<absl::string_view> Resolve(const ContextView& context) const;
};

// A text with policy variables is a row of parts. IAM User Guide, "IAM policy
// elements: Variables and tags".
struct TemplatePart {
  enum class Kind {
    kPattern,   // written text; '*' and '?' mean what they mean around it
    kLiteral,   // ${*}, ${?}, ${$}: the character itself
    kVariable,  // ${key} or ${key, 'default'}
  };
  Kind kind = Kind::kPattern;
  std::string text;         // kPattern, kLiteral
  PolicyVariable variable;  // kVariable
};

// Cuts a text at its variables. Under version 2008-10-17 there are none. An
// unterminated "${" is plain text; "${}" is a variable that nothing resolves.
std::vector<TemplatePart> ParseTemplate(absl::string_view text,
                                        PolicyVersion version);

// True if no part is a variable: the text is the same for all requests.
bool IsConstant(const std::vector<TemplatePart>& parts);

// All parts put together; nullopt if a variable is unresolved.
std::optional<std::string> Expand(const std::vector<TemplatePart>& parts,
                                  const ContextView& context);

}  // namespace iam

#endif  // IAM_CONDITION_POLICY_VARIABLE_H_
