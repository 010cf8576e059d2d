// Snapshots of real accounts load without an error.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "simulator/snapshot/load_world.h"
#include "tests/foreign/foreign_data.h"

namespace iam {
namespace {

TEST(RealExports, Load) {
  const std::string shared = ForeignDataFolder();
  if (shared.empty()) {
    GTEST_SKIP() << "IAMSIM_SHARED_DATA names no folder of foreign data";
  }
  DiskFileReader disk;
  const std::string folder = JoinPath(shared, "gaad");
  const absl::StatusOr<std::vector<std::string>> names =
      disk.ListDirectory(folder);
  ASSERT_TRUE(names.ok()) << names.status();
  size_t loaded = 0;
  for (const std::string& name : *names) {
    if (!absl::EndsWith(name, ".json.gz")) continue;
    const std::map<std::string, std::string> file = {
        {name, Unzip(JoinPath(folder, name))}};
    MemoryFileReader files(file);
    Diagnostics diagnostics;
    const absl::StatusOr<World> world =
        LoadWorld(name, files, /*keep_going=*/false, &diagnostics);
    ASSERT_TRUE(world.ok()) << diagnostics.ToString();
    EXPECT_GT(world->counts().users, 0u);
    ++loaded;
  }
  EXPECT_GT(loaded, 0u);
}

}  // namespace
}  // namespace iam
