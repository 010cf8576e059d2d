// Requests are found in the denied events of real CloudTrail logs.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "simulator/found/found_request.h"
#include "simulator/snapshot/file_reader.h"
#include "tests/foreign/foreign_data.h"

namespace iam {
namespace {

constexpr double kMinUnderstood = 0.95;

TEST(CloudTrailLogs, DeniedEventsAreUnderstood) {
  const std::string shared = ForeignDataFolder();
  if (shared.empty()) {
    GTEST_SKIP() << "IAMSIM_SHARED_DATA names no folder of foreign data";
  }
  DiskFileReader disk;
  const std::string folder = JoinPath(shared, "cloudtrail");
  const absl::StatusOr<std::vector<std::string>> names =
      disk.ListDirectory(folder);
  ASSERT_TRUE(names.ok()) << names.status();
  size_t requests = 0;
  size_t resources = 0;
  size_t denied = 0;
  std::map<std::string, size_t> kinds;  // of what is not understood
  for (const std::string& name : *names) {
    if (!absl::EndsWith(name, ".jsonl.gz")) continue;
    const auto findings =
        FindRequests(std::make_shared<const Source>(
                         name, *disk.ReadFile(JoinPath(folder, name))),
                     {});
    if (!findings.ok()) {  // a log without a denied event
      EXPECT_TRUE(absl::StrContains(findings.status().message(), "none of"))
          << findings.status();
      continue;
    }
    std::map<uint32_t, const FoundRequest*> events;  // by line
    for (const FoundRequest& found : findings->requests) {
      events.emplace(found.line, &found);
    }
    denied += events.size() + findings->not_found.size();
    requests += events.size();
    for (const auto& [line, found] : events) {
      if (found->resource_known) ++resources;
    }
    for (const NotFound& missing : findings->not_found) {
      EXPECT_FALSE(missing.reason.empty());
      ++kinds[missing.kind + ": " + missing.reason];
    }
  }
  ASSERT_GT(denied, 0u);
  const double share =
      static_cast<double>(requests) / static_cast<double>(denied);
  std::cout << requests << " of " << denied << " denied events understood ("
            << share * 100 << " %), " << resources
            << " of them with their resource\n";
  for (const auto& [kind, count] : kinds) {
    std::cout << "  " << count << "  " << kind << "\n";
  }
  EXPECT_GE(share, kMinUnderstood);
}

}  // namespace
}  // namespace iam
