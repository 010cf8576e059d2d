#ifndef IAM_TEXT_ARENA_H_
#define IAM_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iam {

// An Arena holds many small things that live and die together, in few large
// pieces of memory. Things in it never move and are never destroyed one by one,
// so they must not need destroying.
//
// Where it holds megabytes, the system is asked for huge pages, if it has them:
// to be given an ordinary page takes longer than to fill it, and later, to find
// out where it lies takes as long as to load from it.
//
//   Arena arena(/*first_chunk=*/4096);
//   PolicyString* entries = arena.Allocate<PolicyString>(list.size());
//
// Movable; what it holds stays where it is.
class Arena {
 public:
  // The first piece of memory is of `first_chunk` bytes, those after it larger,
  // up to a huge page's size. None is taken before it is needed.
  explicit Arena(size_t first_chunk) : next_chunk_(first_chunk) {}

  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  // Room for `count` values, not initialized.
  template <typename T>
  T* Allocate(size_t count) ABSL_ATTRIBUTE_LIFETIME_BOUND {
    static_assert(std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= kAlignment);
    return static_cast<T*>(AllocateBytes(count * sizeof(T)));
  }

  // Copies of values, and of a text.
  template <typename T>
  absl::Span<T> Copy(absl::Span<const T> values) ABSL_ATTRIBUTE_LIFETIME_BOUND {
    T* const copy = Allocate<T>(values.size());
    std::uninitialized_copy(values.begin(), values.end(), copy);
    return absl::MakeSpan(copy, values.size());
  }
  absl::string_view Copy(absl::string_view text) ABSL_ATTRIBUTE_LIFETIME_BOUND {
    char* const copy = Allocate<char>(text.size());
    std::copy(text.begin(), text.end(), copy);
    return {copy, text.size()};
  }

 private:
  static constexpr size_t kAlignment = 8;

  struct Free {
    std::align_val_t alignment{};
    void operator()(void* memory) const;
  };

  void* AllocateBytes(size_t bytes) {
    bytes = (bytes + kAlignment - 1) & ~(kAlignment - 1);
    if (bytes > left_) AddChunk(bytes);
    char* const result = at_;
    at_ += bytes;
    left_ -= bytes;
    return result;
  }

  void AddChunk(size_t least);

  std::vector<std::unique_ptr<void, Free>> chunks_;
  char* at_ = nullptr;  // in the last chunk
  size_t left_ = 0;     // bytes behind it
  size_t next_chunk_;
};

}  // namespace iam

#endif  // IAM_TEXT_ARENA_H_
