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
};

struct GlobPiece {
  GlobPieceKind kind = GlobPieceKind::kLiteral;
  absl::string_view literal;  // kLiteral only; not empty
};

// True if the pieces, in order, cover all of `text`. `text` is never a pattern
// itself. O(pieces * text) at worst, whatever the pieces: see the .cc.
bool MatchGlob(absl::Span<const GlobPiece> pieces, absl::string_view text);

// Whether wildcards may take a colon.
enum class GlobScope { kWholeText, kSegment };

// Cuts '*' and '?' out of `pattern` and appends the pieces, which point into
// it. Neighbouring runs become one.
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
