#ifndef IAM_MATCH_PREFETCH_H_
#define IAM_MATCH_PREFETCH_H_

#include <cstddef>

namespace iam {

// Has the processor load some bytes while it does something else. They need not
// be there. A decision that finds nothing in the caches waits for memory most
// of its time, so all that can be known to be needed is asked for early.
inline void Prefetch(const void* from, size_t bytes) {
#if defined(__GNUC__)
  constexpr size_t kLine = 64;
  const char* const begin = static_cast<const char*>(from);
  for (size_t i = 0; i < bytes; i += kLine) __builtin_prefetch(begin + i);
#endif
}

}  // namespace iam

#endif  // IAM_MATCH_PREFETCH_H_
