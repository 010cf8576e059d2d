#include "engine/condition/ip_set.h"

#include <algorithm>

namespace iam {
namespace {

bool IsNext(uint32_t a, uint32_t b) { return a + 1 == b && b != 0; }

bool IsNext(const IpBlock::Address& a, const IpBlock::Address& b) {
  if (b.low != 0) return a.high == b.high && a.low + 1 == b.low;
  return a.low == ~uint64_t{0} && b.high != 0 && a.high + 1 == b.high;
}

template <typename Range>
void SortAndJoin(std::vector<Range>* ranges) {
  std::sort(ranges->begin(), ranges->end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  size_t kept = 0;
  for (const Range& range : *ranges) {
    if (kept > 0) {
      Range& before = (*ranges)[kept - 1];
      if (range.first <= before.last || IsNext(before.last, range.first)) {
        before.last = std::max(before.last, range.last);
        continue;
      }
    }
    (*ranges)[kept++] = range;
  }
  ranges->erase(ranges->begin() + static_cast<std::ptrdiff_t>(kept),
                ranges->end());
  ranges->shrink_to_fit();
}

// Halves the ranges without a branch that could be guessed wrong.
template <typename Range, typename Address>
bool ContainsAddress(const std::vector<Range>& ranges, const Address& address) {
  if (ranges.empty()) return false;
  const Range* base = ranges.data();
  size_t size = ranges.size();
  while (size > 1) {
    const size_t half = size / 2;
    base = base[half].first <= address ? base + half : base;
    size -= half;
  }
  return base->first <= address && address <= base->last;
}

}  // namespace

IpSet::IpSet(absl::Span<const IpBlock> blocks) {
  for (const IpBlock& block : blocks) {
    if (block.is_v6()) {
      v6_.push_back({block.first(), block.last()});
    } else {
      v4_.push_back({static_cast<uint32_t>(block.first().low),
                     static_cast<uint32_t>(block.last().low)});
    }
  }
  SortAndJoin(&v4_);
  SortAndJoin(&v6_);
}

bool IpSet::Contains(const IpBlock& address) const {
  return address.is_v6()
             ? ContainsAddress(v6_, address.first())
             : ContainsAddress(v4_, static_cast<uint32_t>(address.first().low));
}

}  // namespace iam
