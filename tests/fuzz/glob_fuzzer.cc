// The first line of the input is a pattern, the rest a text. Three matchers
// have to agree on them: the engine's, a table over all pairs of places, and
// RE2 on the pattern written as a regular expression. So has a trie of it and
// its parts.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/match/glob.h"
#include "engine/match/pattern_trie.h"
#include "engine/text/utf8.h"
#include "re2/re2.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {
namespace {

// Enough for every shape; the table has a field for each pair.
constexpr size_t kMaxPattern = 200;
constexpr size_t kMaxText = 400;

// One character of a pattern as the oracle reads it.
struct Token {
  char32_t character = 0;  // if it is no wildcard
  bool run = false;        // '*'
  bool one = false;        // '?'
  bool bounded = false;    // takes no colon
};

std::u32string Characters(absl::string_view text) {
  std::u32string characters;
  size_t at = 0;
  while (at < text.size()) characters.push_back(DecodeUtf8(text, &at));
  return characters;
}

std::vector<Token> Tokens(absl::string_view pattern, bool bounded) {
  std::vector<Token> tokens;
  for (const char32_t c : Characters(pattern)) {
    tokens.push_back({c, c == '*', c == '?', bounded});
  }
  return tokens;
}

// "IAM JSON policy elements: Resource": a '*' that ends its segment may go on
// past the colon.
std::vector<Token> SegmentTokens(absl::string_view pattern, bool ends_segment) {
  std::vector<Token> tokens = Tokens(pattern, /*bounded=*/true);
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool last = i + 1 == tokens.size();
    if (last ? ends_segment : tokens[i + 1].character == ':') {
      if (tokens[i].run) tokens[i].bounded = false;
    }
  }
  return tokens;
}

// matches[p][t]: the tokens from p on cover the text from t on.
bool OracleMatches(const std::vector<Token>& tokens,
                   const std::u32string& text) {
  std::vector<std::vector<bool>> matches(
      tokens.size() + 1, std::vector<bool>(text.size() + 1, false));
  matches[tokens.size()][text.size()] = true;
  for (size_t p = tokens.size(); p-- > 0;) {
    const Token& token = tokens[p];
    for (size_t t = text.size() + 1; t-- > 0;) {
      const bool may_take =
          t < text.size() && !(token.bounded && text[t] == ':');
      if (token.run) {
        matches[p][t] = matches[p + 1][t] || (may_take && matches[p][t + 1]);
      } else if (token.one) {
        matches[p][t] = may_take && matches[p + 1][t + 1];
      } else {
        matches[p][t] = t < text.size() && text[t] == token.character &&
                        matches[p + 1][t + 1];
      }
    }
  }
  return matches[0][0];
}

bool Re2Matches(const std::vector<Token>& tokens, absl::string_view pattern,
                absl::string_view text) {
  std::string regex;
  size_t at = 0;
  for (const Token& token : tokens) {
    const size_t begin = at;
    DecodeUtf8(pattern, &at);
    if (token.run || token.one) {
      regex += token.bounded ? "[^:]" : ".";
      if (token.run) regex += "*";
    } else {
      regex +=
          RE2::QuoteMeta(re2::StringPiece(pattern.data() + begin, at - begin));
    }
  }
  RE2::Options options;
  options.set_dot_nl(true);
  options.set_log_errors(false);
  const RE2 re(regex, options);
  FUZZ_CHECK(re.ok());
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), re);
}

void CheckPieces(const std::vector<GlobPiece>& pieces,
                 const std::vector<Token>& tokens, absl::string_view pattern,
                 absl::string_view text) {
  const bool matches = MatchGlob(pieces, text);
  FUZZ_CHECK(matches == OracleMatches(tokens, Characters(text)));
  FUZZ_CHECK(matches == Re2Matches(tokens, pattern, text));
}

void CheckAgreement(absl::string_view pattern, absl::string_view text) {
  for (const bool bounded : {false, true}) {
    std::vector<GlobPiece> pieces;
    AppendGlobPieces(pattern,
                     bounded ? GlobScope::kSegment : GlobScope::kWholeText,
                     &pieces);
    CheckPieces(pieces, Tokens(pattern, bounded), pattern, text);
  }
  for (const bool ends_segment : {false, true}) {
    std::vector<GlobPiece> pieces;
    AppendSegmentPieces(pattern, ends_segment, &pieces);
    CheckPieces(pieces, SegmentTokens(pattern, ends_segment), pattern, text);
  }
}

