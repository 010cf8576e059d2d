#ifndef IAM_MATCH_GLOB_H_
#define IAM_MATCH_GLOB_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iam {

// A glob is a row of pieces. In the first five segments of an ARN some
// wildcards may not take a colon, hence two kinds of each.
enum class GlobPieceKind : uint8_t {
  kLiteral,
  kAnyCharacter,  // '?': one character (not byte) whatever it is
  kOneInSegment,  // '?' that may not be ':'
  kAnyRun,        // '*': any run of characters, also an empty one
  kRunInSegment,  // '*' that may not take a ':'
  kVariable,      // a text that is known when matching: for PatternTrie only
};

struct GlobPiece {
  // NOLINTNEXTLINE: a wildcard is nothing but its kind.
  GlobPiece(GlobPieceKind piece_kind, absl::string_view literal = {})
      : data(literal.data()),
        size(static_cast<uint32_t>(literal.size())),
        kind(piece_kind) {}
  static GlobPiece Variable(uint32_t number) {
    GlobPiece piece(GlobPieceKind::kVariable);
    piece.size = number;
    return piece;
  }

  // kLiteral only; below 4 GiB. Points into the pattern.
  absl::string_view literal() const { return absl::string_view(data, size); }
  // kVariable only.
  uint32_t variable() const { return size; }

  const char* data;
  uint32_t size;
  GlobPieceKind kind;
};
static_assert(sizeof(GlobPiece) <= 16);

// True if the pieces, in order, cover all of `text`. `text` is never a pattern
// itself; both are UTF-8. With literals and free runs only, O(pieces + text).
// Else O(pieces * text / 64) at worst, whatever the pieces. Allocates only if a
// wildcard of one of the other kinds stands between two runs and `text` is
// longer than 2 KiB. A variable matches nothing.
bool MatchGlob(absl::Span<const GlobPiece> pieces, absl::string_view text);

// Whether wildcards may take a colon.
enum class GlobScope { kWholeText, kSegment };

// Cuts '*' and '?' out of `pattern` and appends the pieces, which point into
// it. Neighbouring runs of one pattern become one.
void AppendGlobPieces(absl::string_view pattern, GlobScope scope,
                      std::vector<GlobPiece>* pieces);

// The same for the first five segments of an ARN: '?' and '*' stay inside
// their segment, except a '*' that is the last character of its segment
// (`ends_segment` tells for one at the end of `pattern`). IAM User Guide,
// "IAM JSON policy elements: Resource".
void AppendSegmentPieces(absl::string_view pattern, bool ends_segment,
                         std::vector<GlobPiece>* pieces);

}  // namespace iam

#endif  // IAM_MATCH_GLOB_H_
