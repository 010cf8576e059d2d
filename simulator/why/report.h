#ifndef IAM_SIMULATOR_WHY_REPORT_H_
#define IAM_SIMULATOR_WHY_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iam/explanation.h"
#include "iam/request.h"
#include "iam/source.h"
#include "iam/world.h"
#include "simulator/found/found_request.h"
#include "simulator/why/change.h"
#include "simulator/why/dependence.h"
#include "simulator/why/nearest_misses.h"

namespace iam {

// All that `why` has to say about one request; what form it takes is the
// renderers' business. Valid as long as the world.
struct WhyReport {
  // Where the request was found; none if it was given on the command line.
  std::optional<FoundRequest> found;
  Request request;
  Explanation explanation;
  std::string reason;  // the verdict and its one reason, as a sentence
  // For each of explanation.layers, if it allowed nothing.
  std::vector<std::vector<Miss>> misses;
  // What AWS said and whether this world says the same; empty if AWS said
  // nothing.
  std::string aws;
  bool aws_disagrees = false;
  std::vector<Dependence> dependences;
  Changes changes;
};

struct WhyOptions {
  bool look_for_changes = true;
};

// Decides the request and works out everything about it. kNotFound if the
// principal is not in the world.
absl::StatusOr<WhyReport> MakeWhyReport(const WorldSources& sources,
                                        const World& world,
                                        const Request& request,
                                        std::optional<FoundRequest> found,
                                        const WhyOptions& options);

// What was taken for granted or left out, is missing or not known, a sentence
// each.
std::vector<std::string> NotesOf(const WhyReport& report);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_REPORT_H_
