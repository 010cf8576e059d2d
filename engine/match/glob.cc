// What stands before the first run is held against the front of the text, what
// stands behind the last one against its back; most globs are done then.
//
// Between two free runs ('*') the first place where the pieces match is as good
// as any, since the second run can take whatever lies between that and a later
// one. If the pieces are one literal, that place is found by searching.
// Otherwise all places that each piece can end at are kept in a PositionSet.
// The same holds for the runs that may not take a colon, as long as none of
// them stands behind a free one: any colon's place is fixed then.
#include "engine/match/glob.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "engine/match/position_set.h"
#include "engine/match/search.h"

namespace iam {
namespace {

using Pieces = absl::Span<const GlobPiece>;

bool IsRun(GlobPieceKind kind) {
  return kind == GlobPieceKind::kAnyRun || kind == GlobPieceKind::kRunInSegment;
}

// Take a piece that is no run off an end of *text. False: it is not there.
bool TakeFront(const GlobPiece& piece, absl::string_view* text) {
  switch (piece.kind) {
    case GlobPieceKind::kLiteral:
      if (!absl::StartsWith(*text, piece.literal())) return false;
      text->remove_prefix(piece.size);
      return true;
    case GlobPieceKind::kOneInSegment:
    case GlobPieceKind::kAnyCharacter:
      if (text->empty() || (piece.kind == GlobPieceKind::kOneInSegment &&
                            text->front() == ':')) {
        return false;
      }
      text->remove_prefix(NextCharacter(*text, 0));
      return true;
    default:
      return false;
  }
}

bool TakeBack(const GlobPiece& piece, absl::string_view* text) {
  switch (piece.kind) {
    case GlobPieceKind::kLiteral:
      if (!absl::EndsWith(*text, piece.literal())) return false;
      text->remove_suffix(piece.size);
      return true;
    case GlobPieceKind::kOneInSegment:
    case GlobPieceKind::kAnyCharacter: {
      if (text->empty() ||
          (piece.kind == GlobPieceKind::kOneInSegment && text->back() == ':')) {
        return false;
      }
      size_t at = text->size() - 1;
      while (at > 0 && IsContinuation(*text, at)) --at;
      text->remove_suffix(text->size() - at);
      return true;
    }
    default:
      return false;
  }
}

bool AllLiterals(Pieces pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const GlobPiece& piece) {
    return piece.kind == GlobPieceKind::kLiteral;
  });
}

// How many pieces stand before the first run.
size_t CountBeforeRun(Pieces pieces) {
  size_t count = 0;
  while (count < pieces.size() && !IsRun(pieces[count].kind)) ++count;
  return count;
}

// Matches a row of pieces with a run at either end.
class RunMatcher {
 public:
  explicit RunMatcher(absl::string_view text) : text_(text) {}

  bool Match(Pieces pieces) {
    bool behind_free_run = false;
    while (!pieces.empty()) {
      if (behind_free_run && pieces.size() > 1 &&
          pieces[0].kind == GlobPieceKind::kLiteral &&
          pieces[1].kind == kAnyRun) {  // by far the most frequent
        at_ = FindLiteral(text_, at_, pieces[0].literal());
        if (at_ == absl::string_view::npos) return false;
        at_ += pieces[0].size;
        pieces.remove_prefix(2);
        continue;
      }
      size_t size = 0;
      while (size < pieces.size() && pieces[size].kind != kAnyRun) ++size;
      const bool last = size == pieces.size();
      const Pieces stretch = pieces.subspan(0, size);
      if (!(behind_free_run ? FindStretch(stretch, last)
                            : TakeStretch(stretch, last))) {
        return false;
      }
      behind_free_run = true;
      pieces.remove_prefix(last ? size : size + 1);
    }
    return true;
  }

 private:
  static constexpr GlobPieceKind kAnyRun = GlobPieceKind::kAnyRun;
  enum class Search { kFound, kNotFound, kGivenUp };

