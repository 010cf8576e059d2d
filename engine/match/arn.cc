#include "engine/match/arn.h"

#include <algorithm>

namespace iam {

std::optional<Arn> SplitArn(absl::string_view text) {
  absl::string_view parts[5];
  for (absl::string_view& part : parts) {
    const size_t colon = text.find(':');
    if (colon == absl::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn") return std::nullopt;
  return Arn{parts[1], parts[2], parts[3], parts[4], text};
}

bool IsAccountId(absl::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
           return c >= '0' && c <= '9';
         });
}

absl::string_view LastSegment(absl::string_view resource) {
  const size_t slash = resource.rfind('/');
  return slash == absl::string_view::npos ? resource
                                          : resource.substr(slash + 1);
}

}  // namespace iam
