#ifndef IAM_COMPILE_PROGRAM_ARENA_H_
#define IAM_COMPILE_PROGRAM_ARENA_H_

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace iam {

// A ProgramArena holds the programs of a world side by side. In a large world
// each decision reads some that are nowhere near the last one's, so the system
// is asked for huge pages where it has them: finding out where an ordinary page
// lies costs as much as loading from it.
//
// What it holds never moves and is freed with it.
class ProgramArena {
 public:
  ProgramArena() = default;
  ProgramArena(const ProgramArena&) = delete;
  ProgramArena& operator=(const ProgramArena&) = delete;

  // Room for so many bytes, aligned for 64-bit words, not initialized.
  void* Allocate(size_t bytes);

 private:
  struct Free {
    std::align_val_t alignment{};
    void operator()(void* memory) const;
  };

  void AddChunk(size_t least);

  std::vector<std::unique_ptr<void, Free>> chunks_;
  char* at_ = nullptr;  // in the last chunk
  size_t left_ = 0;     // bytes behind it
  size_t next_chunk_ = 4096;
};

}  // namespace iam

#endif  // IAM_COMPILE_PROGRAM_ARENA_H_
