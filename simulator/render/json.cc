#include "simulator/render/json.h"

#include "engine/text/excerpt.h"
#include "simulator/json/json_writer.h"
#include "simulator/render/json_statement.h"

namespace iam {
namespace {

void WriteMatched(const std::vector<StatementRef>& statements,
                  JsonWriter* json) {
  json->OpenList("MatchedStatements");
  for (const StatementRef& statement : statements) {
    json->Open();
    WriteStatement(ViewOf(statement), json);
    json->Close();
  }
  json->CloseList();
}

void WriteStep(const StatementStep& step, JsonWriter* json) {
  json->Open();
  WriteStatement(ViewOf(step.statement), json);
  json->Text("effect", step.effect == Effect::kAllow ? "Allow" : "Deny");
  json->Bool("applies", step.applies);
  json->Bool("principalMatches", step.principal_matches);
  json->Bool("actionMatches", step.action_matches);
  json->Bool("resourceMatches", step.resource_matches);
  json->Number("failedConditions", step.failed_conditions.size());
  json->Close();
}

void WriteLayers(const std::vector<LayerStep>& layers, absl::string_view action,
                 absl::string_view resource, JsonWriter* json) {
  json->OpenList("Layers");
  for (const LayerStep& layer : layers) {
    json->Open();
    json->Text("layer", Name(layer.layer));
    if (layer.level > 0) {
      json->Number("level", static_cast<size_t>(layer.level));
    }
    json->Text("EvalDecision", Name(layer.outcome));
    if (layer.outcome == Outcome::kImplicitDeny) {
      json->OptionalText("nearest", NearestMiss(layer, action, resource));
    }
    json->OpenList("statements");
    for (const StatementStep& step : layer.statements) WriteStep(step, json);
    json->CloseList();
    json->Close();
  }
  json->CloseList();
}

void WriteRequest(absl::string_view id, absl::string_view principal,
                  absl::string_view action, absl::string_view resource,
                  JsonWriter* json) {
  json->Number("format_version", kJsonFormatVersion);
  json->OptionalText("id", id);
  json->Text("principal", principal);
  json->Text("EvalActionName", action);
  json->Text("EvalResourceName", resource);
}

}  // namespace

std::string AnswerJson(const Answer& answer, bool layers) {
  const Explanation& explanation = answer.explanation;
  JsonWriter json;
  json.Open();
  WriteRequest(answer.id, answer.principal, answer.action, answer.resource,
               &json);
  json.Text("EvalDecision", Name(explanation.decision.outcome));
  WriteDecidedBy(explanation.decision, &json);
  WriteMatched(explanation.matched, &json);
  json.TextList("MissingContextValues", explanation.missing);
  json.TextList("Notes", explanation.notes);
  json.TextList("UnknownPolicies", explanation.unknown_policies);
  if (layers) {
    WriteLayers(explanation.layers, answer.action, answer.resource, &json);
  }
  json.Close();
  return json.str();
}

std::string RefusedJson(absl::string_view id, const Request& request,
                        absl::string_view error) {
  JsonWriter json;
  json.Open();
  WriteRequest(id, request.principal, request.action, request.resource, &json);
  json.Text("EvalDecision", "error");
  json.Text("error", error);
  json.Close();
  return json.str();
}

std::string AnswersJson(const std::vector<std::string>& answers) {
  std::string json =
      "{\"format_version\":" + std::to_string(kJsonFormatVersion) +
      ",\"EvaluationResults\":[";
  for (size_t i = 0; i < answers.size(); ++i) {
    json += i == 0 ? "\n" : ",\n";
    json += answers[i];
  }
  json += "\n]}";
  return json;
}

std::string BadLineJson(size_t line, absl::string_view error) {
  JsonWriter json;
  json.Open();
  json.Number("format_version", kJsonFormatVersion);
  json.Number("line", line);
  json.Text("error", Harmless(error));
  json.Close();
  return json.str();
}

}  // namespace iam
