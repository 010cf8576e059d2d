#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/excerpt.h"
#include "simulator/render/text.h"

namespace iam {
namespace {

std::string StatementsOf(const CaseResult& result) {
  return absl::StrJoin(result.matched, ", ",
                       [](std::string* out, const StatementView& view) {
                         absl::StrAppend(out, view.name);
                       });
}

void AppendFailed(const CaseResult& result, const TextStyle& style,
                  std::string* text) {
  absl::StrAppend(text, style.color ? "\x1b[31mFAILED\x1b[0m" : "FAILED", "  ",
                  result.id, "  ", result.file, ":", result.where.line, ":",
                  result.where.column, "\n");
  for (const std::string& failure : result.failures) {
    absl::StrAppend(text, "  ", Harmless(failure), "\n");
  }
  if (!result.matched.empty()) {
    absl::StrAppend(text, "  decided by ", Harmless(StatementsOf(result)),
                    "\n");
  }
}

}  // namespace

std::string TestReportText(const TestReport& report, const TextStyle& style) {
  std::string text;
  size_t known_wrong = 0;
  for (const CaseResult& result : report.cases) {
    if (result.known_wrong) ++known_wrong;
    if (!result.passed) {
      AppendFailed(result, style, &text);
    } else if (style.all) {
      absl::StrAppend(&text, style.color ? "\x1b[32mok\x1b[0m" : "ok", "      ",
                      Harmless(result.id), "  ", result.verdict);
      if (result.known_wrong) {
        absl::StrAppend(&text, ", known to be wrong: ", result.expect);
      }
      if (!result.matched.empty()) {
        absl::StrAppend(&text, "  ", Harmless(StatementsOf(result)));
      }
      text.push_back('\n');
    }
  }
  absl::StrAppend(&text, report.cases.size(),
                  report.cases.size() == 1 ? " case: " : " cases: ",
                  report.passed(), " passed, ", report.failed(), " failed");
  if (known_wrong > 0) {
    absl::StrAppend(&text, ", ", known_wrong, " known to be wrong");
  }
  if (!report.errors.empty()) {
    absl::StrAppend(&text, ", ", report.errors.size(),
                    report.errors.size() == 1 ? " error" : " errors");
  }
  absl::StrAppend(&text, " (iamsim ", report.program_version, ", rules of ",
                  report.rules_date, ")\n");
  return text;
}

}  // namespace iam
