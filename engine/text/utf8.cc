#include "engine/text/utf8.h"

#include <cstring>

namespace iam {
namespace {

// The shape of a sequence by its first byte; length 0 if none begins so.
struct Lead {
  int length;
  char32_t bits;      // what the first byte gives to the character
  char32_t smallest;  // anything below is an overlong form
};

Lead LeadOf(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, static_cast<char32_t>(byte & 0x1F), 0x80};
  if (byte < 0xF0) return {3, static_cast<char32_t>(byte & 0x0F), 0x800};
  if (byte < 0xF5) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, 0, 0};
}

}  // namespace

char32_t DecodeUtf8(absl::string_view text, size_t* at) {
  const size_t begin = (*at)++;
  const Lead lead = LeadOf(static_cast<unsigned char>(text[begin]));
  const auto length = static_cast<size_t>(lead.length);
  if (length == 0 || length > text.size() - begin) return kInvalidUtf8;
  char32_t character = lead.bits;
  for (size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[begin + i]);
    if ((byte & 0xC0) != 0x80) return kInvalidUtf8;
    character = (character << 6) | (byte & 0x3F);
  }
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < lead.smallest || character > 0x10FFFF || surrogate) {
    return kInvalidUtf8;
  }
  *at = begin + length;
  return character;
}

size_t SkipAscii(absl::string_view text, size_t from) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t at = from;
  // Thirty-two characters at a time: nearly all of nearly every text.
  uint64_t words[4];
  while (text.size() - at >= sizeof(words)) {
    std::memcpy(words, text.data() + at, sizeof(words));
    if (((words[0] | words[1] | words[2] | words[3]) & kHighBits) != 0) break;
    at += sizeof(words);
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

size_t FindInvalidUtf8(absl::string_view text) {
  size_t at = SkipAscii(text, 0);
  while (at < text.size()) {
    size_t next = at;
    if (DecodeUtf8(text, &next) == kInvalidUtf8) return at;
    at = SkipAscii(text, next);
  }
  return text.size();
}

}  // namespace iam
