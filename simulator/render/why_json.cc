#include "iam/policy_set.h"
#include "simulator/json/json_writer.h"
#include "simulator/render/json.h"
#include "simulator/render/json_statement.h"
#include "simulator/render/why_text.h"

namespace iam {
namespace {

void WriteMiss(const Miss& miss, JsonWriter* json) {
  json->Open();
  WriteStatement(ViewOf(miss.statement), json);
  json->OptionalText("group", miss.statement.policy->via);
  json->OpenList("parts");
  for (const PartMiss& part : miss.parts) {
    json->Open();
    json->Text("part", Name(part.part));
    json->Text("element", part.element);
    json->Text("place", part.place);
    json->Bool("excluded", part.excluded);
    json->TextList("wanted", part.wanted);
    json->TextList("got", part.got);
    json->Close();
  }
  json->CloseList();
  json->Close();
}

void WriteLayers(const WhyReport& report, JsonWriter* json) {
  json->OpenList("Layers");
  for (size_t i = 0; i < report.explanation.layers.size(); ++i) {
    const LayerStep& layer = report.explanation.layers[i];
    json->Open();
    json->Text("layer", Name(layer.layer));
    if (layer.level > 0) {
      json->Number("level", static_cast<size_t>(layer.level));
    }
    json->Text("EvalDecision", Name(layer.outcome));
    json->OpenList("applied");
    for (const StatementStep& step : layer.statements) {
      if (!step.applies) continue;
      json->Open();
      WriteStatement(ViewOf(step.statement), json);
      json->Text("effect", step.effect == Effect::kAllow ? "Allow" : "Deny");
      json->OptionalText("group", step.statement.policy->via);
      json->Close();
    }
    json->CloseList();
    json->OpenList("nearest");
    for (const Miss& miss : report.misses[i]) WriteMiss(miss, json);
    json->CloseList();
    json->Close();
  }
  json->CloseList();
}

absl::string_view Name(ChangeStep::Kind kind) {
  switch (kind) {
    case ChangeStep::Kind::kContext:
      return "context";
    case ChangeStep::Kind::kAddValue:
      return "add-value";
    case ChangeStep::Kind::kAddStatement:
      return "add-statement";
    case ChangeStep::Kind::kNewPolicy:
      return "new-policy";
    case ChangeStep::Kind::kNarrowDeny:
      return "narrow-deny";
  }
  return "";
}

void WriteChanges(const Changes& changes, JsonWriter* json) {
  json->OpenList("Changes");
  for (const Change& change : changes.changes) {
    json->Open();
    json->Bool("weakensGuardrail", change.weakens_guardrail);
    json->OpenList("steps");
    for (const ChangeStep& step : change.steps) {
      json->Open();
      json->Text("kind", Name(step.kind));
      json->Text("what", step.what);
      json->OptionalText("policy", step.policy);
      json->Text("text", step.text);
      json->OptionalText("command", step.command);
      json->Close();
    }
    json->CloseList();
    json->OpenList("documents");
    for (const ChangedDocument& document : change.documents) {
      json->Open();
      json->Text("policy", document.policy);
      json->Text("text", document.text);
      json->Close();
    }
    json->CloseList();
    json->Close();
  }
  json->CloseList();
  json->OptionalText("NoChangeHelps", changes.hopeless);
}

void WriteDependences(const std::vector<Dependence>& dependences,
                      JsonWriter* json) {
  json->OpenList("DependsOn");
  for (const Dependence& dependence : dependences) {
    json->Open();
    json->OpenMember("context");
    for (const Dependence::Entry& entry : dependence.context) {
      json->Text(entry.key, entry.value);
    }
    json->Close();
    json->Text("text", ContextText(dependence));
    json->Text("EvalDecision", Name(dependence.decision.outcome));
    json->Close();
  }
  json->CloseList();
}

}  // namespace

std::string WhyJson(const WhyReport& report) {
  const Explanation& explanation = report.explanation;
  const Decision& decision = explanation.decision;
  JsonWriter json;
  json.Open();
  json.Number("format_version", kJsonFormatVersion);
  if (report.found.has_value()) {
    json.OpenMember("FoundIn");
    json.Text("kind", Describe(report.found->found_in));
    json.OptionalText("file", report.found->file);
    json.Number("line", report.found->line);
    json.OptionalText("id", report.found->id);
    json.TextList("notes", report.found->notes);
    json.Close();
  }
  json.Text("principal", report.request.principal);
  json.Text("EvalActionName", report.request.action);
  json.Text("EvalResourceName", report.request.resource);
  json.Text("EvalDecision", Name(decision.outcome));
  json.Text("Reason", report.reason);
  WriteDecidedBy(decision, &json);
  WriteLayers(report, &json);
  WriteDependences(report.dependences, &json);
  WriteChanges(report.changes, &json);
  json.OptionalText("AwsSaid", report.aws);
  json.Bool("AwsDisagrees", report.aws_disagrees);
  json.TextList("MissingContextValues", explanation.missing);
  json.TextList("Notes", explanation.notes);
  json.TextList("UnknownPolicies", explanation.unknown_policies);
  json.Close();
  return json.str();
}

}  // namespace iam
