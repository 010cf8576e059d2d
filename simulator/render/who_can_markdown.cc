#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iam/policy_set.h"
#include "simulator/render/markdown_text.h"
#include "simulator/render/who_can.h"
#include "simulator/render/who_can_words.h"

namespace iam {
namespace {

std::string DecidedBy(const Ability& ability) {
  const Decision& decision = ability.decision;
  std::vector<std::string> parts;
  if (decision.statement.has_value()) {
    parts.push_back(
        absl::StrCat(decision.allowed() ? "" : "as it is, denied by ",
                     MarkdownStatement(*decision.statement)));
  } else if (decision.reason == Reason::kRootUser) {
    parts.emplace_back("root user");
  } else if (decision.reason == Reason::kServiceRule) {
    parts.emplace_back("rule of the service");
  } else {
    parts.push_back(absl::StrCat("as it is, ", Name(decision.outcome), " by ",
                                 TitleOf(decision.layer, decision.level)));
  }
  for (const std::string& turn : TurnTexts(ability)) {
    parts.push_back(MarkdownText(turn));
  }
  const std::string unknown = UnknownText(ability);
  if (!unknown.empty()) parts.push_back(MarkdownText(unknown));
  return absl::StrJoin(parts, "<br>");
}

}  // namespace

std::string WhoCanMarkdown(const WhoCanReport& report) {
  std::string text =
      absl::StrCat("## Who can ", MarkdownCode(report.request.action), " on ",
                   MarkdownCode(report.request.resource), "?\n\n");
  if (report.abilities.empty()) {
    absl::StrAppend(&text, "Nobody in this world.\n");
  } else {
    absl::StrAppend(&text, "| who | verdict | by |\n|---|---|---|\n");
  }
  for (const Ability& ability : report.abilities) {
    absl::StrAppend(&text, "| ", MarkdownCode(PrincipalText(ability.principal)),
                    " | ", Name(ability.verdict), " | ", DecidedBy(ability),
                    " |\n");
  }
  if (!report.steps.empty()) {
    absl::StrAppend(&text,
                    "\n### Can become one of these by taking on a role\n\n"
                    "| who | call | role | steps | by |\n|---|---|---|---|---|"
                    "\n");
  }
  for (const RoleStep& step : report.steps) {
    absl::StrAppend(&text, "| ",
                    MarkdownCode(PrincipalText(step.assume.principal)), " | ",
                    MarkdownCode(step.action), " | ", MarkdownCode(step.role),
                    " | ", step.hop, " | ", DecidedBy(step.assume), " |\n");
  }
  if (!report.notes.empty()) text.push_back('\n');
  for (const std::string& note : report.notes) {
    absl::StrAppend(&text, "- ", MarkdownText(note), "\n");
  }
  return text;
}

}  // namespace iam
