#include "simulator/json/json_writer.h"
#include "simulator/render/json.h"
#include "simulator/render/json_statement.h"

namespace iam {
namespace {

void WriteCase(const CaseResult& result, JsonWriter* json) {
  json->Open();
  json->Text("id", result.id);
  json->Text("file", result.file);
  json->Number("line", result.where.line);
  json->Text("expect", result.expect);
  json->Text("EvalDecision", result.verdict);
  json->Bool("passed", result.passed);
  if (result.known_wrong) json->Bool("known_wrong", true);
  if (!result.decided_by.empty()) {
    json->OpenMember("DecidedBy");
    json->Text("layer", result.decided_by);
    json->Close();
  }
  json->OpenList("MatchedStatements");
  for (const StatementView& view : result.matched) {
    json->Open();
    WriteStatement(view, json);
    json->Close();
  }
  json->CloseList();
  json->TextList("MissingContextValues", result.missing);
  json->OptionalText("error", result.error);
  if (!result.failures.empty()) json->TextList("failures", result.failures);
  json->Close();
}

}  // namespace

std::string TestReportJson(const TestReport& report) {
  JsonWriter json;
  json.Open();
  json.Number("format_version", kJsonFormatVersion);
  json.Text("version", report.program_version);
  json.Text("rules_date", report.rules_date);
  json.OpenMember("summary");
  json.Number("passed", report.passed());
  json.Number("failed", report.failed());
  json.Number("errors", report.errors.size());
  json.Close();
  json.OpenList("cases");
  for (const CaseResult& result : report.cases) WriteCase(result, &json);
  json.CloseList();
  json.OpenList("errors");
  for (const TestReport::Error& error : report.errors) {
    json.Open();
    json.Text("file", error.file);
    json.Text("message", error.message);
    json.Close();
  }
  json.CloseList();
  json.Close();
  return json.str();
}

std::string VersionJson(absl::string_view version, absl::string_view rules_date,
                        absl::string_view catalog_date,
                        absl::string_view catalog_origin) {
  JsonWriter json;
  json.Open();
  json.Number("format_version", kJsonFormatVersion);
  json.Text("name", "iamsim");
  json.Text("version", version);
  json.Text("rules_date", rules_date);
  json.OpenMember("catalog");
  json.Text("date", catalog_date);
  json.Text("origin", catalog_origin);
  json.Close();
  json.Close();
  return json.str();
}

}  // namespace iam
