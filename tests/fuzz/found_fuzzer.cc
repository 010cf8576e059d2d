// The input is what a user pasted, or a log, perhaps packed. Requests are
// looked for in it, with and without those that were allowed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "simulator/found/found_request.h"
#include "simulator/found/gunzip.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxInput = 64 << 10;

void CheckFound(const FoundRequest& found, size_t lines) {
  FUZZ_CHECK(found.line >= 1 && found.line <= lines);
  FUZZ_CHECK(!found.request.action.empty());
  FUZZ_CHECK(!found.request.resource.empty());
  FUZZ_CHECK(found.principal_known == !found.request.principal.empty());
  FUZZ_CHECK(found.resource_known || found.request.resource == "*");
  for (const std::string& note : found.notes) {
    FUZZ_CHECK(!note.empty());
    CheckPrintable(note);
  }
}

size_t CheckInput(absl::string_view text, bool allowed_too) {
  const absl::StatusOr<Findings> findings =
      FindRequests(std::make_shared<const Source>("pasted", std::string(text)),
                   {.allowed_too = allowed_too});
  if (!findings.ok()) {
    FUZZ_CHECK(absl::IsInvalidArgument(findings.status()) ||
               absl::IsNotFound(findings.status()));
    FUZZ_CHECK(!findings.status().message().empty());
    CheckPrintable(findings.status().message());
    return 0;
  }
  FUZZ_CHECK(!findings->requests.empty());
  std::string unpacked(text);
  if (IsGzip(text)) unpacked = Gunzip(text).value_or("");
  const size_t lines = 1 + static_cast<size_t>(std::count(
                               unpacked.begin(), unpacked.end(), '\n'));
  for (const FoundRequest& found : findings->requests) {
    CheckFound(found, lines);
  }
  for (const NotFound& missing : findings->not_found) {
    FUZZ_CHECK(missing.line >= 1 && missing.line <= lines);
    FUZZ_CHECK(!missing.kind.empty() && !missing.reason.empty());
    CheckPrintable(missing.reason);
  }
  return findings->requests.size();
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam::fuzz;  // NOLINT: the whole file is one target
  if (size > kMaxInput) return 0;
  const size_t denied = CheckInput(AsText(data, size), false);
  const size_t all = CheckInput(AsText(data, size), true);
  FUZZ_CHECK(all >= denied);
  return 0;
}
