// A line is parsed as a text of its own; then everything that points into it
// is moved to where the line stands in the whole.
#include "simulator/request/json_lines.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "simulator/request/fields.h"
#include "simulator/request/request_reader.h"

namespace iam {
namespace {

void Move(uint32_t by, Span* span) {
  span->begin += by;
  span->end += by;
}

// As deep as the value, kMaxJsonDepth at most.
void Move(uint32_t by, JsonValue* value) {
  Move(by, &value->span);
  for (JsonValue& item : value->items) Move(by, &item);
  for (JsonValue::Member& member : value->members) {
    Move(by, &member.name_span);
    Move(by, &member.value);
  }
}

}  // namespace

std::vector<JsonValue> ParseJsonLines(const SourcePtr& source,
                                      Diagnostics* diagnostics) {
  std::vector<JsonValue> values;
  const absl::string_view text = source->text();
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find('\n', begin);
    if (end == absl::string_view::npos) end = text.size();
    const absl::string_view line = text.substr(begin, end - begin);
    const uint32_t offset = static_cast<uint32_t>(begin);
    begin = end + 1;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    if (line.size() > kMaxLineBytes) {
      AddError(diagnostics, "line-too-long", source, {offset, offset},
               absl::StrCat("a line of ", line.size(), " bytes; at most ",
                            kMaxLineBytes, " are read"));
      continue;
    }
    Diagnostics found;
    std::optional<JsonValue> value = ParseJson(
        std::make_shared<Source>(source->name(), std::string(line)), &found);
    for (Diagnostic diagnostic : found.all()) {
      Move(offset, &diagnostic.span);
      diagnostic.source = source;
      diagnostics->Add(std::move(diagnostic));
    }
    if (!value.has_value()) continue;
    Move(offset, &*value);
    values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace iam
