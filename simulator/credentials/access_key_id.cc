#include "simulator/credentials/access_key_id.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "simulator/credentials/random_bytes.h"

namespace iam {
namespace {

constexpr absl::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr size_t kPrefixSize = 4;
constexpr size_t kKeyIdSize = 20;
constexpr size_t kUniqueIdSize = 21;
constexpr size_t kSecretBytes = 30;  // 40 characters of base 64

// The first 48 of an id's 80 bits: a flag that the account is there, its 40
// bits, and 7 random ones (R8.12, R8.13).
constexpr int kHeadBits = 48;
constexpr int kRandomHeadBits = 7;
constexpr uint64_t kHasAccount = uint64_t{1} << 47;
constexpr uint64_t kMostAccount = 999999999999;

std::string RandomBase32(size_t size) {
  std::string text = RandomBytes(size);
  for (char& c : text) c = kBase32[static_cast<uint8_t>(c) % kBase32.size()];
  return text;
}

}  // namespace

std::string MakeAccessKeyId(absl::string_view prefix,
                            absl::string_view account) {
  uint64_t number = 0;
  // What is no number cannot be an account; a key without one is still unique.
  const bool known =
      absl::SimpleAtoi(account, &number) && number <= kMostAccount;
  std::string id = absl::StrCat(prefix, RandomBase32(kKeyIdSize - kPrefixSize));
  if (!known) {
    id[kPrefixSize] = 'A';  // the flag is its highest bit
    return id;
  }
  // 48 bits are 9 characters and 3 bits of the tenth, whose other bits stay.
  const uint64_t random = static_cast<uint8_t>(RandomBytes(1)[0]) & 0x7f;
  const uint64_t head = kHasAccount | (number << kRandomHeadBits) | random;
  for (size_t i = 0; i < 9; ++i) {
    const int shift = kHeadBits - 5 * static_cast<int>(i + 1);
    id[kPrefixSize + i] = kBase32[(head >> shift) & 31];
  }
  const size_t low = kBase32.find(id[kPrefixSize + 9]) & 3;
  id[kPrefixSize + 9] = kBase32[((head & 7) << 2) | low];
  return id;
}

std::optional<std::string> AccountOfAccessKeyId(absl::string_view id) {
  if (id.size() != kKeyIdSize) return std::nullopt;
  uint64_t bits = 0;  // the first 50
  for (size_t i = 0; i < kKeyIdSize - kPrefixSize; ++i) {
    const size_t digit = kBase32.find(id[kPrefixSize + i]);
    if (digit == absl::string_view::npos) return std::nullopt;
    if (i < 10) bits = (bits << 5) | digit;
  }
  const uint64_t head = bits >> 2;
  if ((head & kHasAccount) == 0) return std::nullopt;
  const uint64_t account = (head & ~kHasAccount) >> kRandomHeadBits;
  if (account > kMostAccount) return std::nullopt;
  return absl::StrFormat("%012d", account);
}

std::string MakeUniqueId(absl::string_view prefix) {
  return absl::StrCat(prefix, RandomBase32(kUniqueIdSize - prefix.size()));
}

std::string MakeSecret() {
  return absl::Base64Escape(RandomBytes(kSecretBytes));
}

bool IsAccessKeyId(absl::string_view text) {
  return text.size() >= 16 && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '_';
         });
}

}  // namespace iam
