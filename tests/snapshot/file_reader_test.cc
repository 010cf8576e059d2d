#include "simulator/snapshot/file_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/source_dir.h"

namespace iam {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(MemoryFileReader, ActsLikeADisk) {
  MemoryFileReader files({{"world/a.json", "A"},
                          {"world/b/c.json", "C"},
                          {"world/b/d.json", "D"},
                          {"world2.json", "W"}});
  EXPECT_EQ(*files.KindOf("world"), FileReader::Kind::kDirectory);
  EXPECT_EQ(*files.KindOf("world/"), FileReader::Kind::kDirectory);
  EXPECT_EQ(*files.KindOf("world2.json"), FileReader::Kind::kFile);
  EXPECT_EQ(files.KindOf("worl").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(*files.ReadFile("world/b/c.json"), "C");
  EXPECT_EQ(files.ReadFile("world/c.json").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(*files.ListDirectory("world"), ElementsAre("a.json", "b/"));
  EXPECT_THAT(*files.ListDirectory("."), ElementsAre("world/", "world2.json"));
}

TEST(DiskFileReader, ReadsTheDisk) {
  DiskFileReader files;
  const std::string worlds = SourceDir() + "/corpus/worlds";
  EXPECT_EQ(*files.KindOf(worlds), FileReader::Kind::kDirectory);
  EXPECT_THAT(*files.ListDirectory(worlds), Contains("first-user/"));
  const std::string path = JoinPath(worlds, "first-user/account.json");
  EXPECT_THAT(*files.ReadFile(path), HasSubstr("iam-admin"));
  EXPECT_EQ(files.ReadFile(JoinPath(worlds, "none")).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(files.ReadFile(worlds).status().message()),
              HasSubstr("it is a directory"));
}

TEST(JoinPath, PutsOneSlashBetween) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
}

}  // namespace
}  // namespace iam
