#include "simulator/json/json_writer.h"
#include "simulator/render/json.h"
#include "simulator/render/json_statement.h"
#include "simulator/render/who_can.h"
#include "simulator/render/who_can_words.h"

namespace iam {
namespace {

void WriteAbility(const Ability& ability, JsonWriter* json) {
  json->Text("principal", ability.principal);
  json->Text("verdict", Name(ability.verdict));
  json->Text("EvalDecision", Name(ability.decision.outcome));
  WriteDecidedBy(ability.decision, json);
  if (ability.decision.statement.has_value()) {
    json->OpenMember("statement");
    WriteStatement(ViewOf(*ability.decision.statement), json);
    json->Close();
    json->OptionalText("group", ability.decision.statement->policy->via);
  }
  json->OpenList(ability.decision.allowed() ? "deniedIf" : "allowedIf");
  for (const Dependence& dependence : ability.turned_by) {
    json->Open();
    json->OpenMember("context");
    for (const Dependence::Entry& entry : dependence.context) {
      json->Text(entry.key, entry.value);
    }
    json->Close();
    json->Text("text", ContextText(dependence));
    json->Close();
  }
  json->CloseList();
  json->TextList("mayHangOn", ability.may_hang_on);
  json->TextList("unknown", ability.unknown);
}

}  // namespace

std::string WhoCanJson(const WhoCanReport& report) {
  JsonWriter json;
  json.Open();
  json.Number("format_version", kJsonFormatVersion);
  json.Text("EvalActionName", report.request.action);
  json.Text("EvalResourceName", report.request.resource);
  json.OpenList("principals");
  for (const Ability& ability : report.abilities) {
    json.Open();
    WriteAbility(ability, &json);
    json.Close();
  }
  json.CloseList();
  json.OpenList("canBecome");
  for (const RoleStep& step : report.steps) {
    json.Open();
    json.Text("action", step.action);
    json.Text("role", step.role);
    json.Number("hop", static_cast<size_t>(step.hop));
    WriteAbility(step.assume, &json);
    json.Close();
  }
  json.CloseList();
  json.TextList("Notes", report.notes);
  json.Close();
  return json.str();
}

}  // namespace iam
