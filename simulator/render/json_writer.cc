#include "simulator/render/json_writer.h"

#include "engine/text/excerpt.h"
#include "engine/text/utf8.h"
#include "iam/policy_set.h"

namespace iam {

void JsonWriter::OpenList(absl::string_view key) {
  Key(key);
  writer_.StartArray();
}

void JsonWriter::OpenMember(absl::string_view key) {
  Key(key);
  writer_.StartObject();
}

void JsonWriter::Text(absl::string_view key, absl::string_view value) {
  Key(key);
  String(value);
}

void JsonWriter::OptionalText(absl::string_view key, absl::string_view value) {
  if (!value.empty()) Text(key, value);
}

void JsonWriter::Number(absl::string_view key, size_t value) {
  Key(key);
  writer_.Uint64(value);
}

void JsonWriter::Bool(absl::string_view key, bool value) {
  Key(key);
  writer_.Bool(value);
}

void JsonWriter::TextList(absl::string_view key,
                          const std::vector<std::string>& values) {
  OpenList(key);
  for (const std::string& value : values) String(value);
  CloseList();
}

void JsonWriter::Key(absl::string_view key) {
  writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
}

void JsonWriter::String(absl::string_view value) {
  std::string mended;
  if (FindInvalidUtf8(value) != value.size()) {
    mended = Harmless(value);
    value = mended;
  }
  writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

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
