#ifndef IAM_COMPILE_VOCABULARY_H_
#define IAM_COMPILE_VOCABULARY_H_

#include <deque>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/compile/program_builder.h"
#include "engine/condition/compiled_condition.h"
#include "engine/match/action_classes.h"
#include "engine/text/arena.h"
#include "iam/policy.h"

namespace iam {

// What all documents of an Engine or World share: the classes that their action
// patterns make, and their conditions, each compiled once however many
// statements state it. It has to outlive the policies compiled with it.
//
// To be filled by one thread; safe to share once compiling is over.
class Vocabulary {
 public:
  explicit Vocabulary(ActionClasses actions) : actions_(std::move(actions)) {}

  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  const ActionClasses& actions() const { return actions_; }
  // Where the policies keep their programs: side by side, since each decision
  // on a large world reads some that are nowhere near the last one's.
  Arena* programs() { return &programs_; }
  // What they are laid out with, one after the other.
  ProgramBuilder& builder() { return builder_; }

  // The condition, compiled. `written` is its text in a document that outlives
  // the compiling: conditions are the same if their texts, operators and
  // versions are.
  const CompiledCondition* Intern(const Condition& condition,
                                  PolicyVersion version,
                                  absl::string_view written);

  // To be called when all policies are compiled: forgets the texts, and gives
  // the builder's memory back.
  void FinishCompiling() {
    known_ = {};
    builder_ = {};
  }

 private:
  struct ConditionName {
    absl::string_view written;
    ConditionOperator op;
    PolicyVersion version;

    friend bool operator==(const ConditionName&,
                           const ConditionName&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const ConditionName& name) {
      return H::combine(std::move(state), name.written, name.op.set,
                        name.op.base, name.op.if_exists, name.version);
    }
  };

  ActionClasses actions_;
  ProgramBuilder builder_;
  Arena programs_{/*first_chunk=*/4096};
  absl::flat_hash_map<ConditionName, const CompiledCondition*> known_;
  std::deque<CompiledCondition> conditions_;
};

// Adds the entries of all its Action and NotAction elements.
void AddActions(const Policy& policy, ActionClasses::Builder* actions);

}  // namespace iam

#endif  // IAM_COMPILE_VOCABULARY_H_
