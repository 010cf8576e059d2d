#include "simulator/render/text.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/excerpt.h"
#include "iam/policy_set.h"

namespace iam {
namespace {

constexpr size_t kVerdictWidth = 12;  // "implicitDeny", "explicitDeny"

std::string Pad(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

// The verdict, padded; green if allowed, red if not.
std::string Verdict(Outcome outcome, const TextStyle& style) {
  const std::string padded = Pad(std::string(Name(outcome)), kVerdictWidth);
  if (!style.color) return padded;
  return absl::StrCat(outcome == Outcome::kAllowed ? "\x1b[32m" : "\x1b[31m",
                      padded, "\x1b[0m");
}

// "deploy.json:9:5, Sid 'WriteLogs'"; the policy's name too unless the file is
// named after it.
std::string Describe(const StatementRef& statement) {
  const StatementView view = ViewOf(statement);
  std::string text = view.place;
  const std::string& file = statement.policy->source->name();
  const size_t slash = file.rfind('/');
  const absl::string_view base = absl::string_view(file).substr(
      slash == std::string::npos ? 0 : slash + 1);
  if (base != absl::StrCat(view.policy, ".json")) {
    absl::StrAppend(&text, ", policy '", view.policy, "'");
  }
  if (!statement.policy->via.empty()) {
    absl::StrAppend(&text, " of group '", statement.policy->via, "'");
  }
  if (view.sid.empty()) {
    absl::StrAppend(&text, ", statement ", view.number);
  } else {
    absl::StrAppend(&text, ", Sid '", view.sid, "'");
  }
  return Harmless(text);
}

// The statements of the layer that made its outcome.
std::vector<StatementRef> Deciding(const LayerStep& layer) {
  std::vector<StatementRef> deciding;
  const Effect effect =
      layer.outcome == Outcome::kAllowed ? Effect::kAllow : Effect::kDeny;
  for (const StatementStep& step : layer.statements) {
    if (step.applies && step.effect == effect) {
      deciding.push_back(step.statement);
    }
  }
  return deciding;
}

std::string WhyOf(const LayerStep& layer, const Answer& answer) {
  if (layer.outcome == Outcome::kImplicitDeny) {
    const std::string nearest =
        NearestMiss(layer, answer.action, answer.resource);
    if (!nearest.empty()) return absl::StrCat("nearest: ", Harmless(nearest));
    return layer.statements.empty() ? "no statement"
                                    : "no statement allows anything";
  }
  const std::vector<StatementRef> deciding = Deciding(layer);
  if (deciding.empty()) return "";
  std::string why = Describe(deciding.front());
  if (deciding.size() > 1) {
    absl::StrAppend(&why, " (and ", deciding.size() - 1, " more)");
  }
  return why;
}

// What kept a statement from applying.
std::string WhatFailed(const StatementStep& step) {
  if (step.applies) return "applies";
  if (!step.principal_matches) return "Principal does not match";
  if (!step.action_matches) return "Action does not match";
  if (!step.resource_matches) return "Resource does not match";
  return absl::StrCat(
      step.failed_conditions.size() == 1
          ? "a condition is"
          : absl::StrCat(step.failed_conditions.size(), " conditions are"),
      " not met");
}

struct Row {
  std::string title;
  Outcome outcome;
  std::string why;
  const LayerStep* layer;  // null if the layer has none
};

std::vector<Row> RowsOf(const Answer& answer) {
  const Explanation& explanation = answer.explanation;
  const Decision& decision = explanation.decision;
  std::vector<Row> rows;
  bool decided = false;
  for (const LayerStep& layer : explanation.layers) {
    decided |= layer.layer == decision.layer;
    rows.push_back({TitleOf(layer.layer, layer.level), layer.outcome,
                    WhyOf(layer, answer), &layer});
  }
  if (!decided && decision.reason == Reason::kSilence) {
    rows.push_back({TitleOf(decision.layer, decision.level), decision.outcome,
                    "no policy", nullptr});
  }
  return rows;
}

void AppendReason(const Decision& decision, std::string* text) {
  if (decision.reason == Reason::kRootUser) {
    absl::StrAppend(text, "  the account's root user needs no policy\n");
  } else if (decision.reason == Reason::kServiceRule) {
    absl::StrAppend(text, "  AWS decides this whatever the policies say\n");
  }
}

}  // namespace

std::string AnswerText(const Answer& answer, const TextStyle& style) {
  const Explanation& explanation = answer.explanation;
  std::string text = absl::StrCat(Verdict(explanation.decision.outcome, style),
                                  "  ", Harmless(answer.action), "  ",
                                  Harmless(answer.resource), "\n");
  const std::vector<Row> rows = RowsOf(answer);
  size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.title.size());
  for (const Row& row : rows) {
    absl::StrAppend(&text, "  ", Pad(row.title, width), "  ",
                    row.why.empty()
                        ? std::string(Name(row.outcome))
                        : Pad(std::string(Name(row.outcome)), kVerdictWidth),
                    row.why.empty() ? "" : "  ", row.why, "\n");
    if (!style.all || row.layer == nullptr) continue;
    for (const StatementStep& step : row.layer->statements) {
      absl::StrAppend(&text, "    ",
                      step.effect == Effect::kAllow ? "Allow " : "Deny  ",
                      Describe(step.statement), ": ", WhatFailed(step), "\n");
    }
  }
  AppendReason(explanation.decision, &text);
  if (!explanation.missing.empty()) {
    absl::StrAppend(&text, "  missing context keys: ",
                    Harmless(absl::StrJoin(explanation.missing, ", ")), "\n");
  }
  for (const std::string& note : explanation.notes) {
    absl::StrAppend(&text, "  note: ", Harmless(note), "\n");
  }
  if (IsUndecided(explanation)) {
    absl::StrAppend(&text,
                    "  undecided: these policies are attached, but what "
                    "they say is not known: ",
                    Harmless(absl::StrJoin(explanation.unknown_policies, ", ")),
                    "\n");
  }
  return text;
}

std::string DecisionLine(absl::string_view id, const Request& request,
                         const Decision& decision, bool undecided,
                         const TextStyle& style) {
  std::string line = absl::StrCat(
      Verdict(decision.outcome, style), "  ", Harmless(request.action), "  ",
      Harmless(request.resource), "  ", Harmless(request.principal), "  ");
  if (decision.statement.has_value()) {
    absl::StrAppend(&line, Harmless(ToString(*decision.statement)));
  } else {
    absl::StrAppend(&line, Name(decision.layer));
    if (decision.level > 0) absl::StrAppend(&line, "[", decision.level, "]");
  }
  if (!id.empty()) absl::StrAppend(&line, "  ", Harmless(id));
  if (undecided) absl::StrAppend(&line, "  undecided");
  line.push_back('\n');
  return line;
}

}  // namespace iam
