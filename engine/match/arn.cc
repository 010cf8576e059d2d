#include "engine/match/arn.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "absl/strings/match.h"

namespace iam {
namespace {

// The high bit of each byte that is a colon.
uint64_t ColonsIn(uint64_t word) {
  constexpr uint64_t kEach = 0x0101010101010101;
  const uint64_t other = word ^ (kEach * ':');
  const uint64_t not_colon = ((other & (0x7F * kEach)) + 0x7F * kEach) | other;
  return ~not_colon & (0x80 * kEach);
}

}  // namespace

std::optional<Arn> SplitArn(absl::string_view text) {
  constexpr absl::string_view kPrefix = "arn:";
  constexpr size_t kParts = 4;
  if (!absl::StartsWith(text, kPrefix)) return std::nullopt;
  size_t ends[kParts];
  size_t count = 0;
  size_t at = kPrefix.size();
  // Parts are short: a search for each would cost more than eight bytes at a
  // time.
  if constexpr (std::endian::native == std::endian::little) {
    uint64_t word;
    for (; count < kParts && at + sizeof(word) <= text.size();
         at += sizeof(word)) {
      std::memcpy(&word, text.data() + at, sizeof(word));
      uint64_t colons = ColonsIn(word);
      for (; colons != 0 && count < kParts; colons &= colons - 1) {
        ends[count++] = at + static_cast<size_t>(std::countr_zero(colons)) / 8;
      }
    }
  }
  for (; count < kParts && at < text.size(); ++at) {
    if (text[at] == ':') ends[count++] = at;
  }
  if (count < kParts) return std::nullopt;
  const auto part = [&](size_t before, size_t end) {
    return absl::string_view(text.data() + before, end - before);
  };
  return Arn{part(kPrefix.size(), ends[0]), part(ends[0] + 1, ends[1]),
             part(ends[1] + 1, ends[2]), part(ends[2] + 1, ends[3]),
             part(ends[3] + 1, text.size())};
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
