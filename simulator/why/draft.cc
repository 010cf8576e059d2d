#include "simulator/why/draft.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "simulator/why/slice.h"

namespace iam {
namespace {

// Whether both decide alike, by the same statements of the same layers.
bool SameStory(const Explanation& a, const Explanation& b) {
  const auto same_statement = [](const StatementStep& one,
                                 const StatementStep& other) {
    return PlaceOf(one.statement) == PlaceOf(other.statement);
  };
  const auto same_layer = [&](const LayerStep& one, const LayerStep& other) {
    return one.layer == other.layer && one.level == other.level &&
           one.outcome == other.outcome &&
           std::equal(one.statements.begin(), one.statements.end(),
                      other.statements.begin(), other.statements.end(),
                      same_statement);
  };
  return a.decision.outcome == b.decision.outcome &&
         a.decision.reason == b.decision.reason &&
         a.decision.layer == b.decision.layer &&
         a.decision.level == b.decision.level &&
         a.unknown_policies == b.unknown_policies &&
         std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(),
                    b.layers.end(), same_layer);
}

}  // namespace

std::optional<Draft> Drafter::Start(const Explanation& expected) {
  Slice slice = SliceFor(sources_, request_);
  for (const bool whole : {false, true}) {
    if (whole) {
      slice.sources = sources_;
      slice.origins.resize(sources_.sources.size());
      std::iota(slice.origins.begin(), slice.origins.end(), size_t{0});
    }
    Diagnostics diagnostics;
    absl::StatusOr<World> world =
        BuildWorld(slice.sources, /*keep_going=*/true, &diagnostics);
    if (!world.ok()) continue;
    absl::StatusOr<Explanation> explanation = world->Explain(request_);
    if (!explanation.ok() || !SameStory(*explanation, expected)) continue;
    errors_ = diagnostics.error_count();
    origins_ = std::move(slice.origins);
    Draft draft;
    draft.change.request = request_;
    draft.sources = std::move(slice.sources.sources);
    draft.world.emplace(*std::move(world));
    draft.explanation = *std::move(explanation);
    return draft;
  }
  return std::nullopt;
}

std::optional<Draft> Drafter::Step(const Draft& from, ChangeStep step,
                                   const TextEdit& edit) const {
  const absl::StatusOr<std::vector<TextEdit>> edits =
      OuterEdits(from.sources, {edit});
  if (!edits.ok()) return std::nullopt;
  const TextEdit& outer = edits->front();
  const auto edited =
      std::find(from.sources.begin(), from.sources.end(), outer.source);
  const auto index = static_cast<size_t>(edited - from.sources.begin());
  WorldSources sources = {.sources = from.sources,
                          .given = sources_.given,
                          .unreadable = absl::OkStatus()};
  sources.sources[index] = std::make_shared<const Source>(
      outer.source->name(), EditedText(*outer.source, *edits));
  // A document that the edit made wrong would count as unknown, and a Deny in
  // it as if it were not there.
  Diagnostics diagnostics;
  absl::StatusOr<World> world =
      BuildWorld(sources, /*keep_going=*/true, &diagnostics);
  if (!world.ok() || diagnostics.error_count() > errors_) return std::nullopt;
  absl::StatusOr<Explanation> explanation = world->Explain(from.change.request);
  if (!explanation.ok()) return std::nullopt;
  Draft draft;
  draft.change.steps = from.change.steps;
  draft.change.steps.push_back(std::move(step));
  draft.change.edits = from.change.edits;
  draft.change.edits.push_back(
      {origins_[index], outer.source->LocationOf(outer.span.begin),
       outer.source->LocationOf(outer.span.end), outer.text});
  draft.sources = std::move(sources.sources);
  draft.change.request = from.change.request;
  draft.change.weakens_guardrail = from.change.weakens_guardrail;
  draft.world.emplace(*std::move(world));
  draft.explanation = *std::move(explanation);
  return draft;
}

}  // namespace iam
