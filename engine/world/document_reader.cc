#include "engine/world/document_reader.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "engine/text/percent.h"

namespace iam {

std::optional<std::string> DocumentText(absl::string_view text) {
  const absl::string_view start = absl::StripLeadingAsciiWhitespace(text);
  if (absl::StartsWith(start, "{")) return std::string(text);
  return PercentDecode(text);
}

}  // namespace iam
