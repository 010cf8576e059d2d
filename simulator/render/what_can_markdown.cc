#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "simulator/render/markdown_text.h"
#include "simulator/render/what_can.h"

namespace iam {
namespace {

constexpr size_t kMostEntries = 12;  // of a list, unless all are asked for

std::string Codes(const std::vector<std::string>& texts, bool all) {
  std::vector<std::string> codes;
  for (const std::string& text : texts) {
    if (!all && codes.size() == kMostEntries) {
      codes.push_back(
          absl::StrCat("and ", texts.size() - kMostEntries, " more"));
      break;
    }
    codes.push_back(MarkdownCode(text));
  }
  return absl::StrJoin(codes, ", ");
}

std::string Sets(const ResourceSets& sets, bool all) {
  std::string text;
  for (const ResourceSet& set : sets) {
    std::vector<std::string> texts;
    for (const ResourcePattern& pattern : set.patterns) {
      texts.push_back(pattern.text);
    }
    absl::StrAppend(&text, text.empty() ? "" : "<br>",
                    set.negated    ? "not on "
                    : text.empty() ? ""
                                   : "within ",
                    Codes(texts, all));
  }
  return text;
}

std::string Statements(const std::vector<StatementRef>& statements) {
  std::vector<std::string> texts;
  for (const StatementRef& statement : statements) {
    texts.push_back(MarkdownStatement(statement));
  }
  return absl::StrJoin(texts, "<br>");
}

std::string Because(const Grant& grant) {
  if (grant.by_root) return "being the account's root user";
  if (grant.by.empty()) return "AWS, whatever policies say";
  std::string text = Statements(grant.by);
  if (!grant.within.empty()) {
    absl::StrAppend(&text, "<br>within ", Statements(grant.within));
  }
  return text;
}

std::string CircumstancesText(const OwnedGrant& owned, bool all) {
  const Grant& grant = owned.grant;
  std::vector<std::string> lines;
  if (!owned.own) {
    lines.push_back(absl::StrCat("resources of account ", owned.account));
  }
  for (const AccessCondition& condition : grant.conditions) {
    lines.push_back(absl::StrCat("if ", MarkdownText(ToString(condition))));
  }
  for (const std::string& need : grant.needs) {
    lines.push_back(absl::StrCat("if ", MarkdownText(need)));
  }
  for (const GrantException& exception : grant.exceptions) {
    std::string line;
    if (Contains(exception.where, grant.on)) {
      line =
          absl::StrCat("unless ", MarkdownText(ToString(exception.conditions)));
    } else {
      line = absl::StrCat("except on ", Sets(exception.where, all));
      if (!exception.conditions.empty()) {
        absl::StrAppend(&line, " if ",
                        MarkdownText(ToString(exception.conditions)));
      }
    }
    lines.push_back(
        absl::StrCat(line, " (", MarkdownStatement(exception.deny), ")"));
  }
  return absl::StrJoin(lines, "<br>");
}

std::string Actions(const WhatCanService& service,
                    const ActionPatterns& patterns, size_t count, bool all) {
  std::string text = Codes(ActionsOf(service, patterns), all);
  if (!patterns.except.empty()) {
    absl::StrAppend(&text, " but not ", Codes(patterns.except, true));
  }
  return absl::StrCat(text, " (", CountOf(service, count), ")");
}

}  // namespace

std::string WhatCanMarkdown(const WhatCanReport& report, bool all) {
  std::string text = absl::StrCat(
      "## What ", MarkdownCode(report.scope->principal), " can do\n");
  if (report.action_count == 0) absl::StrAppend(&text, "\nNothing.\n");
  for (const WhatCanService& service : report.services) {
    if (service.rows.empty()) continue;
    absl::StrAppend(&text, "\n### ", MarkdownText(ServicesText(service, all)),
                    service.name.empty() ? "" : ": ",
                    MarkdownText(service.name),
                    "\n\n| actions | resources | under which circumstances | "
                    "because of |\n|---|---|---|---|\n");
    for (const WhatCanRow& row : service.rows) {
      absl::StrAppend(&text, "| ",
                      Actions(service, row.patterns, row.actions.size(), all),
                      " | ", Sets(row.grant.grant.on, all), " | ",
                      CircumstancesText(row.grant, all), " | ",
                      Because(row.grant.grant), " |\n");
    }
  }
  bool first = true;
  for (const WhatCanService& service : report.services) {
    for (const WhatCannotRow& row : service.without_effect) {
      if (!all) break;
      if (first) {
        absl::StrAppend(&text,
                        "\n### Granted without effect\n\n| actions | resources "
                        "| since | granted by |\n|---|---|---|---|\n");
      }
      first = false;
      absl::StrAppend(&text, "| ",
                      Actions(service, row.patterns, row.actions.size(), all),
                      " | ", Sets(row.blocked.grant.on, all), " | ",
                      MarkdownText(ReasonOf(row)), " | ",
                      Because(row.blocked.grant), " |\n");
    }
  }
  if (!report.notes.empty()) absl::StrAppend(&text, "\n### Notes\n\n");
  for (const std::string& note : report.notes) {
    absl::StrAppend(&text, "- ", MarkdownText(note), "\n");
  }
  return text;
}

}  // namespace iam
