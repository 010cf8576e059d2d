// The input is one or more texts of a snapshot, with "---" alone on a line
// between them. A world is built from them, in both orders, and asked.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "iam/world.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxSources = 8;
constexpr size_t kMaxPrincipals = 6;

std::vector<SourcePtr> SplitSources(absl::string_view input) {
  std::vector<SourcePtr> sources;
  for (const absl::string_view text :
       absl::StrSplit(input, absl::MaxSplits("\n---\n", kMaxSources - 1))) {
    sources.push_back(std::make_shared<const Source>(
        absl::StrCat(sources.size() + 1, ".json"), std::string(text)));
  }
  return sources;
}

// Strings of the input that look like ARNs of principals.
std::vector<std::string> FindPrincipals(absl::string_view input) {
  std::vector<std::string> found = {"*", "111122223333"};
  size_t at = 0;
  while (found.size() < kMaxPrincipals &&
         (at = input.find("\"arn:", at)) != absl::string_view::npos) {
    const size_t end = input.find('"', ++at);
    if (end == absl::string_view::npos) break;
    std::string text(input.substr(at, end - at));
    at = end;
    if (std::find(found.begin(), found.end(), text) == found.end()) {
      found.push_back(std::move(text));
    }
  }
  return found;
}

struct Built {
  absl::StatusOr<World> world;
  Diagnostics diagnostics;
};

Built Build(const std::vector<SourcePtr>& sources, bool keep_going) {
  World::Builder builder;
  bool added = true;
  for (const SourcePtr& source : sources) {
    added = builder.Add(source).ok() && added;
  }
  absl::StatusOr<World> world = builder.Build(keep_going);
  const Diagnostics diagnostics = builder.diagnostics();
  CheckPrintable(diagnostics.ToString());
  if (!keep_going) {
    FUZZ_CHECK(world.ok() == !diagnostics.has_errors());
    FUZZ_CHECK(added || !world.ok());
  }
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    FUZZ_CHECK(diagnostic.message.find('\n') == std::string::npos);
    if (diagnostic.source == nullptr) continue;
    FUZZ_CHECK(diagnostic.span.begin <= diagnostic.span.end);
    FUZZ_CHECK(diagnostic.span.end <= diagnostic.source->text().size());
  }
  return {std::move(world), diagnostics};
}

// nullopt if the world cannot say.
std::optional<Outcome> Ask(const World& world, const Request& request) {
  const absl::StatusOr<Decision> decision = world.Authorize(request);
  const absl::StatusOr<Explanation> explanation = world.Explain(request);
  FUZZ_CHECK(decision.ok() == explanation.ok());
  if (!decision.ok()) return std::nullopt;
  FUZZ_CHECK(decision->outcome == explanation->decision.outcome);
  FUZZ_CHECK(decision->layer == explanation->decision.layer);
  FUZZ_CHECK(decision->level == explanation->decision.level);
  FUZZ_CHECK(decision->statement == explanation->decision.statement);
  for (const StatementRef& statement : explanation->matched) {
    FUZZ_CHECK(!PlaceOf(statement).empty());
  }
  for (const LayerStep& layer : explanation->layers) {
    NearestMiss(layer, request.action, request.resource);
  }
  return decision->outcome;
}

void CheckSameAnswers(const World& a, const World& b, absl::string_view input) {
  FUZZ_CHECK(a.counts().users == b.counts().users);
  FUZZ_CHECK(a.counts().roles == b.counts().roles);
  FUZZ_CHECK(a.counts().attached_policies == b.counts().attached_policies);
  for (const std::string& principal : FindPrincipals(input)) {
    FUZZ_CHECK(a.FindPrincipal(principal).ok() ==
               b.FindPrincipal(principal).ok());
    for (const char* action :
         {"s3:GetObject", "iam:CreateUser", "sts:AssumeRole", "kms:Decrypt"}) {
      for (const char* resource : {"*", "arn:aws:s3:::amzn-s3-demo-bucket/k",
                                   "arn:aws:iam::111122223333:role/deploy"}) {
        Request request;
        request.principal = principal;
        request.action = action;
        request.resource = resource;
        FUZZ_CHECK(Ask(a, request) == Ask(b, request));
      }
    }
  }
}

void CheckSnapshot(absl::string_view input) {
  std::vector<SourcePtr> sources = SplitSources(input);
  const Built strict = Build(sources, /*keep_going=*/false);
  const Built lenient = Build(sources, /*keep_going=*/true);
  if (lenient.world.ok()) {
    CheckSameAnswers(*lenient.world,
                     strict.world.ok() ? *strict.world : *lenient.world, input);
  }
  // "In any order": the order of the texts is no matter.
  std::reverse(sources.begin(), sources.end());
  const Built reversed = Build(sources, /*keep_going=*/false);
  FUZZ_CHECK(reversed.world.ok() == strict.world.ok());
  if (strict.world.ok()) {
    CheckSameAnswers(*strict.world, *reversed.world, input);
  }
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iam::fuzz::CheckSnapshot(iam::fuzz::AsText(data, size));
  return 0;
}
