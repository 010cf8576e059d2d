#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/text/excerpt.h"
#include "iam/policy_set.h"
#include "simulator/render/why_text.h"
#include "simulator/why/written_statement.h"

namespace iam {
namespace {

constexpr absl::string_view kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>iamsim why</title>
<style>
:root { color-scheme: light dark; --text: #16191f; --soft: #545b64; --page: #fff;
  --panel: #f4f5f7; --line: #b7bdc7; --yes: #1d8102; --yes-page: #e9f6e4;
  --no: #b8001f; --no-page: #fdecea; --mark: #ffd9a0; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --soft: #a4acb8;
  --page: #14171c; --panel: #1e232b; --line: #4a5462; --yes: #7bd66a;
  --yes-page: #16301a; --no: #ff8a80; --no-page: #3a1a1c; --mark: #6b4a12; } }
body { margin: 0 auto; max-width: 72rem; padding: 1.25rem; color: var(--text);
  background: var(--page); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; line-height: 1.35; padding: .75rem 1rem;
  border-left: .35rem solid; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.yes { color: var(--yes); } .no { color: var(--no); }
h1.yes { background: var(--yes-page); } h1.no { background: var(--no-page); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .86rem/1.45 ui-monospace, monospace; }
pre { margin: .4rem 0; padding: .6rem .75rem; background: var(--panel);
  border-radius: .4rem; overflow-x: auto; }
mark { background: var(--mark); color: inherit; border-radius: .2rem; }
.flow { display: flex; flex-wrap: wrap; gap: .5rem 1.9rem; padding: 0;
  margin: .5rem 0; list-style: none; }
.flow li { position: relative; min-width: 7.5rem; padding: .45rem .7rem;
  border: 1px solid var(--line); border-radius: .4rem; color: var(--soft);
  background: var(--panel); font-size: .9rem; }
.flow li + li::before { content: "\2192"; position: absolute; left: -1.45rem;
  top: 50%; transform: translateY(-50%); color: var(--soft); }
.flow b { display: block; font-weight: 600; }
.flow .yes { border-color: var(--yes); color: var(--yes); background: var(--yes-page); }
.flow .no { border-color: var(--no); color: var(--no); background: var(--no-page); }
.flow .decides { outline: 2px solid currentColor; outline-offset: 2px; }
details { border-top: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; } .where { color: var(--soft); overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; margin: .3rem 0; } li { overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: .75rem; }
  .flow { flex-direction: column; gap: 1.5rem; }
  .flow li + li::before { content: "\2193"; left: 50%; top: -1.5rem;
    transform: translateX(-50%); }
  dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
</style>
</head>
<body>
)";

// Text that means nothing to HTML.
std::string Plain(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"},
                                    {"<", "&lt;"},
                                    {">", "&gt;"},
                                    {"\"", "&quot;"},
                                    {"'", "&#39;"}});
}

std::string Shown(absl::string_view text) { return Plain(Harmless(text)); }

// Source text, whose line breaks and tabs stay.
std::string ShownLines(absl::string_view text) {
  std::string lines;
  size_t begin = 0;
  while (true) {
    const size_t end = text.find('\n', begin);
    absl::StrAppend(&lines, Shown(text.substr(begin, end - begin)));
    if (end == absl::string_view::npos) return lines;
    lines.push_back('\n');
    begin = end + 1;
  }
}

const char* ClassOf(bool allowed) { return allowed ? "yes" : "no"; }

// A statement in its source, the given stretches marked.
std::string Source(const StatementRef& statement, std::vector<Span> marks) {
  const WrittenStatement written(statement);
  const absl::string_view text = written.source()->text();
  const Span whole = written.span();
  std::sort(marks.begin(), marks.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::string html;
  uint32_t at = whole.begin;
  for (const Span& mark : marks) {
    if (mark.begin < at || mark.end > whole.end) continue;
    absl::StrAppend(
        &html, ShownLines(text.substr(at, mark.begin - at)), "<mark>",
        ShownLines(text.substr(mark.begin, mark.end - mark.begin)), "</mark>");
    at = mark.end;
  }
  absl::StrAppend(&html, ShownLines(text.substr(at, whole.end - at)));
  // Indented as its last line is.
  const size_t last = html.rfind('\n');
  if (last != std::string::npos) {
    const size_t begin = html.find_first_not_of(" \t", last + 1);
    const std::string indent = html.substr(last + 1, begin - last - 1);
    html = absl::StrReplaceAll(html, {{absl::StrCat("\n", indent), "\n"}});
  }
  return absl::StrCat("<pre>", html, "</pre>\n");
}

std::string Described(const StatementRef& statement) {
  const AttachedPolicy& policy = *statement.policy;
  return absl::StrCat(
      "policy <code>", Shown(policy.name), "</code>",
      policy.via.empty()
          ? ""
          : absl::StrCat(" of group <code>", Shown(policy.via), "</code>"),
      ", statement <code>", Shown(LabelOf(statement)),
      "</code> <span class=\"where\">", Shown(PlaceOf(statement)), "</span>");
}

void AppendBox(PolicyType layer, int level, Outcome outcome, bool decides,
               std::string* html) {
  absl::StrAppend(html, "<li class=\"", ClassOf(outcome == Outcome::kAllowed),
                  decides ? " decides" : "", "\"><b>",
                  Shown(TitleOf(layer, level)), "</b>", Name(outcome),
                  "</li>\n");
}

// The boxes of AWS's flow chart.
constexpr PolicyType kOrder[] = {PolicyType::kResourceControlPolicy,
                                 PolicyType::kServiceControlPolicy,
                                 PolicyType::kVpcEndpoint,
                                 PolicyType::kResourceBased,
                                 PolicyType::kIdentityBased,
                                 PolicyType::kPermissionsBoundary,
                                 PolicyType::kSession};

// A role's trust policy is its resource-based policy.
PolicyType BoxOf(PolicyType layer) {
  return layer == PolicyType::kTrust ? PolicyType::kResourceBased : layer;
}

// The layers as AWS draws them, and the verdict behind.
void AppendFlow(const Explanation& explanation, std::string* html) {
  const Decision& decision = explanation.decision;
  absl::StrAppend(html, "<h2>Evaluation</h2>\n<ul class=\"flow\">\n");
  for (const PolicyType type : kOrder) {
    bool applies = false;
    for (const LayerStep& layer : explanation.layers) {
      if (BoxOf(layer.layer) != type) continue;
      applies = true;
      AppendBox(layer.layer, layer.level, layer.outcome,
                layer.layer == decision.layer && layer.level == decision.level,
                html);
    }
    if (applies) continue;
    if (BoxOf(decision.layer) == type && decision.reason == Reason::kSilence) {
      AppendBox(decision.layer, decision.level, decision.outcome, true, html);
    } else {
      absl::StrAppend(html, "<li><b>", Shown(TitleOf(type, 0)),
                      "</b>does not apply</li>\n");
    }
  }
  absl::StrAppend(html, "<li class=\"", ClassOf(decision.allowed()),
                  "\"><b>verdict</b>", Name(decision.outcome),
                  "</li>\n</ul>\n");
}

void AppendLayer(const WhyReport& report, size_t i, std::string* html) {
  const LayerStep& layer = report.explanation.layers[i];
  const bool allowed = layer.outcome == Outcome::kAllowed;
  const Decision& decision = report.explanation.decision;
  const bool open = !allowed || (layer.layer == decision.layer &&
                                 layer.level == decision.level);
  absl::StrAppend(html, open ? "<details open>" : "<details>", "<summary>",
                  Shown(TitleOf(layer.layer, layer.level)), ": <span class=\"",
                  ClassOf(allowed), "\">", Name(layer.outcome),
                  "</span></summary>\n");
  const Effect effect = allowed ? Effect::kAllow : Effect::kDeny;
  for (const StatementStep& step : layer.statements) {
    if (!step.applies || step.effect != effect) continue;
    absl::StrAppend(html, "<p>",
                    allowed ? "Allow: " : "Deny: ", Described(step.statement),
                    "</p>\n", Source(step.statement, {}));
  }
  for (const Miss& miss : report.misses[i]) {
    absl::StrAppend(html, "<p>Nearest: ", Described(miss.statement),
                    "</p>\n<ul>\n");
    std::vector<Span> marks;
    for (const PartMiss& part : miss.parts) {
      absl::StrAppend(html, "<li>", Shown(ToString(part)), "</li>\n");
      marks.push_back(part.span);
    }
    absl::StrAppend(html, "</ul>\n", Source(miss.statement, std::move(marks)));
  }
  absl::StrAppend(html, "</details>\n");
}

void AppendChanges(const Changes& changes, std::string* html) {
  if (changes.changes.empty() && changes.hopeless.empty()) return;
  absl::StrAppend(html, "<h2>Smallest change</h2>\n");
  if (!changes.hopeless.empty()) {
    absl::StrAppend(html, "<p>", Shown(changes.hopeless), "</p>\n");
    return;
  }
  absl::StrAppend(html, "<ol>\n");
  for (const Change& change : changes.changes) {
    absl::StrAppend(html, "<li>");
    for (const ChangeStep& step : change.steps) {
      absl::StrAppend(html, &step == &change.steps.front() ? "" : "and ",
                      Shown(step.what), "\n");
      if (step.kind != ChangeStep::Kind::kContext) {
        absl::StrAppend(html, "<pre>", Shown(step.text), "</pre>\n");
      }
      if (!step.command.empty()) {
        absl::StrAppend(html, "<pre>$ ", Shown(step.command), "</pre>\n");
      }
    }
    if (change.weakens_guardrail) {
      absl::StrAppend(html, "<p class=\"no\">This weakens a guardrail.</p>");
    }
    absl::StrAppend(html, "</li>\n");
  }
  absl::StrAppend(html, "</ol>\n");
}

void AppendList(absl::string_view title, const std::vector<std::string>& lines,
                std::string* html) {
  if (lines.empty()) return;
  absl::StrAppend(html, "<h2>", title, "</h2>\n<ul>\n");
  for (const std::string& line : lines) {
    absl::StrAppend(html, "<li>", Shown(line), "</li>\n");
  }
  absl::StrAppend(html, "</ul>\n");
}

void AppendReport(const WhyReport& report, std::string* html) {
  const Explanation& explanation = report.explanation;
  absl::StrAppend(
      html, "<h1 class=\"", ClassOf(explanation.decision.allowed()), "\">",
      Shown(report.reason), "</h1>\n<dl>\n<dt>who</dt><dd><code>",
      Shown(report.request.principal),
      "</code></dd>\n<dt>action</dt><dd><code>", Shown(report.request.action),
      "</code></dd>\n<dt>resource</dt><dd><code>",
      Shown(report.request.resource), "</code></dd>\n");
  if (report.found.has_value()) {
    absl::StrAppend(
        html, "<dt>found in</dt><dd>", Shown(Describe(report.found->found_in)),
        report.found->file.empty() ? "" : ", ", Shown(report.found->file),
        ", line ", report.found->line, " ", Shown(report.found->id), "</dd>\n");
  }
  absl::StrAppend(html, "</dl>\n");
  if (!report.aws.empty()) {
    absl::StrAppend(html, "<p>", Shown(report.aws), "</p>\n");
  }
  AppendFlow(explanation, html);
  absl::StrAppend(html, "<h2>Statements</h2>\n");
  for (size_t i = 0; i < explanation.layers.size(); ++i) {
    AppendLayer(report, i, html);
  }
  std::vector<std::string> dependences;
  for (const Dependence& dependence : report.dependences) {
    dependences.push_back(
        absl::StrCat(ContextText(dependence), ": ",
                     dependence.decision.allowed() ? "allowed" : "denied"));
  }
  AppendList("Depends on context that was not given", dependences, html);
  AppendChanges(report.changes, html);
  AppendList("Notes", NotesOf(report), html);
}

}  // namespace

std::string WhyHtml(const std::vector<WhyReport>& reports) {
  std::string html(kHead);
  for (const WhyReport& report : reports) AppendReport(report, &html);
  absl::StrAppend(&html, "</body>\n</html>\n");
  return html;
}

}  // namespace iam
