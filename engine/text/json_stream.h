#ifndef IAM_TEXT_JSON_STREAM_H_
#define IAM_TEXT_JSON_STREAM_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"

#ifdef __SSE2__  // every x86-64
#include <emmintrin.h>
#endif

namespace iam {

// The first '"', '\\' or control character in [at, end), else end. What stands
// before it is a string's as it is written.
inline const char* SkipPlainCharacters(const char* at, const char* end) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1F);
  while (end - at >= static_cast<ptrdiff_t>(sizeof(__m128i))) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i special =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
                                  _mm_cmpeq_epi8(bytes, backslash)),
                     _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) return at + std::countr_zero(mask);
    at += sizeof(__m128i);
  }
#else
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighBits = 0x8080808080808080;
  // The high bit of each byte that is below `limit`, which is 128 at most; and
  // perhaps of more significant ones, by borrowing.
  const auto below = [](uint64_t bytes, uint64_t limit) {
    return (bytes - kOnes * limit) & ~bytes & kHighBits;
  };
  uint64_t word;
  while (static_cast<size_t>(end - at) >= sizeof(word)) {
    std::memcpy(&word, at, sizeof(word));
    const uint64_t special = below(word, 0x20) |
                             below(word ^ (kOnes * '"'), 1) |
                             below(word ^ (kOnes * '\\'), 1);
    if (special != 0) {
      if (std::endian::native != std::endian::little) break;
      return at + std::countr_zero(special) / 8;
    }
    at += sizeof(word);
  }
#endif
  while (at != end && *at != '"' && *at != '\\' &&
         static_cast<unsigned char>(*at) >= 0x20) {
    ++at;
  }
  return at;
}

// A JsonStream is the text that RapidJSON reads. RapidJSON parses "in situ":
// it has the stream keep what strings decode to, where other streams of
// RapidJSON overwrite the text. This one keeps nothing but where the string
// began, unless there are escapes in it: strings are not copied, and are passed
// over many characters at a time.
class JsonStream {
 public:
  using Ch = char;

  // Reads `text` from `begin` on. There must be no NUL in it: one that is not
  // there, at the end, tells RapidJSON to stop.
  JsonStream(absl::string_view text, size_t begin)
      : text_(text.data()),
        end_(text.data() + text.size()),
        at_(text.data() + begin) {}

  Ch Peek() const { return at_ == end_ ? '\0' : *at_; }
  Ch Take() { return *at_++; }
  // From the beginning of the text.
  size_t Tell() const { return static_cast<size_t>(at_ - text_); }

  // Around each string, and between for each of its characters that was not
  // passed over: what RapidJSON calls to decode one. The position it is given
  // means nothing to it, nor does what it then tells its handler of the string.
  Ch* PutBegin() {
    string_begin_ = at_;
    at_ = SkipPlainCharacters(at_, end_);
    has_escapes_ = Peek() == '\\';
    if (has_escapes_) decoded_.assign(string_begin_, at_);
    return nullptr;
  }
  void Put(Ch c) {
    if (has_escapes_) decoded_.push_back(c);
  }
  size_t PutEnd(Ch*) { return 1; }
  void Flush() {}

  // Of the string that ends here, quotes excluded: whether there are escapes in
  // it, where it begins, and what it decodes to (valid up to the next string).
  bool has_escapes() const { return has_escapes_; }
  size_t StringBegin() const {
    return static_cast<size_t>(string_begin_ - text_);
  }
  absl::string_view String() const {
    // Behind either stands what ends the string: a NUL that RapidJSON puts, or
    // the quote.
    if (has_escapes_) return {decoded_.data(), decoded_.size() - 1};
    return {string_begin_, static_cast<size_t>(at_ - string_begin_) - 1};
  }

 private:
  const char* const text_;
  const char* const end_;
  const char* at_;
  const char* string_begin_ = nullptr;
  bool has_escapes_ = false;
  std::string decoded_;
};

}  // namespace iam

#endif  // IAM_TEXT_JSON_STREAM_H_
