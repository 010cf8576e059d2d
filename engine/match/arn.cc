#include "engine/match/arn.h"

#include <algorithm>
#include <cstring>

namespace iam {

std::optional<Arn> SplitArn(absl::string_view text) {
  constexpr absl::string_view kPrefix = "arn:";
  if (text.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  const char* at = text.data() + kPrefix.size();
  const char* const end = text.data() + text.size();
  absl::string_view parts[4];
  for (absl::string_view& part : parts) {
    const auto* const colon = static_cast<const char*>(
        std::memchr(at, ':', static_cast<size_t>(end - at)));
    if (colon == nullptr) return std::nullopt;
    part = absl::string_view(at, static_cast<size_t>(colon - at));
    at = colon + 1;
  }
  return Arn{parts[0], parts[1], parts[2], parts[3],
             absl::string_view(at, static_cast<size_t>(end - at))};
}

RequestResource::RequestResource(absl::string_view resource)
    : text(resource), arn(SplitArn(resource)) {
  if (arn.has_value() && IsAccountId(arn->account)) account = arn->account;
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
