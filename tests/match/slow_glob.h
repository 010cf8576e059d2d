#ifndef IAM_TESTS_MATCH_SLOW_GLOB_H_
#define IAM_TESTS_MATCH_SLOW_GLOB_H_

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/match/glob.h"

namespace iam {

// A row of pieces that keeps what they point into.
struct OwnedGlob {
  std::shared_ptr<const std::string> pattern;  // stays where it is
  std::vector<GlobPiece> pieces;
};

// Reads `pattern` with '*' and '?' as free wildcards, '+' and '.' as those
// that stay in a segment, '1' to '9' as variables.
inline OwnedGlob MakeGlob(absl::string_view pattern) {
  OwnedGlob glob;
  glob.pattern = std::make_shared<const std::string>(pattern);
  const absl::string_view text = *glob.pattern;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '*') {
      glob.pieces.push_back({GlobPieceKind::kAnyRun});
    } else if (c == '+') {
      glob.pieces.push_back({GlobPieceKind::kRunInSegment});
    } else if (c == '?') {
      glob.pieces.push_back({GlobPieceKind::kAnyCharacter});
    } else if (c == '.') {
      glob.pieces.push_back({GlobPieceKind::kOneInSegment});
    } else if (c >= '1' && c <= '9') {
      glob.pieces.push_back(
          GlobPiece::Variable(static_cast<uint32_t>(c - '0')));
    } else {
      size_t end = text.find_first_of("*+?.123456789", i);
      if (end == absl::string_view::npos) end = text.size();
      // Some literals lie in two pieces, as those beside "${*}" do.
      if (end - i > 3 && end % 3 == 0) end = i + 2;
      while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
      glob.pieces.push_back({GlobPieceKind::kLiteral, text.substr(i, end - i)});
      i = end - 1;
    }
  }
  return glob;
}

// For each place in the text, whether the pieces so far can end there.
inline bool SlowMatchGlob(const std::vector<GlobPiece>& pieces,
                          absl::string_view text) {
  const auto next = [&](size_t at) {
    do ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80);
    return at;
  };
  std::vector<bool> reached(text.size() + 1);
  reached[0] = true;
  for (const GlobPiece& piece : pieces) {
    const bool bounded = piece.kind == GlobPieceKind::kOneInSegment ||
                         piece.kind == GlobPieceKind::kRunInSegment;
    const bool run = piece.kind == GlobPieceKind::kAnyRun ||
                     piece.kind == GlobPieceKind::kRunInSegment;
    std::vector<bool> behind(text.size() + 1);
    for (size_t at = 0; at <= text.size(); ++at) {
      if (!reached[at] && !(run && behind[at])) continue;
      if (piece.kind == GlobPieceKind::kLiteral) {
        if (text.substr(at, piece.size) == piece.literal()) {
          behind[at + piece.size] = true;
        }
        continue;
      }
      if (run) behind[at] = true;
      if (at < text.size() && !(bounded && text[at] == ':')) {
        behind[next(at)] = true;
      }
    }
    reached = behind;
  }
  return reached[text.size()];
}

// Characters of `alphabet`, which is UTF-8.
inline std::string RandomCharacters(absl::string_view alphabet,
                                    size_t max_length, std::mt19937* random) {
  std::vector<absl::string_view> characters;
  for (size_t at = 0; at < alphabet.size();) {
    size_t end = at + 1;
    while (end < alphabet.size() && (alphabet[end] & 0xC0) == 0x80) ++end;
    characters.push_back(alphabet.substr(at, end - at));
    at = end;
  }
  std::string text;
  for (size_t length = (*random)() % (max_length + 1); length > 0; --length) {
    const absl::string_view c = characters[(*random)() % characters.size()];
    text.append(c.data(), c.size());
  }
  return text;
}

}  // namespace iam

#endif  // IAM_TESTS_MATCH_SLOW_GLOB_H_