  // The pieces between two free runs, or behind the last one: moves at_ behind
  // the first place that has them, or to the text's end if they have to reach
  // it.
  bool FindStretch(Pieces stretch, bool to_end) {
    while (!stretch.empty() &&
           stretch.front().kind == GlobPieceKind::kAnyCharacter) {
      if (at_ == text_.size()) return false;
      at_ = NextCharacter(text_, at_);
      stretch.remove_prefix(1);
    }
    if (stretch.empty()) return true;
    if (CountBeforeRun(stretch) == stretch.size()) {
      const Search search = FindBlock(stretch, text_.size());
      if (search != Search::kGivenUp) return search == Search::kFound;
    }
    Places().SetFrom(at_);
    return TakeAllPlaces(stretch, to_end);
  }

  // The same for the pieces before the first free run, which begin at at_ with
  // a run in a segment.
  bool TakeStretch(Pieces stretch, bool to_end) {
    while (!stretch.empty()) {
      const Pieces behind = stretch.subspan(1);
      const Pieces block = behind.subspan(0, CountBeforeRun(behind));
      if (block.empty()) {
        if (behind.empty()) return !to_end || NextColon() == text_.size();
        stretch.remove_prefix(1);
        continue;
      }
      // The first place of a block may be as good as any here too.
      Search search = Search::kGivenUp;
      if (AllLiterals(block) || block.size() == behind.size()) {
        search = FindBlock(block, NextColon());
      }
      if (search == Search::kNotFound) return false;
      if (search == Search::kGivenUp) {
        Places().SetOnly(at_);
        return TakeAllPlaces(stretch, to_end);
      }
      stretch.remove_prefix(1 + block.size());
    }
    return true;
  }

  // Moves at_ behind the first place, not behind `last_begin`, where a block of
  // pieces without runs begins. Gives up where that needs many tries.
  Search FindBlock(Pieces block, size_t last_begin) {
    constexpr size_t kMaxPieces = 64;
    if (block[0].kind != GlobPieceKind::kLiteral) return Search::kGivenUp;
    const absl::string_view literal = block[0].literal();
    const absl::string_view head =
        text_.substr(0, std::min(text_.size(), last_begin + literal.size()));
    block.remove_prefix(1);
    size_t begin = at_;
    for (size_t seen = 0; seen < kMaxPieces; ++begin) {
      begin = FindLiteral(head, begin, literal);
      if (begin == absl::string_view::npos) return Search::kNotFound;
      absl::string_view rest = text_.substr(begin + literal.size());
      size_t taken = 0;
      while (taken < block.size() && TakeFront(block[taken], &rest)) ++taken;
      if (taken == block.size()) {
        at_ = text_.size() - rest.size();
        return Search::kFound;
      }
      seen += taken + 8;
    }
    return Search::kGivenUp;
  }

  bool TakeAllPlaces(Pieces stretch, bool to_end) {
    PositionSet& places = *places_;
    for (size_t i = 0; i < stretch.size(); ++i) {
      switch (stretch[i].kind) {
        case GlobPieceKind::kLiteral:
          places.TakeLiteral(stretch[i].literal());
          break;
        case GlobPieceKind::kAnyCharacter: {
          size_t count = 1;
          while (i + 1 < stretch.size() &&
                 stretch[i + 1].kind == GlobPieceKind::kAnyCharacter) {
            ++count;
            ++i;
          }
          places.TakeCharacters(count);
          break;
        }
        case GlobPieceKind::kOneInSegment:
          places.TakeOneInSegment();
          break;
        case GlobPieceKind::kRunInSegment:
          places.RunInSegment();
          break;
        default:
          return false;
      }
    }
    if (to_end) return places.Contains(text_.size());
    at_ = places.First();
    return at_ != PositionSet::kNone;
  }

  PositionSet& Places() {
    if (!places_.has_value()) places_.emplace(text_);
    return *places_;
  }

