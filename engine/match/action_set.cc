#include "engine/match/action_set.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace iam {

RequestAction::RequestAction(absl::string_view action)
    : folded_(absl::AsciiStrToLower(action)) {
  const absl::string_view folded = folded_;
  const size_t colon = folded.find(':');
  if (colon == absl::string_view::npos) return;
  service_ = folded.substr(0, colon);
  name_ = folded.substr(colon + 1);
}

ActionSet::ActionSet(const std::vector<absl::string_view>& entries) {
  texts_.reserve(entries.size());  // no growth: entries_ points into it
  for (const absl::string_view entry : entries) {
    if (entry == "*" || entry == "*:*") {
      everything_ = true;
      continue;
    }
    texts_.push_back(absl::AsciiStrToLower(entry));
    const absl::string_view text = texts_.back();
    const size_t colon = text.find(':');
    if (colon == absl::string_view::npos) continue;
    const absl::string_view service = text.substr(0, colon);
    const absl::string_view name = text.substr(colon + 1);
    if (name.empty() ||
        service.find_first_of("*?") != absl::string_view::npos ||
        name.find_first_of(": \t\r\n") != absl::string_view::npos) {
      continue;
    }
    Entry compiled{service, {}};
    AppendGlobPieces(name, GlobScope::kWholeText, &compiled.name);
    entries_.push_back(std::move(compiled));
  }
}

bool ActionSet::Matches(const RequestAction& action) const {
  if (everything_) return true;
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.service == action.service() &&
           MatchGlob(entry.name, action.name());
  });
}

}  // namespace iam
