// Plain recursion over pattern and text, one token at a time. What was tried
// in vain is remembered, since "*a*a*a*b" would else take exponential time.

#include "tests/reference/glob.h"

namespace iam::reference {
namespace {

class Matcher {
 public:
  Matcher(const Glob& glob, std::vector<char32_t> text)
      : glob_(glob),
        text_(std::move(text)),
        tried_((glob_.size() + 1) * (text_.size() + 1)) {}

  // Does the pattern from `g` on cover the text from `t` on?
  bool MatchFrom(size_t g, size_t t) {
    if (g == glob_.size()) return t == text_.size();
    const size_t place = g * (text_.size() + 1) + t;
    if (tried_[place]) return false;
    tried_[place] = true;
    const bool more = t < text_.size();
    switch (glob_[g].kind) {
      case GlobToken::Kind::kCharacter:
        return more && text_[t] == glob_[g].character &&
               MatchFrom(g + 1, t + 1);
      case GlobToken::Kind::kOne:
        return more && MatchFrom(g + 1, t + 1);
      case GlobToken::Kind::kOneNotColon:
        return more && text_[t] != U':' && MatchFrom(g + 1, t + 1);
      case GlobToken::Kind::kRun:
        return MatchFrom(g + 1, t) || (more && MatchFrom(g, t + 1));
      case GlobToken::Kind::kRunNotColon:
        return MatchFrom(g + 1, t) ||
               (more && text_[t] != U':' && MatchFrom(g, t + 1));
    }
    return false;
  }

 private:
  const Glob& glob_;
  const std::vector<char32_t> text_;
  std::vector<char> tried_;
};

// The length in bytes of the UTF-8 character at the start of `text`.
size_t CharacterLength(absl::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = lead >= 0xF0   ? 4
                        : lead >= 0xE0 ? 3
                        : lead >= 0xC0 ? 2
                                       : 1;
  if (length > text.size()) return 1;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 1;
  }
  return length;
}

}  // namespace

std::vector<char32_t> Characters(absl::string_view utf8) {
  std::vector<char32_t> characters;
  while (!utf8.empty()) {
    const size_t length = CharacterLength(utf8);
    // The bytes themselves, put together, tell characters apart.
    char32_t character = 0;
    for (size_t i = 0; i < length; ++i) {
      character = (character << 8) | static_cast<unsigned char>(utf8[i]);
    }
    characters.push_back(character);
    utf8.remove_prefix(length);
  }
  return characters;
}

void AppendLiteral(absl::string_view text, Glob* glob) {
  for (char32_t character : Characters(text)) {
    glob->push_back({GlobToken::Kind::kCharacter, character});
  }
}

bool Matches(const Glob& glob, absl::string_view text) {
  return Matcher(glob, Characters(text)).MatchFrom(0, 0);
}

}  // namespace iam::reference
