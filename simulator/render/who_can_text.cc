#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "simulator/render/who_can.h"
#include "simulator/render/who_can_words.h"
#include "simulator/render/wrap.h"

namespace iam {
namespace {

using Verdict = Ability::Verdict;

std::string Line(absl::string_view text, size_t indent) {
  return Wrap(absl::StrCat(std::string(indent, ' '), Harmless(text)),
              indent + 2);
}

std::string DecidedBy(const Decision& decision) {
  if (decision.reason == Reason::kRootUser) {
    return "the account's root user needs no policy";
  }
  if (decision.reason == Reason::kServiceRule) {
    return "AWS allows this whatever the policies say";
  }
  if (!decision.statement.has_value()) {
    return absl::StrCat("as it is, ", Name(decision.outcome), " by ",
                        TitleOf(decision.layer, decision.level));
  }
  const StatementRef& statement = *decision.statement;
  return absl::StrCat(
      decision.allowed() ? "" : "as it is, denied by ",
      TitleOf(statement.layer, statement.level), " '", statement.policy->name,
      "'",
      statement.policy->via.empty()
          ? ""
          : absl::StrCat(" of group '", statement.policy->via, "'"),
      ", statement ", LabelOf(statement), ", ", PlaceOf(statement));
}

void AppendAbility(const Ability& ability, std::string* text) {
  absl::StrAppend(text, Line(DecidedBy(ability.decision), 6));
  for (const std::string& turn : TurnTexts(ability)) {
    absl::StrAppend(text, Line(turn, 6));
  }
  const std::string unknown = UnknownText(ability);
  if (!unknown.empty()) absl::StrAppend(text, Line(unknown, 6));
}

void AppendAll(const WhoCanReport& report, Verdict verdict,
               absl::string_view title, const TextStyle& style,
               std::string* text) {
  size_t count = 0;
  for (const Ability& ability : report.abilities) {
    count += ability.verdict == verdict ? 1 : 0;
  }
  if (count == 0) return;
  const std::string heading = absl::StrCat(title, ": ", count);
  absl::StrAppend(text, "\n",
                  style.color && verdict == Verdict::kAllowed
                      ? absl::StrCat("\x1b[32m", heading, "\x1b[0m")
                      : heading,
                  "\n");
  for (const Ability& ability : report.abilities) {
    if (ability.verdict != verdict) continue;
    absl::StrAppend(text, Line(PrincipalText(ability.principal), 2));
    AppendAbility(ability, text);
  }
}

void AppendSteps(const WhoCanReport& report, std::string* text) {
  if (report.steps.empty()) return;
  absl::StrAppend(text, "\ncan become one of these by taking on a role: ",
                  report.steps.size(), "\n");
  for (const RoleStep& step : report.steps) {
    absl::StrAppend(text, Line(PrincipalText(step.assume.principal), 2),
                    Line(absl::StrCat("-> ", step.role), 4));
    if (step.action != "sts:AssumeRole") {
      absl::StrAppend(text, Line(absl::StrCat("with ", step.action), 6));
    }
    if (step.hop > 1) {
      absl::StrAppend(text, Line(absl::StrCat(step.hop, " steps away"), 6));
    }
    AppendAbility(step.assume, text);
  }
}

}  // namespace

std::string WhoCanText(const WhoCanReport& report, const TextStyle& style) {
  std::string text = Line(absl::StrCat("Who can ", report.request.action,
                                       " on ", report.request.resource, "?"),
                          0);
  if (report.abilities.empty()) {
    absl::StrAppend(&text, "\nnobody in this world\n");
  }
  AppendAll(report, Verdict::kAllowed, "allowed", style, &text);
  AppendAll(report, Verdict::kAllowedIf, "allowed if", style, &text);
  AppendAll(report, Verdict::kUndecided, "not known", style, &text);
  AppendSteps(report, &text);
  if (!report.notes.empty()) text.push_back('\n');
  for (const std::string& note : report.notes) {
    absl::StrAppend(&text, Line(absl::StrCat("note: ", note), 0));
  }
  return text;
}

}  // namespace iam
