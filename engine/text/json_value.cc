#include "absl/strings/str_cat.h"
#include "engine/text/json.h"

namespace iam {

const JsonValue* JsonValue::Find(absl::string_view name) const {
  for (const Member& member : members()) {
    if (member.name() == name) return &member.value;
  }
  return nullptr;
}

absl::string_view Describe(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBool:
      return "a boolean";
    case JsonValue::Kind::kNumber:
      return "a number";
    case JsonValue::Kind::kString:
      return "a string";
    case JsonValue::Kind::kArray:
      return "a list";
    case JsonValue::Kind::kObject:
      return "an object";
  }
  return "";
}

std::string JsonQuote(absl::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          constexpr absl::string_view kHex = "0123456789abcdef";
          const auto byte = static_cast<unsigned char>(c);
          absl::StrAppend(&result, "\\u00", kHex.substr(byte >> 4, 1),
                          kHex.substr(byte & 0xF, 1));
        } else {
          result += c;
        }
    }
  }
  result += '"';
  return result;
}

}  // namespace iam
