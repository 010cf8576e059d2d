#ifndef IAM_TEXT_ARENA_H_
#define IAM_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <memory>
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
//   Arena arena(/*first_chunk=*/4096);
//   PolicyString* entries = arena.Allocate<PolicyString>(list.size());
//
// Movable; what it holds stays where it is.
class Arena {
 public:
  // The first piece of memory is of `first_chunk` bytes, those after it larger.
  // None is taken before it is needed.
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
  static constexpr size_t kMaxChunk = size_t{1} << 20;

  void* AllocateBytes(size_t bytes) {
    bytes = (bytes + kAlignment - 1) & ~(kAlignment - 1);
    if (bytes > left_) AddChunk(bytes);
    char* const result = at_;
    at_ += bytes;
    left_ -= bytes;
    return result;
  }

  void AddChunk(size_t least) {
    const size_t size = std::max(least, next_chunk_);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    at_ = chunks_.back().get();
    left_ = size;
    next_chunk_ = std::max(next_chunk_, std::min(2 * size, kMaxChunk));
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* at_ = nullptr;  // in the last chunk
  size_t left_ = 0;     // bytes behind it
  size_t next_chunk_;
};

}  // namespace iam

#endif  // IAM_TEXT_ARENA_H_
