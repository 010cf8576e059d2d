#include "simulator/render/who_can_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iam {

absl::string_view Name(Ability::Verdict verdict) {
  switch (verdict) {
    case Ability::Verdict::kAllowed:
      return "allowed";
    case Ability::Verdict::kAllowedIf:
      return "allowedIf";
    case Ability::Verdict::kUndecided:
      break;
  }
  return "undecided";
}

std::string PrincipalText(const std::string& principal) {
  if (principal == "*") return "everyone, without signing in";
  return principal;
}

std::vector<std::string> TurnTexts(const Ability& ability) {
  const bool allowed = ability.decision.allowed();
  std::vector<std::string> texts;
  for (const Dependence& dependence : ability.turned_by) {
    texts.push_back(
        absl::StrCat(allowed ? "unless " : "if ", ContextText(dependence)));
  }
  if (!ability.may_hang_on.empty()) {
    texts.push_back(
        absl::StrCat(allowed ? "may hang on " : "if at all, by values of ",
                     absl::StrJoin(ability.may_hang_on, ", ")));
  }
  return texts;
}

std::string UnknownText(const Ability& ability) {
  if (ability.unknown.empty()) return "";
  return absl::StrCat("not known: ", absl::StrJoin(ability.unknown, ", "));
}

}  // namespace iam
