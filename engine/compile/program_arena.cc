#include "engine/compile/program_arena.h"

#include <algorithm>
#include <cstdint>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace iam {
namespace {

constexpr size_t kHugePage = size_t{1} << 21;
// Small chunks need not begin a page of that size.
constexpr std::align_val_t kSmallAlignment{64};

}  // namespace

void ProgramArena::Free::operator()(void* memory) const {
  ::operator delete(memory, alignment);
}

void* ProgramArena::Allocate(size_t bytes) {
  bytes = (bytes + sizeof(uint64_t) - 1) & ~(sizeof(uint64_t) - 1);
  if (bytes > left_) AddChunk(bytes);
  char* const result = at_;
  at_ += bytes;
  left_ -= bytes;
  return result;
}

void ProgramArena::AddChunk(size_t least) {
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
  next_chunk_ = std::min(2 * size, kHugePage);
}

}  // namespace iam
