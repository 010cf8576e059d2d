#ifndef IAM_BENCH_SMALL_WORLD_H_
#define IAM_BENCH_SMALL_WORLD_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "bench/workload.h"

namespace iam::bench {

// A workload of our own, for where those of shared/bench are not at hand: users
// in groups, permissions boundaries, SCPs on three levels, bucket policies, and
// a stream of requests of which most are aimed at a statement. The same name
// gives the same workload always.
//
// `name` is "S", "M", "L", "M10" or "M100", of about the size that shared/bench
// means by it; of another name there are no requests.
Workload MakeSmallWorkload(absl::string_view name, size_t most_requests);

// One user with one policy, of which two statements match the requests and
// `others` do not, for one of the reasons in `shape`: "actions" (other actions
// of the service), "resources" (the same action elsewhere), "services".
Workload MakeOnePolicyWorkload(absl::string_view shape, size_t others,
                               size_t most_requests);

}  // namespace iam::bench

#endif  // IAM_BENCH_SMALL_WORLD_H_