// Both kinds of wildcard in one pattern, in either order.
void CheckMixed(absl::string_view pattern, absl::string_view text) {
  size_t half = 0;
  while (half < pattern.size() / 2) DecodeUtf8(pattern, &half);
  for (const bool bounded_first : {false, true}) {
    std::vector<GlobPiece> pieces;
    std::vector<Token> tokens = Tokens(pattern.substr(0, half), bounded_first);
    const std::vector<Token> rest =
        Tokens(pattern.substr(half), !bounded_first);
    tokens.insert(tokens.end(), rest.begin(), rest.end());
    AppendGlobPieces(
        pattern.substr(0, half),
        bounded_first ? GlobScope::kSegment : GlobScope::kWholeText, &pieces);
    AppendGlobPieces(
        pattern.substr(half),
        bounded_first ? GlobScope::kWholeText : GlobScope::kSegment, &pieces);
    CheckPieces(pieces, tokens, pattern, text);
  }
}

// Many patterns at once: what `pattern` begins and ends with, each with every
// reading of its wildcards, and once more with a variable instead of a literal.
void CheckTrie(absl::string_view pattern, absl::string_view text) {
  std::vector<std::vector<GlobPiece>> rows;
  for (const size_t part : {0u, 1u, 2u, 3u}) {
    size_t begin = 0;
    size_t end = 0;
    while (end < pattern.size() - pattern.size() * part / 4) {
      DecodeUtf8(pattern, &end);
    }
    while (part == 3 && begin < end / 2) DecodeUtf8(pattern, &begin);
    const absl::string_view piece = pattern.substr(begin, end - begin);
    AppendGlobPieces(piece, GlobScope::kWholeText, &rows.emplace_back());
    AppendGlobPieces(piece, GlobScope::kSegment, &rows.emplace_back());
    AppendSegmentPieces(piece, /*ends_segment=*/true, &rows.emplace_back());
  }
  std::vector<absl::string_view> values;
  PatternTrieBuilder builder;
  std::vector<bool> expected;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto id = static_cast<uint32_t>(i);
    expected.push_back(MatchGlob(rows[i], text));
    builder.Add(rows[i], 2 * id);
    for (GlobPiece& piece : rows[i]) {
      if (piece.kind != GlobPieceKind::kLiteral) continue;
      values.push_back(piece.literal());
      piece = GlobPiece::Variable(static_cast<uint32_t>(values.size() - 1));
      break;
    }
    builder.Add(rows[i], 2 * id + 1);
  }
  std::vector<bool> found(2 * rows.size());
  std::move(builder).Build().Match(
      text,
      [&](uint32_t variable) { return std::make_optional(values[variable]); },
      [&](uint32_t id) {
        found[id] = true;
        return true;
      });
  for (size_t i = 0; i < rows.size(); ++i) {
    FUZZ_CHECK(found[2 * i] == expected[i]);
    FUZZ_CHECK(found[2 * i + 1] == expected[i]);
  }
}

// The input over and over: whatever the pattern, time is a product of lengths.
void CheckTime(absl::string_view pattern, absl::string_view text) {
  constexpr size_t kLength = 2000;
  constexpr std::clock_t kMaxSeconds = 1;
  if (pattern.empty() || text.empty()) return;
  std::string long_pattern, long_text;
  while (long_pattern.size() < kLength)
    long_pattern.append(pattern.data(), pattern.size());
  while (long_text.size() < kLength) long_text.append(text.data(), text.size());
  for (const bool bounded : {false, true}) {
    std::vector<GlobPiece> pieces;
    if (bounded) {
      AppendSegmentPieces(long_pattern, /*ends_segment=*/true, &pieces);
    } else {
      AppendGlobPieces(long_pattern, GlobScope::kWholeText, &pieces);
    }
    const std::clock_t begin = std::clock();
    MatchGlob(pieces, long_text);
    FUZZ_CHECK(std::clock() - begin < kMaxSeconds * CLOCKS_PER_SEC);
  }
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam::fuzz;  // NOLINT: the whole file is one target
  const std::string input = ToUtf8(AsText(data, size));
  absl::string_view text = input;
  const absl::string_view pattern = TakeLine(&text);
  if (pattern.size() > kMaxPattern || text.size() > kMaxText) return 0;
  CheckAgreement(pattern, text);
  CheckMixed(pattern, text);
  CheckTrie(pattern, text);
  if (size % 32 == 0) CheckTime(pattern, text);  // costly
  return 0;
}
