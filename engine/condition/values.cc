#include "engine/condition/values.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "engine/match/fold_ascii.h"

namespace iam {
namespace {

constexpr uint8_t kNoSixBits = 0xFF;

// The value of a character of the base64 alphabet.
uint8_t SixBits(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<uint8_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<uint8_t>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0' + 52);
  if (c == '+') return 62;
  if (c == '/') return 63;
  return kNoSixBits;
}

// Texts are folded a word at a time: eight bytes side by side. In UTF-8,
// U+00C0–U+00DE are C3 80–C3 9E; the small letters are 32 further. C3 97 is the
// multiplication sign.
constexpr uint64_t kEach = 0x0101010101010101;
constexpr uint8_t kLatinLead = 0xC3;

uint8_t FoldByte(uint8_t byte, bool* behind_lead) {
  if (*behind_lead) {
    *behind_lead = false;
    const bool capital = byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    if (capital) return static_cast<uint8_t>(byte + 0x20);
    return static_cast<uint8_t>(absl::ascii_tolower(byte));
  }
  *behind_lead = byte == kLatinLead;
  return static_cast<uint8_t>(absl::ascii_tolower(byte));
}

// The up to eight bytes at `data`, folded. *behind_lead goes on from word to
// word.
uint64_t FoldedWord(const char* data, size_t size, bool* behind_lead) {
  uint64_t word = 0;
  if (size == sizeof(word)) {
    std::memcpy(&word, data, sizeof(word));
  } else {
    std::memcpy(&word, data, size);
  }
  if (!*behind_lead && (word & (0x80 * kEach)) == 0) return FoldAsciiWord(word);
  unsigned char bytes[sizeof(word)] = {};
  for (size_t i = 0; i < size; ++i) {
    bytes[i] = FoldByte(static_cast<uint8_t>(data[i]), behind_lead);
  }
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

}  // namespace

std::optional<bool> ParseBool(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "true")) return true;
  if (absl::EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

bool IsCanonicalBase64(absl::string_view text) {
  if (text.size() % 4 != 0) return false;
  if (text.empty()) return true;
  // One '=' leaves two bits over, two leave four.
  uint8_t spare = 0;
  if (text.back() == '=') {
    text.remove_suffix(1);
    spare = 0x03;
    if (text.back() == '=') {
      text.remove_suffix(1);
      spare = 0x0F;
    }
  }
  for (const char c : text) {
    if (SixBits(c) == kNoSixBits) return false;
  }
  return (SixBits(text.back()) & spare) == 0;
}

std::optional<std::string> ParseBase64(absl::string_view text) {
  std::string bytes;
  if (!IsCanonicalBase64(text) || !absl::Base64Unescape(text, &bytes)) {
    return std::nullopt;
  }
  return bytes;
}

std::string FoldCase(absl::string_view text) {
  std::string folded(text);
  bool behind_lead = false;
  for (char& c : folded) {
    c = static_cast<char>(FoldByte(static_cast<uint8_t>(c), &behind_lead));
  }
  return folded;
}

bool EqualFolded(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  bool a_behind_lead = false;
  bool b_behind_lead = false;
  for (size_t at = 0; at < a.size(); at += sizeof(uint64_t)) {
    const size_t size = std::min(a.size() - at, sizeof(uint64_t));
    if (FoldedWord(a.data() + at, size, &a_behind_lead) !=
        FoldedWord(b.data() + at, size, &b_behind_lead)) {
      return false;
    }
  }
  return true;
}

uint64_t HashFolded(absl::string_view text) {
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;
  uint64_t hash = text.size() * kOdd;
  bool behind_lead = false;
  for (size_t at = 0; at < text.size(); at += sizeof(uint64_t)) {
    const size_t size = std::min(text.size() - at, sizeof(uint64_t));
    hash = (hash ^ FoldedWord(text.data() + at, size, &behind_lead)) * kOdd;
    hash ^= hash >> 29;  // what the high bits know, the low ones take along
  }
  return hash;
}

}  // namespace iam