  // Where the first colon at or behind at_ stands, or the text ends.
  size_t NextColon() {
    if (!colon_.has_value() || *colon_ < at_) {
      colon_ = std::min(text_.find(':', at_), text_.size());
    }
    return *colon_;
  }

  const absl::string_view text_;
  size_t at_ = 0;
  std::optional<size_t> colon_;
  std::optional<PositionSet> places_;
};

// Literals that lie side by side in memory become one.
void AppendLiteral(absl::string_view literal, std::vector<GlobPiece>* pieces) {
  if (!pieces->empty() && pieces->back().kind == GlobPieceKind::kLiteral) {
    GlobPiece& last = pieces->back();
    if (last.data + last.size == literal.data()) {
      last = {GlobPieceKind::kLiteral,
              absl::string_view(last.data, last.size + literal.size())};
      return;
    }
  }
  pieces->push_back({GlobPieceKind::kLiteral, literal});
}

// Where the first wildcard stands; the pattern's size if there is none.
size_t FindWildcard(absl::string_view pattern) {
  size_t at = 0;
  while (at < pattern.size() && pattern[at] != '*' && pattern[at] != '?') ++at;
  return at;
}

}  // namespace

bool MatchGlob(absl::Span<const GlobPiece> pieces, absl::string_view text) {
  while (!pieces.empty() && !IsRun(pieces.front().kind)) {
    if (!TakeFront(pieces.front(), &text)) return false;
    pieces.remove_prefix(1);
  }
  if (pieces.empty()) return text.empty();
  while (!IsRun(pieces.back().kind)) {
    if (!TakeBack(pieces.back(), &text)) return false;
    pieces.remove_suffix(1);
  }
  if (pieces.size() == 1) {
    return pieces[0].kind == GlobPieceKind::kAnyRun ||
           !absl::StrContains(text, ':');
  }
  return RunMatcher(text).Match(pieces);
}

void AppendGlobPieces(absl::string_view pattern, GlobScope scope,
                      std::vector<GlobPiece>* pieces) {
  const bool bounded = scope == GlobScope::kSegment;
  const GlobPieceKind run =
      bounded ? GlobPieceKind::kRunInSegment : GlobPieceKind::kAnyRun;
  const GlobPieceKind one =
      bounded ? GlobPieceKind::kOneInSegment : GlobPieceKind::kAnyCharacter;
  // A variable may stand between what was there before and this.
  const size_t before = pieces->size();
  while (!pattern.empty()) {
    const size_t wild = FindWildcard(pattern);
    if (wild > 0) {
      AppendLiteral(pattern.substr(0, wild), pieces);
      pattern.remove_prefix(wild);
      continue;
    }
    const GlobPieceKind kind = pattern[0] == '?' ? one : run;
    pattern.remove_prefix(1);
    const bool again =
        kind == run && pieces->size() > before && pieces->back().kind == run;
    if (again) continue;
    pieces->push_back({kind, {}});
  }
}

void AppendSegmentPieces(absl::string_view pattern, bool ends_segment,
                         std::vector<GlobPiece>* pieces) {
  while (true) {
    // What stands before a wildcard needs no cutting.
    const size_t wild = FindWildcard(pattern);
    if (wild > 0) AppendLiteral(pattern.substr(0, wild), pieces);
    pattern.remove_prefix(wild);
    if (pattern.empty()) return;
    const size_t colon = pattern.find(':');
    const bool last = colon == absl::string_view::npos;
    absl::string_view segment = pattern.substr(0, colon);
    const bool free_end =
        (!last || ends_segment) && !segment.empty() && segment.back() == '*';
    if (free_end) segment.remove_suffix(1);
    AppendGlobPieces(segment, GlobScope::kSegment, pieces);
    if (free_end) pieces->push_back({GlobPieceKind::kAnyRun, {}});
    if (last) return;
    pattern.remove_prefix(colon);
  }
}

}  // namespace iam
