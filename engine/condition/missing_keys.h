#ifndef IAM_CONDITION_MISSING_KEYS_H_
#define IAM_CONDITION_MISSING_KEYS_H_

#include <map>
#include <string>
#include <vector>

#include "engine/condition/context_view.h"
#include "engine/condition/keys.h"
#include "engine/condition/policy_variable.h"

namespace iam {

// A MissingKeys collects the context keys that statements asked for in vain.
class MissingKeys {
 public:
  explicit MissingKeys(const ContextView& context) : context_(context) {}

  // Notes the key if the request lacks it. An empty list is no value.
  void Need(const ConditionKey& key);
  // The same for every variable of a text.
  void Need(const std::vector<PolicyVariable>& variables);

  // Sorted ignoring case, each once, as AWS spells it; else the spelling that
  // comes first in byte order.
  std::vector<std::string> Take();

 private:
  const ContextView context_;
  std::map<std::string, std::string> by_folded_;
};

}  // namespace iam

#endif  // IAM_CONDITION_MISSING_KEYS_H_
