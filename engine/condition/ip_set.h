#ifndef IAM_CONDITION_IP_SET_H_
#define IAM_CONDITION_IP_SET_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/condition/values.h"

namespace iam {

// An IpSet tells whether one of many blocks contains an address. Blocks that
// touch or overlap are kept as one range.
//
// Immutable, hence safe to share between threads.
class IpSet {
 public:
  IpSet() = default;  // of no blocks
  explicit IpSet(absl::Span<const IpBlock> blocks);

  // Whether some block contains `address`, as IpBlock::Contains has it.
  // O(log blocks), without allocation.
  bool Contains(const IpBlock& address) const;

 private:
  // From first to last, both included.
  template <typename Address>
  struct Range {
    Address first;
    Address last;
  };

  // Sorted; no two touch.
  std::vector<Range<uint32_t>> v4_;
  std::vector<Range<IpBlock::Address>> v6_;
};

}  // namespace iam

#endif  // IAM_CONDITION_IP_SET_H_
