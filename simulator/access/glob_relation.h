#ifndef IAM_SIMULATOR_ACCESS_GLOB_RELATION_H_
#define IAM_SIMULATOR_ACCESS_GLOB_RELATION_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/match/glob.h"

namespace iam {

// One character or wildcard of a pattern that is compared with other patterns
// rather than with texts.
struct GlobSymbol {
  enum class Kind : uint8_t {
    kCharacter,
    kOne,           // '?'
    kOneInSegment,  // '?' that may not be ':'
    kRun,           // '*'
    kRunInSegment,  // '*' that may not take a ':'
    kVariable,      // a text that is not known
  };
  Kind kind = Kind::kCharacter;
  uint32_t value = 0;  // the code point, or the variable's number

  friend bool operator==(const GlobSymbol&, const GlobSymbol&) = default;
};
using GlobSymbols = std::vector<GlobSymbol>;

// The symbols of a glob's pieces. Variables keep their numbers.
GlobSymbols SymbolsOf(absl::Span<const GlobPiece> pieces);

// Whether every text that `inner` matches is matched by `outer`. True only if
// that is sure: a wildcard of `inner` has to be taken by a wildcard of `outer`,
// a variable by a run or by the same variable. O(outer * inner).
bool Contains(const GlobSymbols& outer, const GlobSymbols& inner);

// Whether there is a text that both match. False only if that is sure: a
// variable may stand for anything. O(a * b).
bool Overlaps(const GlobSymbols& a, const GlobSymbols& b);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_GLOB_RELATION_H_
