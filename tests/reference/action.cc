// Actions, section 2.

#include "tests/reference/glob.h"
#include "tests/reference/statement.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

bool MatchesEntry(const std::string& entry, absl::string_view action) {
  if (entry == "*" || entry == "*:*") return true;  // R2.3
  const size_t colon = entry.find(':');
  const size_t action_colon = action.find(':');
  if (colon == std::string::npos || action_colon == absl::string_view::npos) {
    return false;  // R2.5
  }
  const std::string prefix = entry.substr(0, colon);
  const std::string name = entry.substr(colon + 1);
  if (prefix.find_first_of("*?") != std::string::npos) return false;  // R2.4
  if (name.empty() || name.find_first_of(" \t\r\n\v\f") != std::string::npos) {
    return false;  // R2.6
  }
  if (!EqualIgnoringCase(prefix, action.substr(0, action_colon))) return false;
  Glob glob;
  for (char32_t c : Characters(Lower(name))) {  // R2.1, R2.2, R2.8
    const auto kind = c == U'*'   ? GlobToken::Kind::kRun
                      : c == U'?' ? GlobToken::Kind::kOne
                                  : GlobToken::Kind::kCharacter;
    glob.push_back({kind, c});
  }
  return Matches(glob, Lower(action.substr(action_colon + 1)));
}

}  // namespace

bool MatchesAction(const PatternElement& element, absl::string_view action) {
  bool any = false;
  for (const PolicyString& entry : element.entries) {
    any = any || MatchesEntry(std::string(entry.text), action);
  }
  return any != element.negated;  // R1.22
}

}  // namespace iam::reference
