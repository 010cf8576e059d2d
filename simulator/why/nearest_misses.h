#ifndef IAM_SIMULATOR_WHY_NEAREST_MISSES_H_
#define IAM_SIMULATOR_WHY_NEAREST_MISSES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "iam/explanation.h"
#include "iam/request.h"

namespace iam {

// A part of a statement that the request failed on, with wanted and got.
struct PartMiss {
  StatementPart part = StatementPart::kAction;
  std::string element;  // "NotAction", "Condition StringEquals aws:username"
  // True for NotAction, NotResource and operators with "Not": whatever is not
  // listed would do.
  bool excluded = false;
  std::vector<std::string> wanted;  // as written; the nearest first
  std::vector<std::string> got;     // empty: the request lacks the key
  // Of a resource: how many bytes of what was got are as the nearest pattern
  // wants them.
  size_t same = 0;
  uint32_t condition = 0;  // for kCondition: its index
  std::string place;       // "file:line:col"
  Span span;               // of the part, in the statement's source
};

// An Allow that did not apply, and all that it failed on.
struct Miss {
  StatementRef statement;
  std::vector<PartMiss> parts;
};

// The Allow statements of a layer that came nearest, at most `most`: those that
// failed on the fewest parts; of these, those about the action first, then
// those about the resource.
std::vector<Miss> NearestMisses(const LayerStep& layer, const Request& request,
                                size_t most);

// "Condition StringEquals aws:RequestedRegion: wanted 'eu-west-1', got
// 'us-east-1'".
std::string ToString(const PartMiss& miss);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_NEAREST_MISSES_H_
