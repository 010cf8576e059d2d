#include "simulator/render/json_statement.h"

#include "iam/policy_set.h"

namespace iam {
namespace {

void WriteLocation(absl::string_view key, const Location& location,
                   JsonWriter* json) {
  json->OpenMember(key);
  json->Number("Line", location.line);
  json->Number("Column", location.column);
  json->Close();
}

}  // namespace

void WriteStatement(const StatementView& view, JsonWriter* json) {
  json->Text("SourcePolicyId", view.policy);
  json->Text("SourcePolicyType", view.policy_type);
  WriteLocation("StartPosition", view.start, json);
  WriteLocation("EndPosition", view.end, json);
  json->Text("layer", view.layer);
  if (view.level > 0) json->Number("level", static_cast<size_t>(view.level));
  json->Text("policy", view.policy);
  json->Number("statement", view.number);
  json->OptionalText("sid", view.sid);
  json->Text("file", view.place);
  json->Text("label", view.name);
}

void WriteDecidedBy(const Decision& decision, JsonWriter* json) {
  json->OpenMember("DecidedBy");
  json->Text("layer", Name(decision.layer));
  if (decision.level > 0) {
    json->Number("level", static_cast<size_t>(decision.level));
  }
  if (decision.statement.has_value()) {
    json->Text("policy", decision.statement->policy->name);
    json->Text("statement", LabelOf(*decision.statement));
  }
  json->Text("reason", Name(decision.reason));
  json->Close();
}

}  // namespace iam
