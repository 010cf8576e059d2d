#include "simulator/render/why_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "iam/policy_set.h"
#include "simulator/render/wrap.h"

namespace iam {
namespace {

std::string Colored(absl::string_view text, bool good, const TextStyle& style) {
  if (!style.color) return std::string(text);
  return absl::StrCat(good ? "\x1b[32m" : "\x1b[31m", text, "\x1b[0m");
}

// The policy with the way on which it came to the principal.
std::string PolicyOf(const StatementRef& statement) {
  const AttachedPolicy& policy = *statement.policy;
  std::string text = absl::StrCat("policy '", policy.name, "'");
  if (!policy.via.empty()) {
    absl::StrAppend(&text, " of group '", policy.via, "'");
  }
  return text;
}

std::string Described(const StatementRef& statement) {
  return absl::StrCat(PolicyOf(statement), ", statement ", LabelOf(statement),
                      ", ", PlaceOf(statement));
}

void AppendRequest(const WhyReport& report, std::string* text) {
  const Request& request = report.request;
  absl::StrAppend(text, "  who       ", Harmless(request.principal), "\n",
                  "  action    ", Harmless(request.action), "\n",
                  "  resource  ", Harmless(request.resource), "\n");
  if (report.found.has_value()) {
    absl::StrAppend(text, "  found in  ", Describe(report.found->found_in),
                    report.found->file.empty()
                        ? ""
                        : absl::StrCat(", ", Harmless(report.found->file)),
                    ", line ", report.found->line,
                    report.found->id.empty()
                        ? ""
                        : absl::StrCat(", id ", Harmless(report.found->id)),
                    "\n");
  }
}

void AppendMiss(const Miss& miss, std::string* text) {
  absl::StrAppend(
      text,
      Wrap(Harmless(absl::StrCat("      nearest: ", Described(miss.statement))),
           15));
  for (const PartMiss& part : miss.parts) {
    absl::StrAppend(
        text, Wrap(Harmless(absl::StrCat("        - ", ToString(part))), 10));
  }
}

// The statements that made the layer's outcome.
void AppendApplied(const LayerStep& layer, std::string* text) {
  const Effect effect =
      layer.outcome == Outcome::kAllowed ? Effect::kAllow : Effect::kDeny;
  for (const StatementStep& step : layer.statements) {
    if (!step.applies || step.effect != effect) continue;
    absl::StrAppend(
        text,
        Wrap(Harmless(absl::StrCat(
                 effect == Effect::kAllow ? "      Allow: " : "      Deny: ",
                 Described(step.statement))),
             13));
  }
}

std::string FirstAllow(const LayerStep& layer) {
  for (const StatementStep& step : layer.statements) {
    if (step.applies && step.effect == Effect::kAllow) {
      return Harmless(PolicyOf(step.statement));
    }
  }
  return "";
}

void AppendLayers(const WhyReport& report, const TextStyle& style,
                  std::string* text) {
  const Explanation& explanation = report.explanation;
  absl::StrAppend(text, "\nLayers, in the order AWS looks at them\n");
  bool decided = false;
  for (size_t i = 0; i < explanation.layers.size(); ++i) {
    const LayerStep& layer = explanation.layers[i];
    const bool allowed = layer.outcome == Outcome::kAllowed;
    decided |= layer.layer == explanation.decision.layer;
    absl::StrAppend(text, "  ", TitleOf(layer.layer, layer.level), ": ",
                    Colored(Name(layer.outcome), allowed, style));
    // A guardrail that is open needs no more than its name.
    const bool brief = allowed && layer.level > 0;
    if (brief) absl::StrAppend(text, " by ", FirstAllow(layer));
    absl::StrAppend(text, "\n");
    if (!brief) AppendApplied(layer, text);
    for (const Miss& miss : report.misses[i]) AppendMiss(miss, text);
    if (layer.outcome == Outcome::kImplicitDeny && report.misses[i].empty()) {
      absl::StrAppend(text, "      no statement allows anything\n");
    }
  }
  const Decision& decision = explanation.decision;
  if (!decided && decision.reason == Reason::kSilence) {
    absl::StrAppend(text, "  ", TitleOf(decision.layer, decision.level), ": ",
                    Colored(Name(decision.outcome), false, style),
                    "\n      there is no policy\n");
  }
}

void AppendDependences(const WhyReport& report, std::string* text) {
  if (report.dependences.empty()) return;
  absl::StrAppend(text,
                  "\nDepends on context that the request does not give\n");
  for (const Dependence& dependence : report.dependences) {
    absl::StrAppend(
        text, Wrap(Harmless(absl::StrCat(
                       "  ", ContextText(dependence), ": ",
                       dependence.decision.allowed() ? "allowed" : "denied")),
                   4));
  }
}

void AppendChanges(const WhyReport& report, std::string* text) {
  const Changes& changes = report.changes;
  if (changes.changes.empty() && changes.hopeless.empty()) return;
  absl::StrAppend(text, "\nSmallest change (each was tried on a copy)\n");
  if (!changes.hopeless.empty()) {
    absl::StrAppend(text,
                    Wrap(Harmless(absl::StrCat("  ", changes.hopeless)), 2));
  }
  size_t number = 0;
  for (const Change& change : changes.changes) {
    ++number;
    bool first = true;
    for (const ChangeStep& step : change.steps) {
      absl::StrAppend(
          text, Wrap(Harmless(absl::StrCat(
                         first ? absl::StrCat("  ", number, ". ") : "     and ",
                         step.what)),
                     5));
      if (!step.text.empty() && step.kind != ChangeStep::Kind::kContext) {
        absl::StrAppend(text, "       ", Harmless(step.text), "\n");
      }
      if (!step.command.empty()) {
        absl::StrAppend(text, "       $ ", Harmless(step.command), "\n");
      }
      first = false;
    }
    if (change.weakens_guardrail) {
      absl::StrAppend(text, "     (this weakens a guardrail)\n");
    }
  }
}

void AppendNotes(const WhyReport& report, std::string* text) {
  const std::vector<std::string> notes = NotesOf(report);
  if (notes.empty()) return;
  absl::StrAppend(text, "\nNotes\n");
  for (const std::string& note : notes) {
    absl::StrAppend(text, Wrap(Harmless(absl::StrCat("  - ", note)), 4));
  }
}

}  // namespace

std::string WhyText(const WhyReport& report, const TextStyle& style) {
  std::string text = Wrap(Harmless(report.reason), 2);
  const size_t verdict = text.find_first_of(": ");
  if (style.color && verdict != std::string::npos) {
    text = absl::StrCat(Colored(text.substr(0, verdict),
                                report.explanation.decision.allowed(), style),
                        text.substr(verdict));
  }
  AppendRequest(report, &text);
  if (!report.aws.empty()) {
    absl::StrAppend(&text, "\n", Wrap(Harmless(report.aws), 2));
  }
  AppendLayers(report, style, &text);
  AppendDependences(report, &text);
  AppendChanges(report, &text);
  AppendNotes(report, &text);
  return text;
}

}  // namespace iam
