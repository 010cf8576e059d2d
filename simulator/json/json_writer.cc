#include "simulator/json/json_writer.h"

#include "engine/text/excerpt.h"
#include "engine/text/utf8.h"

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

}  // namespace iam
