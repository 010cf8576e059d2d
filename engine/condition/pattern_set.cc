#include "engine/condition/pattern_set.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace iam {
namespace {

constexpr size_t kFew = 4;

}  // namespace

void PatternSet::Fill(std::vector<TextPattern> patterns) {
  if (patterns.size() <= kFew) {
    few_ = std::move(patterns);
    return;
  }
  PatternTrieBuilder builder;
  for (const TextPattern& pattern : patterns) builder.Add(pattern.pieces(), 0);
  many_ = std::make_unique<const PatternTrie>(std::move(builder).Build());
}

bool PatternSet::Matches(absl::string_view text) const {
  if (many_ == nullptr) {
    return std::any_of(few_.begin(), few_.end(),
                       [&](const TextPattern& pattern) {
                         return MatchGlob(pattern.pieces(), text);
                       });
  }
  bool matches = false;
  many_->Match(
      text,
      [](uint32_t) -> std::optional<absl::string_view> { return std::nullopt; },
      [&matches](uint32_t) {
        matches = true;
        return false;
      });
  return matches;
}

}  // namespace iam
