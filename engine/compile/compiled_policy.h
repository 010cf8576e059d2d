#ifndef IAM_COMPILE_COMPILED_POLICY_H_
#define IAM_COMPILE_COMPILED_POLICY_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile/principal_set.h"
#include "engine/compile/resource_set.h"
#include "engine/condition/compiled_condition.h"
#include "engine/match/action_set.h"
#include "iam/policy.h"
#include "iam/policy_type.h"

namespace iam {

// One statement, ready to be held against requests. Spans count from the
// document's first byte, as in Policy.
struct CompiledStatement {
  Effect effect;
  std::optional<PrincipalSet> principal;
  bool not_action;
  ActionSet action;
  bool not_resource;
  std::optional<ResourceSet> resource;  // none: the policy's own resource
  std::vector<CompiledCondition> conditions;

  // For explanations.
  std::string sid;
  Span span;
  Span action_span;
  Span resource_span;
  std::vector<Span> condition_spans;
};

// A CompiledPolicy is one document ready to be evaluated: compiled once however
// many principals attach it.
//
// Immutable, hence safe to share between threads.
class CompiledPolicy {
 public:
  explicit CompiledPolicy(std::vector<CompiledStatement> statements)
      : statements_(std::move(statements)) {}

  const std::vector<CompiledStatement>& statements() const {
    return statements_;
  }

 private:
  std::vector<CompiledStatement> statements_;
};

// Compiles a policy that Policy::Parse() and CheckPolicyType() passed. Linear
// in the document.
std::shared_ptr<const CompiledPolicy> CompilePolicy(const Policy& policy,
                                                    PolicyType type);

}  // namespace iam

#endif  // IAM_COMPILE_COMPILED_POLICY_H_
