#include "engine/condition/pattern_set.h"

#include <algorithm>
#include <utility>

namespace iam {

void PatternSet::Fill(std::vector<TextPattern> patterns) {
  few_ = std::move(patterns);
}

bool PatternSet::Matches(absl::string_view text) const {
  return std::any_of(few_.begin(), few_.end(), [&](const TextPattern& pattern) {
    return MatchGlob(pattern.pieces(), text);
  });
}

}  // namespace iam
