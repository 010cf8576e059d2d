#include "engine/match/action_set.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "engine/match/fold_ascii.h"

namespace iam {
namespace {

void Fold(absl::string_view text, char* folded) {
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= text.size(); i += sizeof(uint64_t)) {
    uint64_t letters;
    std::memcpy(&letters, text.data() + i, sizeof(letters));
    letters = FoldAsciiWord(letters);
    std::memcpy(folded + i, &letters, sizeof(letters));
  }
  for (; i < text.size(); ++i) {
    folded[i] = absl::ascii_tolower(static_cast<unsigned char>(text[i]));
  }
}

}  // namespace

RequestAction::RequestAction(absl::string_view action) {
  char* folded = usual_;
  if (action.size() > kUsualSize) {
    longer_.resize(action.size());
    folded = longer_.data();
  }
  Fold(action, folded);
  folded_ = absl::string_view(folded, action.size());
  const size_t colon = folded_.find(':');
  if (colon == absl::string_view::npos) return;
  service_ = folded_.substr(0, colon);
  name_ = folded_.substr(colon + 1);
}

bool IsEveryAction(absl::string_view entry) {
  return entry == "*" || entry == "*:*";
}

bool SplitActionEntry(absl::string_view folded, absl::string_view* service,
                      absl::string_view* name) {
  const size_t colon = folded.find(':');
  if (colon == absl::string_view::npos) return false;
  *service = folded.substr(0, colon);
  *name = folded.substr(colon + 1);
  return !name->empty() &&
         service->find_first_of("*?") == absl::string_view::npos &&
         name->find_first_of(": \t\r\n") == absl::string_view::npos;
}

ActionSet::ActionSet(const std::vector<absl::string_view>& entries) {
  texts_.reserve(entries.size());  // no growth: entries_ points into it
  for (const absl::string_view entry : entries) {
    if (IsEveryAction(entry)) {
      everything_ = true;
      continue;
    }
    texts_.push_back(absl::AsciiStrToLower(entry));
    absl::string_view service;
    absl::string_view name;
    if (!SplitActionEntry(texts_.back(), &service, &name)) continue;
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
