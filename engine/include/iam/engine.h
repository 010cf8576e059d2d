#ifndef IAM_ENGINE_H_
#define IAM_ENGINE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "iam/decision.h"
#include "iam/diagnostic.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "iam/request.h"

namespace iam {

// An Engine decides requests under one set of policies.
//
//   PolicySet policies;
//   policies.Add(PolicyType::kIdentityBased, "deploy", *Policy::Parse(…));
//   auto engine = Engine::Compile(std::move(policies));
//   Request request{.principal = "arn:aws:iam::111122223333:user/ana",
//                   .action = "ec2:DescribeInstances"};
//   if (engine->Authorize(request).allowed()) …
//
// To find the policies that apply to a principal of a whole account or
// organization, build a World (world.h).
//
// Immutable, hence safe to share between threads. Moving it keeps references
// into it (StatementRef) valid.
class Engine {
 public:
  // Compiles once, so that Authorize() can be called millions of times. Checks
  // what depends on a policy's type; problems go to *diagnostics.
  // kInvalidArgument if a policy cannot be evaluated faithfully: skipping a
  // Deny would allow.
  static absl::StatusOr<Engine> Compile(PolicySet policies,
                                        Diagnostics* diagnostics = nullptr);

  Engine(Engine&&);
  Engine& operator=(Engine&&);
  ~Engine();

  // Always has an answer: a context key that the request lacks is a fact to
  // decide on, not an error. Does not allocate, unless a policy has thousands
  // of statements. IAM User Guide, "Policy evaluation logic".
  Decision Authorize(const Request& request) const;

  // The same evaluation, kept step by step. Its decision always equals
  // Authorize(request).
  Explanation Explain(const Request& request) const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace iam

#endif  // IAM_ENGINE_H_
