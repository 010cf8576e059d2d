#ifndef IAM_EVAL_EVALUATE_LAYER_H_
#define IAM_EVAL_EVALUATE_LAYER_H_

#include <bit>
#include <cstdint>
#include <optional>

#include "absl/base/attributes.h"
#include "absl/container/fixed_array.h"
#include "absl/types/span.h"
#include "engine/compile/policy_list.h"
#include "engine/eval/prepared_request.h"
#include "engine/eval/statement_matcher.h"
#include "iam/decision.h"

namespace iam {

// What the policies of one layer, or of one level of it, say to a request.
struct LayerResult {
  bool present = false;  // false: the layer does not apply to the request
  std::optional<StatementRef> allow;  // the first Allow that applies
  std::optional<StatementRef> deny;   // the first Deny that applies
  // How the Allow statements that apply name the principal.
  PrincipalMatches allowed_as = kNoPrincipal;

  Outcome outcome() const {
    if (deny.has_value()) return Outcome::kExplicitDeny;
    return allow.has_value() ? Outcome::kAllowed : Outcome::kImplicitDeny;
  }
  // For a gate: it lets the request pass.
  bool passes() const { return !present || allow.has_value(); }
};

// A set of a document's statements, a bit for each. No document that AWS takes
// has as many as fit without allocating.
class StatementSet {
 public:
  // Empty.
  explicit StatementSet(uint32_t word_count) : words_(word_count) {
    if (word_count == 0) return;
    words_[0] = 0;  // few documents need more
    for (uint32_t i = 1; i < word_count; ++i) words_[i] = 0;
  }

  uint64_t* data() { return words_.data(); }
  uint64_t operator[](uint32_t word) const { return words_[word]; }
  absl::Span<uint64_t> words() { return absl::MakeSpan(words_); }

 private:
  absl::FixedArray<uint64_t, 128> words_;
};

// Whether to look all resource patterns of the document up at once rather than
// those of the candidates one by one.
inline bool WorthAnIndex(const Program& program,
                         const StatementSet& candidates) {
  constexpr uint32_t kFewPatterns = 12;
  uint32_t patterns = 0;
  for (uint32_t word = 0; word < program.word_count; ++word) {
    for (uint64_t left = candidates[word]; left != 0; left &= left - 1) {
      const auto bit = static_cast<uint32_t>(std::countr_zero(left));
      patterns += program.rows()[word * 64 + bit].resource_count;
      if (patterns > kFewPatterns) return true;
    }
  }
  return false;
}

// Calls visit(statement, is_candidate) in the document's order, for all
// statements or for candidates only, until it returns false. False if it did.
// Inlined, so that what `visit` knows stays in registers.
template <bool kAll, typename Visit>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool VisitStatements(
    const Program& program, const StatementSet& candidates, bool denies_only,
    const Visit& visit) {
  if constexpr (kAll) {
    for (uint32_t i = 0; i < program.statement_count; ++i) {
      if (!visit(i, (candidates[i / 64] >> (i % 64) & 1) != 0)) return false;
    }
    return true;
  }
  for (uint32_t word = 0; word < program.word_count; ++word) {
    uint64_t left = candidates[word];
    if (denies_only) left &= program.denies()[word];
    for (; left != 0; left &= left - 1) {
      const auto bit = static_cast<uint32_t>(std::countr_zero(left));
      if (!visit(word * 64 + bit, true)) return false;
    }
  }
  return true;
}

// A layer whose Deny may be ignored and whose Allow statements count by how
// they name the principal: all of them are looked at.
inline bool IsResourceLayer(const LayerPlace& place) {
  return place.type == PolicyType::kResourceBased ||
         place.type == PolicyType::kTrust;
}

// Holds one policy of a layer against the request. False: nothing behind it can
// change the layer's result.
template <typename Recorder>
bool EvaluatePolicy(const PolicyList& policies, size_t number,
                    const LayerPlace& place, const PreparedRequest& request,
                    bool denies_only, Recorder* recorder, LayerResult* result) {
  constexpr bool kThorough = Recorder::kKeepsSteps;
  const Program& program = *policies.entries()[number].program;
  StatementSet candidates(program.word_count);
  program.AddCandidates(request.action_class(), candidates.data());
  const bool indexed = Recorder::kTakesIndex && program.has_resource_index &&
                       WorthAnIndex(program, candidates);
  if (indexed) {
    program.policy->resource_index()->Filter(
        request.resource().text, request.context(), candidates.words());
  }
  const auto visit = [&](uint32_t statement, bool is_candidate) {
    const StatementMatcher matcher(program, statement, place, request,
                                   /*resource_matches=*/indexed);
    const StatementRef ref = {place.type, place.level,
                              &policies.attached()[number], statement};
    PrincipalMatches match = kNoPrincipal;
    const bool applies = recorder->Visit(matcher, ref, is_candidate, &match);
    if (!applies) return true;
    if (matcher.is_deny()) {
      if (!result->deny.has_value()) result->deny = ref;
      return kThorough || IsResourceLayer(place);
    }
    if (!result->allow.has_value()) result->allow = ref;
    result->allowed_as =
        static_cast<PrincipalMatches>(result->allowed_as | match);
    return true;
  };
  return VisitStatements<kThorough>(program, candidates, denies_only, visit);
}

// Holds the layer against the request. A recorder that keeps steps gets one for
// each statement; without, only those statements are looked at that can still
// change the decision, and the first Deny ends it unless the layer is the
// resource's. Which Allow it was that opened a layer is told then of those that
// can grant something by themselves, the identity's and the resource's. The
// result was empty before.
template <typename Recorder>
void EvaluateLayer(const PolicyList& policies, const LayerPlace& place,
                   const PreparedRequest& request, Recorder* recorder,
                   LayerResult* result) {
  constexpr bool kThorough = Recorder::kKeepsSteps;
  result->present = true;
  recorder->BeginLayer(place.type, place.level);
  if (!kThorough && place.is_plain_gate() &&
      policies.unlimited_allow().has_value()) {
    const auto& [policy, statement] = *policies.unlimited_allow();
    result->allow = StatementRef{place.type, place.level,
                                 &policies.attached()[policy], statement};
  }
  // Once something is allowed, more of it matters only where it hangs on it
  // how the principal is named.
  const auto wants_denies_only = [&] {
    return !kThorough && result->allow.has_value() && !IsResourceLayer(place);
  };
  const uint16_t service = request.action_class().service;
  const absl::Span<const PolicyList::Entry> entries = policies.entries();
  bool denies_only = wants_denies_only();
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!kThorough && !entries[i].services.Concern(service, denies_only)) {
      continue;
    }
    if (!EvaluatePolicy(policies, i, place, request, denies_only, recorder,
                        result)) {
      break;
    }
    denies_only = wants_denies_only();
  }
  recorder->EndLayer(result->outcome());
}

}  // namespace iam

#endif  // IAM_EVAL_EVALUATE_LAYER_H_
