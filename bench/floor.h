#ifndef IAM_BENCH_FLOOR_H_
#define IAM_BENCH_FLOOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bench/workload.h"
#include "iam/request.h"
#include "iam/world.h"

namespace iam::bench {

// The floor below every evaluator of a stream of requests: hash and look up the
// principal, the action and the resource, then follow the loads that nobody can
// avoid (principal → a list → a document), and nothing else. What an engine
// costs as a multiple of it survives a change of machine.
//
// Immutable, hence safe to share between threads.
class Floor {
 public:
  // With tables as large as the world's: filled up with names that no request
  // asks for.
  Floor(const std::vector<Request>& requests, const World::Counts& counts);

  // Something that depends on every load.
  uint64_t Visit(const Request& request) const;

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};

  // Open addressing, half full at most; names lie behind each other.
  class Table {
   public:
    explicit Table(size_t most);
    // The entry's number, a new one if the name is new.
    uint32_t Add(absl::string_view name);
    // kNone if there is none.
    uint32_t Find(absl::string_view name) const;
    size_t size() const { return entries_.size(); }

   private:
    struct Slot {
      uint32_t hash = 0;
      uint32_t entry = kNone;
    };
    struct Entry {
      uint32_t begin = 0;
      uint32_t length = 0;
    };
    std::vector<Slot> slots_;  // a power of two
    std::vector<Entry> entries_;
    std::string names_;
  };

  // One cache line.
  struct alignas(64) Block {
    uint64_t next = 0;
    uint64_t data[7] = {};
  };

  static absl::string_view PrincipalKey(absl::string_view principal);
  static absl::string_view ResourceKey(absl::string_view resource);

  Table principals_;
  Table actions_;
  Table resources_;
  std::vector<Block> principal_blocks_;  // -> lists_
  std::vector<Block> lists_;             // -> documents_
  std::vector<Block> documents_;
};

}  // namespace iam::bench

#endif  // IAM_BENCH_FLOOR_H_
