// Matching walks pattern and text once and remembers where the last run ('*')
// began: on a mismatch that run takes one character more. Going back to an
// earlier run never helps, since the later one can take whatever the earlier
// one could have given it. That holds for runs that may not take a colon too,
// as long as none of them stands behind one that may: between two colon-free
// runs any colon's place is fixed. Patterns with a bounded run behind a free
// one (rare: "arn:*:x*y:…") are matched by keeping the set of all positions
// reached, which costs the same product of lengths, and never more.
#include "engine/match/glob.h"

#include <algorithm>
#include <cstring>

#include "absl/container/inlined_vector.h"

namespace iam {
namespace {

// The length of the UTF-8 character at text[at]. Texts were validated when
// read; a stray byte counts as a character of its own.
size_t CharacterLength(absl::string_view text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80)
    ++end;
  return end - at;
}

bool IsRun(GlobPieceKind kind) {
  return kind == GlobPieceKind::kAnyRun || kind == GlobPieceKind::kRunInSegment;
}

bool HasBoundedRunBehindFreeOne(absl::Span<const GlobPiece> pieces) {
  bool free = false;
  for (const GlobPiece& piece : pieces) {
    if (piece.kind == GlobPieceKind::kAnyRun) free = true;
    if (piece.kind == GlobPieceKind::kRunInSegment && free) return true;
  }
  return false;
}

// The number of bytes that a piece other than a run takes at text[at], or npos.
size_t Take(const GlobPiece& piece, absl::string_view text, size_t at) {
  if (piece.kind == GlobPieceKind::kLiteral) {
    const size_t size = piece.literal.size();
    if (text.size() - at < size) return absl::string_view::npos;
    return std::memcmp(text.data() + at, piece.literal.data(), size) == 0
               ? size
               : absl::string_view::npos;
  }
  if (at == text.size()) return absl::string_view::npos;
  if (piece.kind == GlobPieceKind::kOneInSegment && text[at] == ':')
    return absl::string_view::npos;
  return CharacterLength(text, at);
}

bool MatchGreedily(absl::Span<const GlobPiece> pieces, absl::string_view text) {
  size_t piece = 0;
  size_t at = 0;
  size_t run = pieces.size();  // the last run seen, if < size
  size_t run_end = 0;          // where the text behind that run begins
  while (true) {
    if (piece == pieces.size() && at == text.size()) return true;
    if (piece < pieces.size()) {
      if (IsRun(pieces[piece].kind)) {
        run = piece++;
        run_end = at;
        if (piece == pieces.size() &&
            pieces[run].kind == GlobPieceKind::kAnyRun) {
          return true;
        }
        continue;
      }
      const size_t taken = Take(pieces[piece], text, at);
      if (taken != absl::string_view::npos) {
        at += taken;
        ++piece;
        continue;
      }
    }
    // Mismatch, or text left over: the last run takes one character more.
    if (run == pieces.size() || run_end == text.size()) return false;
    if (pieces[run].kind == GlobPieceKind::kRunInSegment &&
        text[run_end] == ':') {
      return false;
    }
    run_end += CharacterLength(text, run_end);
    if (run + 1 < pieces.size() &&
        pieces[run + 1].kind == GlobPieceKind::kLiteral &&
        pieces[run].kind == GlobPieceKind::kAnyRun) {
      // Jump to where the literal behind the run can begin at all.
      const void* next =
          std::memchr(text.data() + run_end, pieces[run + 1].literal[0],
                      text.size() - run_end);
      if (next == nullptr) return false;
      run_end =
          static_cast<size_t>(static_cast<const char*>(next) - text.data());
    }
    at = run_end;
    piece = run + 1;
  }
}

// Keeps for each place in the text whether the pieces so far can end there.
bool MatchAllPositions(absl::Span<const GlobPiece> pieces,
                       absl::string_view text) {
  absl::InlinedVector<char, 512> reached(text.size() + 1, 0);
  absl::InlinedVector<char, 512> next(text.size() + 1, 0);
  reached[0] = 1;
  for (const GlobPiece& piece : pieces) {
    std::fill(next.begin(), next.end(), 0);
    bool running = false;
    for (size_t at = 0; at <= text.size(); ++at) {
      if (IsRun(piece.kind)) {
        if (at > 0 && piece.kind == GlobPieceKind::kRunInSegment &&
            text[at - 1] == ':') {
          running = false;
        }
        running = running || reached[at];
        next[at] = running;
      } else if (reached[at]) {
        const size_t taken = Take(piece, text, at);
        if (taken != absl::string_view::npos) next[at + taken] = 1;
      }
    }
    reached.swap(next);
  }
  return reached[text.size()] != 0;
}

// Literals that lie side by side in memory become one.
void AppendLiteral(absl::string_view literal, std::vector<GlobPiece>* pieces) {
  if (!pieces->empty() && pieces->back().kind == GlobPieceKind::kLiteral) {
    absl::string_view& last = pieces->back().literal;
    if (last.data() + last.size() == literal.data()) {
      last = absl::string_view(last.data(), last.size() + literal.size());
      return;
    }
  }
  pieces->push_back({GlobPieceKind::kLiteral, literal});
}

}  // namespace

bool MatchGlob(absl::Span<const GlobPiece> pieces, absl::string_view text) {
  return HasBoundedRunBehindFreeOne(pieces) ? MatchAllPositions(pieces, text)
                                            : MatchGreedily(pieces, text);
}

void AppendGlobPieces(absl::string_view pattern, GlobScope scope,
                      std::vector<GlobPiece>* pieces) {
  const bool bounded = scope == GlobScope::kSegment;
  const GlobPieceKind run =
      bounded ? GlobPieceKind::kRunInSegment : GlobPieceKind::kAnyRun;
  const GlobPieceKind one =
      bounded ? GlobPieceKind::kOneInSegment : GlobPieceKind::kAnyCharacter;
  while (!pattern.empty()) {
    const size_t wild = std::min(pattern.find_first_of("*?"), pattern.size());
    if (wild > 0) {
      AppendLiteral(pattern.substr(0, wild), pieces);
      pattern.remove_prefix(wild);
      continue;
    }
    const GlobPieceKind kind = pattern[0] == '?' ? one : run;
    pattern.remove_prefix(1);
    if (!pieces->empty() && kind == run && pieces->back().kind == run) continue;
    pieces->push_back({kind, {}});
  }
}

void AppendSegmentPieces(absl::string_view pattern, bool ends_segment,
                         std::vector<GlobPiece>* pieces) {
  while (true) {
    const size_t colon = pattern.find(':');
    const bool last = colon == absl::string_view::npos;
    absl::string_view segment = pattern.substr(0, colon);
    const bool free_end =
        (!last || ends_segment) && !segment.empty() && segment.back() == '*';
    if (free_end) segment.remove_suffix(1);
    AppendGlobPieces(segment, GlobScope::kSegment, pieces);
    if (free_end) pieces->push_back({GlobPieceKind::kAnyRun, {}});
    if (last) return;
    AppendLiteral(pattern.substr(colon, 1), pieces);
    pattern.remove_prefix(colon + 1);
  }
}

}  // namespace iam
