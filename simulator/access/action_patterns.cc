// The actions that a prefix matches stand side by side. From each wanted action
// the shortest prefix is taken that matches no unwanted one: those of the
// actions behind it can be no shorter, so that no other choice needs fewer.
#include "simulator/access/action_patterns.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

using Wanted = FoldedAction::Wanted;

// With more exceptions than these "*" tells a reader little.
constexpr size_t kMostExceptions = 12;

// Where a word of a name ends that a pattern may end with: "Get" of
// "GetObject". Inside a word a pattern would be hard to read.
bool IsWordEnd(absl::string_view name, size_t at) {
  return at >= name.size() ||
         absl::ascii_isupper(static_cast<unsigned char>(name[at]));
}

bool Begins(absl::string_view name, absl::string_view prefix) {
  return absl::StartsWithIgnoreCase(name, prefix);
}

struct Prefix {
  size_t length = 0;  // of the name; npos: the name itself
  size_t first = 0;   // the actions that it matches
  size_t last = 0;    // behind them
};

// Those around `at` that begin as it does. False if one of them is not wanted.
bool Extend(const std::vector<FoldedAction>& actions, size_t at,
            Prefix* prefix) {
  const absl::string_view text = actions[at].name.substr(0, prefix->length);
  prefix->first = at;
  while (prefix->first > 0 && Begins(actions[prefix->first - 1].name, text)) {
    --prefix->first;
  }
  prefix->last = at + 1;
  while (prefix->last < actions.size() &&
         Begins(actions[prefix->last].name, text)) {
    ++prefix->last;
  }
  return std::none_of(
      actions.begin() + static_cast<std::ptrdiff_t>(prefix->first),
      actions.begin() + static_cast<std::ptrdiff_t>(prefix->last),
      [](const FoldedAction& a) { return a.wanted == Wanted::kNo; });
}

size_t CountWanted(const std::vector<FoldedAction>& actions, size_t first,
                   size_t last) {
  return static_cast<size_t>(
      std::count_if(actions.begin() + static_cast<std::ptrdiff_t>(first),
                    actions.begin() + static_cast<std::ptrdiff_t>(last),
                    [](const auto& a) { return a.wanted == Wanted::kYes; }));
}

}  // namespace

ActionPatterns FoldActions(const std::vector<FoldedAction>& actions) {
  ActionPatterns folded;
  std::vector<std::string> unwanted;
  for (const FoldedAction& action : actions) {
    if (action.wanted == Wanted::kNo) unwanted.emplace_back(action.name);
  }
  if (unwanted.empty() && actions.size() > 1) {
    folded.patterns = {"*"};
    return folded;
  }
  for (size_t i = 0; i < actions.size();) {
    if (actions[i].wanted != Wanted::kYes) {
      ++i;
      continue;
    }
    const absl::string_view name = actions[i].name;
    size_t next = i + 1;
    std::string pattern(name);
    for (size_t length = 1; length < name.size(); ++length) {
      if (!IsWordEnd(name, length)) continue;
      Prefix prefix{length, 0, 0};
      if (!Extend(actions, i, &prefix)) continue;
      if (CountWanted(actions, prefix.first, prefix.last) > 1) {
        pattern = absl::StrCat(name.substr(0, length), "*");
        next = prefix.last;
      }
      break;
    }
    folded.patterns.push_back(std::move(pattern));
    i = next;
  }
  if (unwanted.size() <= kMostExceptions &&
      folded.patterns.size() > unwanted.size() + 2) {
    folded.patterns = {"*"};
    folded.except = std::move(unwanted);
  }
  return folded;
}

}  // namespace iam
