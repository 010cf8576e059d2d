#ifndef IAM_SIMULATOR_FOUND_COLLECTOR_H_
#define IAM_SIMULATOR_FOUND_COLLECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/source.h"
#include "simulator/found/found_request.h"

namespace iam {

// The kind of what is no JSON although it looks like it; its reason begins with
// its place.
inline constexpr char kMalformedJson[] = "malformed JSON";

inline constexpr size_t kMaxMalformed = 1000;

// A Collector takes what the readers of this folder find in one input, in
// order. A message that was found before is dropped: tools print it several
// times. A message and what AWS told about the same request when it was asked
// (the decoded message, authorization details) become one: the latter has the
// context, the former may name the layer.
class Collector {
 public:
  explicit Collector(const FindOptions& options) : options_(options) {}

  // The resource of an action that knows none is "*", whether shown or not.
  // What can be no request goes to the others, with CheckRequest()'s reason.
  void Add(FoundRequest found);
  // Of malformed JSON the first kMaxMalformed are kept, the others counted.
  void Add(NotFound not_found);
  // Of what says little: it is told only if nothing else is found.
  void AddHint(uint32_t line, absl::string_view kind, std::string reason);
  void CountAllowedEvent() { ++allowed_events_; }

  const FindOptions& options() const { return options_; }
  size_t request_count() const { return findings_.requests.size(); }

  // kNotFound, with what was seen, if there is no request.
  absl::StatusOr<Findings> Take(const SourcePtr& source) &&;

 private:
  // True if the request was found before in another form, and is one with it
  // now.
  bool Join(FoundRequest& found);

  const FindOptions options_;
  Findings findings_;
  std::vector<NotFound> hints_;
  size_t allowed_events_ = 0;
  size_t malformed_ = 0;
  absl::flat_hash_set<std::string> messages_;
  // Those that have not joined, by what they ask.
  absl::flat_hash_map<std::string, size_t> unjoined_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_COLLECTOR_H_
