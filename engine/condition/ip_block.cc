#include <arpa/inet.h>

#include <cstring>

#include "engine/condition/digits.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

// Four numbers up to 255 in decimal, without leading zeros, points between
// them: what inet_pton(3) takes.
std::optional<uint32_t> ParseIpv4(absl::string_view text) {
  uint32_t address = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    if (at == end || !IsDigit(*at)) return std::nullopt;
    uint32_t number = static_cast<uint32_t>(*at++ - '0');
    if (number != 0) {
      while (at != end && IsDigit(*at)) {
        number = number * 10 + static_cast<uint32_t>(*at++ - '0');
        if (number > 255) return std::nullopt;
      }
    }
    address = address << 8 | number;
  }
  if (at != end) return std::nullopt;
  return address;
}

uint64_t LoadBigEndian(const unsigned char* bytes) {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | bytes[i];
  return value;
}

std::optional<IpBlock::Address> ParseIpv6(absl::string_view text) {
  char terminated[INET6_ADDRSTRLEN];  // room for the longest there is
  if (text.empty() || text.size() >= sizeof(terminated) ||
      std::memchr(text.data(), '\0', text.size()) != nullptr) {
    return std::nullopt;
  }
  std::memcpy(terminated, text.data(), text.size());
  terminated[text.size()] = '\0';
  unsigned char bytes[16];
  if (inet_pton(AF_INET6, terminated, bytes) != 1) return std::nullopt;
  return IpBlock::Address{LoadBigEndian(bytes), LoadBigEndian(bytes + 8)};
}

// The lowest `count` bits set.
uint64_t LowBits(uint64_t count) {
  return count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
}

}  // namespace

std::optional<IpBlock> IpBlock::ParseAddress(absl::string_view text) {
  if (const std::optional<uint32_t> v4 = ParseIpv4(text)) {
    return IpBlock({0, *v4}, /*v6=*/false);
  }
  if (const std::optional<Address> v6 = ParseIpv6(text)) {
    return IpBlock(*v6, /*v6=*/true);
  }
  return std::nullopt;
}

std::optional<IpBlock> IpBlock::Parse(absl::string_view text) {
  const size_t slash = text.find('/');
  if (slash == absl::string_view::npos) return ParseAddress(text);
  std::optional<IpBlock> block = ParseAddress(text.substr(0, slash));
  if (!block.has_value()) return std::nullopt;
  const absl::string_view digits = text.substr(slash + 1);
  const DigitRun length = ReadDigits(digits);
  if (length.size != digits.size() || length.size < 1 || length.size > 3) {
    return std::nullopt;
  }
  const uint64_t full = block->v6_ ? 128 : 32;
  if (length.value > full) return std::nullopt;
  const uint64_t host_bits = full - length.value;
  block->host_mask_.low = LowBits(host_bits);
  if (host_bits > 64) block->host_mask_.high = LowBits(host_bits - 64);
  block->first_.low &= ~block->host_mask_.low;
  block->first_.high &= ~block->host_mask_.high;
  return block;
}

}  // namespace iam
