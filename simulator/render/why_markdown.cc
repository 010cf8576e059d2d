#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/excerpt.h"
#include "iam/policy_set.h"
#include "simulator/render/markdown_text.h"
#include "simulator/render/why_text.h"

namespace iam {
namespace {

void AppendLayers(const WhyReport& report, std::string* text) {
  absl::StrAppend(text, "\n| layer | says | because of |\n|---|---|---|\n");
  for (size_t i = 0; i < report.explanation.layers.size(); ++i) {
    const LayerStep& layer = report.explanation.layers[i];
    std::vector<std::string> why;
    const Effect effect =
        layer.outcome == Outcome::kAllowed ? Effect::kAllow : Effect::kDeny;
    for (const StatementStep& step : layer.statements) {
      if (step.applies && step.effect == effect) {
        why.push_back(MarkdownStatement(step.statement));
      }
    }
    for (const Miss& miss : report.misses[i]) {
      std::string line =
          absl::StrCat("nearest: ", MarkdownStatement(miss.statement));
      for (const PartMiss& part : miss.parts) {
        absl::StrAppend(&line, "<br>", MarkdownText(ToString(part)));
      }
      why.push_back(std::move(line));
    }
    absl::StrAppend(text, "| ", TitleOf(layer.layer, layer.level), " | ",
                    Name(layer.outcome), " | ",
                    why.empty() ? "no statement" : absl::StrJoin(why, "<br>"),
                    " |\n");
  }
}

void AppendChanges(const Changes& changes, std::string* text) {
  if (changes.changes.empty() && changes.hopeless.empty()) return;
  absl::StrAppend(text, "\n### Smallest change\n\n");
  if (!changes.hopeless.empty()) {
    absl::StrAppend(text, MarkdownText(changes.hopeless), "\n");
  }
  for (const Change& change : changes.changes) {
    for (const ChangeStep& step : change.steps) {
      const bool first = &step == &change.steps.front();
      absl::StrAppend(text, first ? "1. " : "   and ", MarkdownText(step.what),
                      "\n");
      if (step.kind != ChangeStep::Kind::kContext) {
        absl::StrAppend(text, "   ```json\n   ", Harmless(step.text),
                        "\n   ```\n");
      }
      if (!step.command.empty()) {
        absl::StrAppend(text, "   ```sh\n   ", Harmless(step.command),
                        "\n   ```\n");
      }
    }
    if (change.weakens_guardrail) {
      absl::StrAppend(text, "   (this weakens a guardrail)\n");
    }
  }
}

}  // namespace

std::string WhyMarkdown(const WhyReport& report) {
  std::string text = absl::StrCat("## ", MarkdownText(report.reason), "\n\n");
  absl::StrAppend(&text, "- who: ", MarkdownCode(report.request.principal),
                  "\n- action: ", MarkdownCode(report.request.action),
                  "\n- resource: ", MarkdownCode(report.request.resource),
                  "\n");
  if (!report.aws.empty()) {
    absl::StrAppend(&text, "\n", MarkdownText(report.aws), "\n");
  }
  AppendLayers(report, &text);
  if (!report.dependences.empty()) {
    absl::StrAppend(&text, "\nDepends on context that was not given:\n\n");
    for (const Dependence& dependence : report.dependences) {
      absl::StrAppend(&text, "- ", MarkdownText(ContextText(dependence)), ": ",
                      dependence.decision.allowed() ? "allowed" : "denied",
                      "\n");
    }
  }
  AppendChanges(report.changes, &text);
  const std::vector<std::string> notes = NotesOf(report);
  if (!notes.empty()) absl::StrAppend(&text, "\n### Notes\n\n");
  for (const std::string& note : notes) {
    absl::StrAppend(&text, "- ", MarkdownText(note), "\n");
  }
  return text;
}

}  // namespace iam
