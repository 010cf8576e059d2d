#include "engine/text/arena.h"

#include <algorithm>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace iam {
namespace {

constexpr size_t kHugePage = size_t{1} << 21;
// Smaller chunks need not begin a page of that size.
constexpr std::align_val_t kSmallAlignment{__STDCPP_DEFAULT_NEW_ALIGNMENT__};

}  // namespace

void Arena::Free::operator()(void* memory) const {
  ::operator delete(memory, alignment);
}

void Arena::AddChunk(size_t least) {
  size_t size = std::max(least, next_chunk_);
  if (size >= kHugePage) size = (size + kHugePage - 1) & ~(kHugePage - 1);
  const std::align_val_t alignment =
      size >= kHugePage ? std::align_val_t{kHugePage} : kSmallAlignment;
  void* const chunk = ::operator new(size, alignment);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Advice: where it is not taken, pages are of the ordinary size.
  if (size >= kHugePage) (void)madvise(chunk, size, MADV_HUGEPAGE);
#endif
  chunks_.emplace_back(chunk, Free{alignment});
  at_ = static_cast<char*>(chunk);
  left_ = size;
  next_chunk_ = std::max(next_chunk_, std::min(2 * size, kHugePage));
}

}  // namespace iam
