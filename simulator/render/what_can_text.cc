#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/excerpt.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "simulator/render/what_can.h"
#include "simulator/render/wrap.h"

namespace iam {
namespace {

constexpr size_t kMostEntries = 12;  // of a list, unless all are asked for
constexpr size_t kLabelIndent = 4;
constexpr size_t kLabelWidth = 12;  // "    on      "

class Printer {
 public:
  Printer(const WhatCanReport& report, const TextStyle& style)
      : report_(report), style_(style) {}

  std::string Print() {
    const PrincipalScope& scope = *report_.scope;
    Line(absl::StrCat(scope.principal, " can:"), 0, 2);
    Line(Summary(), 2, 2);
    for (const WhatCanService& service : report_.services) AddService(service);
    if (style_.all) {
      AddWithoutEffect();
    } else if (const size_t count = CountWithoutEffect(); count > 0) {
      absl::StrAppend(&text_, "\n");
      Line(absl::StrCat(count, count == 1 ? " grant has" : " grants have",
                        " no effect; --all says why"),
           0, 2);
    }
    AddLimits();
    if (!report_.notes.empty()) absl::StrAppend(&text_, "\nNotes\n");
    for (const std::string& note : report_.notes) {
      Line(absl::StrCat("- ", note), 2, 4);
    }
    return std::move(text_);
  }

 private:
  std::string Summary() const {
    if (report_.action_count == 0) return "nothing";
    const size_t sometimes = report_.action_count - report_.unconditional_count;
    std::string text =
        absl::StrCat(WithCommas(report_.action_count),
                     report_.action_count == 1 ? " action" : " actions");
    if (sometimes > 0) {
      absl::StrAppend(&text, ", ",
                      report_.unconditional_count == 0
                          ? "all"
                          : absl::StrCat(WithCommas(sometimes), " of them"),
                      " under conditions only");
    }
    return text;
  }

  void Line(absl::string_view line, size_t lead, size_t indent) {
    absl::StrAppend(
        &text_,
        Wrap(absl::StrCat(std::string(lead, ' '), Harmless(line)), indent));
  }

  // The line behind a label; its first word stays there however long it is.
  void Labelled(absl::string_view label, absl::string_view line) {
    std::string lines =
        Wrap(absl::StrCat(std::string(kLabelWidth, ' '), Harmless(line)),
             kLabelWidth);
    lines.replace(kLabelIndent, label.size(), label.data(), label.size());
    absl::StrAppend(&text_, lines);
  }

  std::string Bold(absl::string_view text) const {
    if (!style_.color) return std::string(text);
    return absl::StrCat("\x1b[1m", text, "\x1b[0m");
  }

  std::string List(const std::vector<std::string>& entries) const {
    if (style_.all || entries.size() <= kMostEntries) {
      return absl::StrJoin(entries, ", ");
    }
    const std::vector<std::string> few(entries.begin(),
                                       entries.begin() + kMostEntries);
    return absl::StrCat(absl::StrJoin(few, ", "), " and ",
                        entries.size() - few.size(), " more");
  }

  std::string SetText(const ResourceSet& set) const {
    std::vector<std::string> texts;
    for (const ResourcePattern& pattern : set.patterns) {
      texts.push_back(pattern.text);
    }
    return List(texts);
  }

  void AddService(const WhatCanService& service) {
    if (service.rows.empty()) return;
    absl::StrAppend(&text_, "\n");
    const std::string prefixes = Harmless(ServicesText(service, style_.all));
    absl::StrAppend(&text_,
                    Bold(Wrap(service.name.empty()
                                  ? prefixes
                                  : absl::StrCat(prefixes, "  ", service.name),
                              2)));
    for (const WhatCanRow& row : service.rows) AddRow(service, row);
  }

  void AddActions(const WhatCanService& service, const ActionPatterns& patterns,
                  const std::string& about) {
    std::string line = List(ActionsOf(service, patterns));
    if (!patterns.except.empty()) {
      absl::StrAppend(&line, " but not ", absl::StrJoin(patterns.except, ", "));
    }
    Line(absl::StrCat(line, " (", about, ")"), 2, 4);
  }

  void AddRow(const WhatCanService& service, const WhatCanRow& row) {
    std::string about = CountOf(service, row.actions.size());
    for (const AccessLevel level : row.levels) {
      absl::StrAppend(&about, level == row.levels.front() ? ": " : ", ",
                      Name(level));
    }
    AddActions(service, row.patterns, about);
    AddGrant(row.grant.grant);
    if (!row.grant.own) {
      Labelled("owner", absl::StrCat("account ", row.grant.account));
    }
    AddStatements(row.grant.grant);
  }

