#ifndef IAM_CONDITION_CONTEXT_VIEW_H_
#define IAM_CONDITION_CONTEXT_VIEW_H_

#include "absl/base/attributes.h"
#include "engine/condition/keys.h"
#include "iam/request.h"

namespace iam {

// What a request implies without saying it: its principal's ARN, the time in
// another form, …. Asked only for keys that the request does not mention.
class ImpliedKeys {
 public:
  virtual ~ImpliedKeys() = default;
  virtual KeyValues Find(const ConditionKey& key) const = 0;
  // Of a key that Find() has no values for: whether it is known that no request
  // of this principal on this resource has it.
  virtual bool KnowsAbsent(const ConditionKey& key) const = 0;
};

// The context as conditions see it: what the request says, and behind it what
// it implies. Nothing is worked out before it is asked for. Points to both.
class ContextView {
 public:
  // A context that implies nothing.
  ContextView(const Context& given  // NOLINT: a context is a view of itself
                  ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : given_(given) {}
  ContextView(const Context& given ABSL_ATTRIBUTE_LIFETIME_BOUND,
              const ImpliedKeys* implied)
      : given_(given), implied_(implied) {}

  // Without values if the request lacks the key: an empty list is none.
  KeyValues Find(const ConditionKey& key) const {
    const Context::Lookup said = given_.LookUp(key.code, key.name);
    if (said.mention == Context::Mention::kPresent) {
      return {said.values, said.is_list};
    }
    const bool may_imply =
        said.mention == Context::Mention::kNone && implied_ != nullptr;
    return may_imply ? implied_->Find(key) : KeyValues();
  }

  // True if the key may have any value or none: the request does not mention
  // it, and nothing that is known settles it.
  bool IsOpen(const ConditionKey& key) const {
    if (given_.LookUp(key.code, key.name).mention != Context::Mention::kNone) {
      return false;
    }
    return implied_ == nullptr ||
           (implied_->Find(key).values.empty() && !implied_->KnowsAbsent(key));
  }

  const Context& given() const { return given_; }

 private:
  const Context& given_;
  const ImpliedKeys* implied_ = nullptr;
};

}  // namespace iam

#endif  // IAM_CONDITION_CONTEXT_VIEW_H_
