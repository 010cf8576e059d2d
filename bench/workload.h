#ifndef IAM_BENCH_WORKLOAD_H_
#define IAM_BENCH_WORKLOAD_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/request.h"
#include "iam/source.h"
#include "iam/world.h"

namespace iam::bench {

// A Workload is a world as texts and a stream of requests to it, made from
// strings once and kept: longer than any cache, so that their strings are cold
// when their turn comes.
struct Workload {
  // As read: names and contents, in the order they are added.
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<Request> requests;

  size_t text_bytes() const;
};

// The workload of that name: "S", "M", "L" and "P" of shared/bench, "M10" and
// "M100", which are M with ten and a hundred times as much around it. Read from
// $IAM_BENCH_WORLDS/<name>; made by small_world.h where that is not set (but
// for P, which has no requests then). Ends the program if it cannot be read.
Workload GetWorkload(absl::string_view name, size_t most_requests);

// True if the workloads are those of shared/bench.
bool HasSharedWorlds();

// With IAM_BENCH_QUICK set: fewer requests and fewer passes, for a first look.
bool Quick();
// The length of a stream: 200,000, or fewer if Quick().
size_t StreamLength();

std::vector<SourcePtr> SourcesOf(const Workload& workload);

// Ends the program if the world is refused.
World BuildWorld(const std::vector<SourcePtr>& sources);

// Says what is wrong and ends the program: a benchmark has nobody to answer to.
[[noreturn]] void Fail(absl::string_view message);

}  // namespace iam::bench

#endif  // IAM_BENCH_WORKLOAD_H_
