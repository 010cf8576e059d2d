#include "simulator/request/json_lines.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "simulator/request/fields.h"
#include "simulator/request/request_reader.h"

namespace iam {

std::vector<JsonDocument> ParseJsonLines(const SourcePtr& source,
                                         Diagnostics* diagnostics) {
  std::vector<JsonDocument> values;
  const absl::string_view text = source->text();
  if (text.size() > std::numeric_limits<uint32_t>::max()) {
    AddError(diagnostics, "text-too-large", source, {0, 0},
             "text of more than 4 GiB");
    return values;
  }
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
    const Span part = {offset, offset + static_cast<uint32_t>(line.size())};
    if (auto value = ParseJson(source, part, diagnostics)) {
      values.push_back(*std::move(value));
    }
  }
  return values;
}

}  // namespace iam
