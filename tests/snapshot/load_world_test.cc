#include "simulator/snapshot/load_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

constexpr char kAccount[] =
    R"({"UserDetailList":[{"Arn":"arn:aws:iam::111122223333:user/ana"}],
        "GroupDetailList":[],"RoleDetailList":[],"Policies":[]})";

TEST(LoadWorld, TakesTheJsonFilesOfADirectory) {
  MemoryFileReader files({{"w/account.json", kAccount},
                          {"w/manifest.json", "not looked at"},
                          {"w/requests.jsonl", "not looked at"},
                          {"w/README.md", "not looked at"},
                          {"w/old/account.json", "not looked at"}});
  for (const char* path : {"w", "w/", "w/account.json"}) {
    Diagnostics diagnostics;
    const absl::StatusOr<World> world =
        LoadWorld(path, files, /*keep_going=*/false, &diagnostics);
    ASSERT_TRUE(world.ok()) << world.status();
    EXPECT_EQ(world->counts().users, 1u);
    EXPECT_TRUE(diagnostics.empty());
  }
}

TEST(LoadWorld, SaysWhatIsMissing) {
  MemoryFileReader files({{"w/README.md", ""}, {"w/requests.jsonl", ""}});
  const struct {
    const char* path;
    const char* message;
  } kRows[] = {
      {"v", "no such file or directory: 'v'"},
      {"w", "no '*.json' file in directory 'w'"},
  };
  for (const auto& row : kRows) {
    const absl::Status status =
        LoadWorld(row.path, files, false, nullptr).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.message));
  }
}

TEST(LoadWorld, ReportsAllFilesInOneRun) {
  MemoryFileReader files({{"w/a.json", "{"},
                          {"w/b.json", R"({"Version":"2012-10-17"})"},
                          {"w/c.json", kAccount}});
  for (const bool keep_going : {false, true}) {
    Diagnostics diagnostics;
    const absl::StatusOr<World> world =
        LoadWorld("w", files, keep_going, &diagnostics);
    EXPECT_EQ(world.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(diagnostics.error_count(), 2u);
    EXPECT_THAT(diagnostics.ToString(), HasSubstr("w/b.json:1:1: error:"));
    EXPECT_THAT(diagnostics.ToString(),
                HasSubstr("get-account-authorization-details"));
  }
}

}  // namespace
}  // namespace iam
