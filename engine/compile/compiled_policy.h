#ifndef IAM_COMPILE_COMPILED_POLICY_H_
#define IAM_COMPILE_COMPILED_POLICY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/compile/principal_set.h"
#include "engine/compile/program.h"
#include "engine/compile/program_builder.h"
#include "engine/compile/resource_index.h"
#include "engine/compile/vocabulary.h"
#include "engine/condition/compiled_condition.h"
#include "engine/condition/context_view.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/text_pattern.h"
#include "engine/condition/truth.h"
#include "engine/match/action_set.h"
#include "iam/policy.h"
#include "iam/policy_type.h"

namespace iam {

// Where the parts of a statement stand, for explanations. Spans count from the
// document's first byte, as in Policy.
struct StatementPlaces {
  Span statement;
  Span action;    // Action or NotAction
  Span resource;  // Resource or NotResource; empty if there is neither
  Span sid;       // its text between the quotes; empty if there is none
  uint32_t first_condition = 0;  // of the document's
};

// A CompiledPolicy is one document ready to be evaluated: compiled once however
// many principals attach it. What decisions read lies in its Program.
//
// Immutable, hence safe to share between threads. Needs its Vocabulary.
class CompiledPolicy {
 public:
  // Compiles a policy that Policy::Parse() and CheckPolicyType() passed, all of
  // whose actions the vocabulary was told of. Linear in the document.
  CompiledPolicy(const Policy& policy, PolicyType type, Vocabulary* vocabulary);

  CompiledPolicy(const CompiledPolicy&) = delete;
  CompiledPolicy& operator=(const CompiledPolicy&) = delete;

  const Program& program() const { return *program_; }
  const ServiceFilters& service_filters() const { return service_filters_; }
  // A statement that allows all actions on all resources under all
  // circumstances and names no principals, if there is one for sure.
  std::optional<uint32_t> unlimited_allow() const { return unlimited_allow_; }
  bool has_allow() const { return has_allow_; }

  // Of documents with many resource patterns; else null.
  const ResourceIndex* resource_index() const {
    return rare_ == nullptr ? nullptr : rare_->resource_index.get();
  }

  // For rows with kInexactAction: whether Action or NotAction matches.
  bool MatchesAction(const Program::Row& row, uint32_t statement,
                     const RequestAction& action) const;
  // For rows with kHasPrincipal.
  const PrincipalSet& principal(uint32_t statement) const {
    return rare_->principals[statement];
  }
  // Whether Resource or NotResource of the row matches. Does not allocate.
  bool MatchesResource(const Program::Row& row, absl::string_view resource,
                       const ContextView& context) const;

  // The same for a request that leaves context keys open.
  Truth JudgeResource(const Program::Row& row, absl::string_view resource,
                      const ContextView& context) const;
  // Whether it might match for some principal, whose variables are not known.
  bool MayMatchResource(const Program::Row& row,
                        absl::string_view resource) const;

  // The variables of Resource or NotResource that the request lacks.
  void CollectMissing(const Program::Row& row, MissingKeys* missing) const;

  const StatementPlaces& places(uint32_t statement) const {
    return places_[statement];
  }
  // The conditions of a statement are numbered as they are written; the row has
  // them in another order.
  uint32_t WrittenIndex(uint32_t statement, uint32_t in_row) const {
    return conditions_[places_[statement].first_condition + in_row].written;
  }
  const CompiledCondition& condition(uint32_t statement,
                                     uint32_t written) const;
  Span condition_span(uint32_t statement, uint32_t written) const;

 private:
  struct ConditionPlace {
    Span span;
    uint32_t written = 0;
  };

  // What few documents have.
  struct Rare {
    std::vector<TextPattern> patterns;  // those that the program refers to
    std::vector<PrincipalSet>
        principals;  // by statement; empty if none has one
    absl::flat_hash_map<uint32_t, ActionSet> inexact_actions;
    std::unique_ptr<const ResourceIndex> resource_index;
  };
  Rare& rare();

  void AddActions(const Statement& statement, uint32_t index,
                  const Vocabulary& vocabulary, ProgramBuilder* builder);
  void AddResources(const PatternElement& element, PolicyType type,
                    PolicyVersion version, ProgramBuilder* builder,
                    ResourceIndex::Element* indexed);
  void AddConditions(const Policy& policy, const Statement& statement,
                     Vocabulary* vocabulary, ProgramBuilder* builder);
  // Whether a pattern of the row matches; `matches_other(pattern)` is asked for
  // those that do not lie in the program.
  template <typename MatchesOther>
  bool SomePatternMatches(const Program::Row& row, absl::string_view resource,
                          const MatchesOther& matches_other) const;
  // The pattern whose number the bytes of a Program::kOther hold.
  const TextPattern& NumberedPattern(absl::string_view bytes) const;
  uint32_t InRow(uint32_t statement, uint32_t written) const;

  const Program* program_ = nullptr;  // in the vocabulary's arena
  ServiceFilters service_filters_;
  std::optional<uint32_t> unlimited_allow_;
  bool has_allow_ = false;
  std::unique_ptr<Rare> rare_;  // null if there is nothing in it
  std::vector<StatementPlaces> places_;
  std::vector<ConditionPlace> conditions_;  // in the order of the rows
};

}  // namespace iam

#endif  // IAM_COMPILE_COMPILED_POLICY_H_