  void AddGrant(const Grant& grant) {
    bool first = true;
    for (const ResourceSet& set : grant.on) {
      Labelled(set.negated ? "not on" : first ? "on" : "and in", SetText(set));
      first = false;
    }
    for (const AccessCondition& condition : grant.conditions) {
      Labelled("if", ToString(condition));
    }
    for (const std::string& need : grant.needs) Labelled("if", need);
    for (const GrantException& exception : grant.exceptions) {
      AddException(grant, exception);
    }
  }

  void AddException(const Grant& grant, const GrantException& exception) {
    const std::string by = absl::StrCat(" ", Numbered(exception.deny));
    if (Contains(exception.where, grant.on)) {
      Labelled("unless", absl::StrCat(ToString(exception.conditions), by));
      return;
    }
    std::string line = "on ";
    bool first = true;
    for (const ResourceSet& set : exception.where) {
      absl::StrAppend(&line, first ? "" : " and ",
                      set.negated ? "anything but " : "", SetText(set));
      first = false;
    }
    if (!exception.conditions.empty()) {
      absl::StrAppend(&line, " if ", ToString(exception.conditions));
    }
    Labelled("except", absl::StrCat(line, by));
  }

  static std::string Described(const StatementRef& statement) {
    const AttachedPolicy& policy = *statement.policy;
    return absl::StrCat(
        "policy '", policy.name, "'",
        policy.via.empty() ? "" : absl::StrCat(" of group '", policy.via, "'"),
        ", statement ", LabelOf(statement), ", ", PlaceOf(statement));
  }

  void AddStatements(const Grant& grant) {
    size_t left = style_.all ? grant.by.size() : kMostEntries;
    for (const StatementRef& statement : grant.by) {
      if (left-- == 0) {
        Labelled("", absl::StrCat("and ", grant.by.size() - kMostEntries,
                                  " more statements"));
        break;
      }
      Labelled(&statement == &grant.by.front() ? "by" : "",
               absl::StrCat(TitleOf(statement.layer, statement.level), ", ",
                            Described(statement)));
    }
    if (grant.by.empty()) {
      Labelled("by", grant.by_root ? "being the account's root user"
                                   : "AWS, whatever policies say");
    }
    std::vector<std::string> limits;
    for (const StatementRef& statement : grant.within) {
      if (!style_.all && limits.size() == kMostEntries) {
        limits.push_back(
            absl::StrCat("and ", grant.within.size() - kMostEntries, " more"));
        break;
      }
      limits.push_back(absl::StrCat("the ",
                                    TitleOf(statement.layer, statement.level),
                                    " ", Numbered(statement)));
    }
    if (!limits.empty()) Labelled("within", absl::StrJoin(limits, ", "));
  }

  // Guardrails limit many rows: each is named once, below.
  std::string Numbered(const StatementRef& statement) {
    const auto known = std::find(limits_.begin(), limits_.end(), statement);
    const auto number = known - limits_.begin() + 1;
    if (known == limits_.end()) limits_.push_back(statement);
    return absl::StrCat("[", number, "]");
  }

  void AddLimits() {
    if (limits_.empty()) return;
    absl::StrAppend(&text_, "\nLimits\n");
    for (const StatementRef& statement : limits_) {
      Line(absl::StrCat(Numbered(statement), " ",
                        TitleOf(statement.layer, statement.level), ", ",
                        Described(statement)),
           2, 6);
    }
  }

  size_t CountWithoutEffect() const {
    size_t count = 0;
    for (const WhatCanService& service : report_.services) {
      count += service.without_effect.size();
    }
    return count;
  }

  void AddWithoutEffect() {
    if (CountWithoutEffect() == 0) return;
    absl::StrAppend(&text_, "\nGranted without effect\n");
    for (const WhatCanService& service : report_.services) {
      for (const WhatCannotRow& row : service.without_effect) {
        std::string about = CountOf(service, row.actions.size());
        if (service.prefixes.size() > 1) {
          absl::StrAppend(&about, " of ", ServicesText(service, false));
        }
        AddActions(service, row.patterns, about);
        AddGrant(row.blocked.grant);
        Labelled("since", ReasonOf(row));
        AddStatements(row.blocked.grant);
      }
    }
  }

  const WhatCanReport& report_;
  const TextStyle& style_;
  std::vector<StatementRef> limits_;
  std::string text_;
};

}  // namespace

std::string WhatCanText(const WhatCanReport& report, const TextStyle& style) {
  return Printer(report, style).Print();
}

}  // namespace iam
