// Reads the sources, not what they compile to: includes point one way only
// (ARCHITECTURE.md), outside libraries stay in their rooms, files stay small.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

using ::testing::IsEmpty;

struct SourceFile {
  std::string path;  // "engine/text/json.cc"
  size_t lines = 0;
  std::vector<std::string> includes;  // as written, without quotes
};

// The name between the quotes or brackets of an include, "" of other lines.
std::string IncludeOf(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, "#include ") || line.size() < 2) return "";
  line.remove_prefix(1);
  return std::string(line.substr(0, line.find_first_of("\">")));
}

bool IsSource(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".cc" || extension == ".h" || extension == ".inc";
}

std::vector<SourceFile> FilesBelow(const std::string& directory) {
  const std::filesystem::path root = SourceDir();
  std::vector<SourceFile> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root / directory)) {
    if (!entry.is_regular_file() || !IsSource(entry.path())) continue;
    SourceFile file;
    file.path = entry.path().lexically_relative(root).generic_string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line); ++file.lines) {
      std::string include = IncludeOf(line);
      if (!include.empty()) file.includes.push_back(std::move(include));
    }
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<SourceFile> EngineAndSimulator() {
  std::vector<SourceFile> files = FilesBelow("engine");
  for (SourceFile& file : FilesBelow("simulator")) {
    files.push_back(std::move(file));
  }
  return files;
}

struct Room {
  std::string path;  // a directory with its slash, or a file
  int rank;
};

// The rooms, lowest first. A file may include its own room and those of lower
// rank. Of two rooms of one rank, neither sees the other.
const std::vector<Room>& Rooms() {
  static const auto* const kRooms = new std::vector<Room>{
      {"iam/", 0},  // the public headers
      {"engine/text/", 1},
      {"engine/match/", 1},
      {"engine/condition/", 2},
      {"engine/policy/", 3},
      {"engine/compile/", 4},
      {"engine/eval/", 5},
      {"engine/explain/", 6},
      {"engine/engine.cc", 7},
      {"engine/world/", 8},
      {"simulator/http/", 9},
      {"simulator/json/", 9},
      {"simulator/catalog/", 9},
      {"simulator/snapshot/", 10},
      {"simulator/request/", 10},
      {"simulator/credentials/", 10},
      {"simulator/found/", 11},
      {"simulator/signature/", 11},
      {"simulator/directory/", 11},
      {"simulator/why/", 12},
      {"simulator/wire/", 12},
      {"simulator/access/", 13},
      {"simulator/services/", 13},
      {"simulator/render/", 14},
      {"simulator/endpoint/", 15},
      {"simulator/command/", 16},
      {"simulator/main.cc", 17},
  };
  return *kRooms;
}

const Room* RoomOf(absl::string_view path) {
  absl::ConsumePrefix(&path, "engine/include/");
  for (const Room& room : Rooms()) {
    if (absl::StartsWith(path, room.path)) return &room;
  }
  return nullptr;
}

bool IsOurs(absl::string_view include) {
  for (absl::string_view top :
       {"iam/", "engine/", "simulator/", "tests/", "bench/"}) {
    if (absl::StartsWith(include, top)) return true;
  }
  return false;
}

TEST(LayeringTest, EveryFileIsInARoom) {
  for (const SourceFile& file : EngineAndSimulator()) {
    EXPECT_NE(RoomOf(file.path), nullptr) << file.path;
  }
}

TEST(LayeringTest, IncludesPointOneWay) {
  std::vector<std::string> wrong;
  for (const SourceFile& file : EngineAndSimulator()) {
    const Room* from = RoomOf(file.path);
    for (const std::string& include : file.includes) {
      if (from == nullptr || !IsOurs(include)) continue;
      const Room* to = RoomOf(include);
      if (to == nullptr || (to != from && to->rank >= from->rank)) {
        wrong.push_back(absl::StrCat(file.path, " includes ", include));
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

// An include that only files whose path begins so may have; '|' stands between
// several. Null: none may.
struct Reserved {
  const char* include;
  const char* below;  // whose files are meant
  const char* allowed_in;
};

bool IsAllowedIn(absl::string_view path, const char* places) {
  if (places == nullptr) return false;
  for (const absl::string_view place : absl::StrSplit(places, '|')) {
    if (absl::StartsWith(path, place)) return true;
  }
  return false;
}

TEST(LayeringTest, LibrariesStayInTheirRooms) {
  static constexpr Reserved kReserved[] = {
      {"rapidjson/", "engine/", "engine/text/json"},
      {"rapidjson/", "simulator/", "simulator/json/"},
      {"zlib.h", "simulator/",
       "simulator/found/gunzip|"
       "simulator/credentials/deflate"},
      {"re2/", "engine/", "engine/match/"},
      {"re2/", "simulator/catalog/", "simulator/catalog/template.cc"},
      {"re2/", "simulator/snapshot/", nullptr},
      {"re2/", "simulator/request/", nullptr},
      {"re2/", "simulator/render/", nullptr},
      {"re2/", "simulator/command/", nullptr},
      {"pugixml", "engine/", nullptr},
      {"sqlite3.h", "", "simulator/credentials/state_database"},
      {"boost/", "", "simulator/endpoint/"},
      {"openssl/", "engine/", nullptr},
      {"CLI/", "", "simulator/command/"},
      // The engine does no I/O, reads no clock and no environment.
      {"fstream", "engine/", nullptr},
      {"iostream", "engine/", nullptr},
      {"filesystem", "engine/", nullptr},
      {"cstdio", "engine/", nullptr},
      {"cstdlib", "engine/", nullptr},
      {"unistd.h", "engine/", nullptr},
      {"absl/time/clock.h", "engine/", nullptr},
      // One class reads files.
      {"fstream", "simulator/", "simulator/snapshot/disk_file_reader.cc"},
      {"filesystem", "simulator/", "simulator/snapshot/disk_file_reader.cc"},
      {"absl/time/clock.h", "simulator/",
       "simulator/main.cc|simulator/endpoint/"},
  };
  std::vector<std::string> wrong;
  for (const SourceFile& file : EngineAndSimulator()) {
    for (const std::string& include : file.includes) {
      for (const Reserved& row : kReserved) {
        if (!absl::StartsWith(include, row.include)) continue;
        if (!absl::StartsWith(file.path, row.below)) continue;
        if (IsAllowedIn(file.path, row.allowed_in)) continue;
        wrong.push_back(absl::StrCat(file.path, " includes ", include));
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

// Two evaluators that share matching or conditions would share their mistakes.
// Tables of names (.inc) are facts, not code.
TEST(LayeringTest, ReferenceSharesNothingBehindTheParser) {
  std::vector<std::string> wrong;
  for (const SourceFile& file : FilesBelow("tests/reference")) {
    for (const std::string& include : file.includes) {
      const bool shared = absl::StartsWith(include, "iam/") ||
                          absl::StartsWith(include, "tests/reference/") ||
                          absl::StartsWith(include, "engine/text/") ||
                          absl::EndsWith(include, ".inc");
      if (IsOurs(include) && !shared) {
        wrong.push_back(absl::StrCat(file.path, " includes ", include));
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(FileSizeTest, FilesAreSmall) {
  std::vector<SourceFile> files = EngineAndSimulator();
  ASSERT_FALSE(files.empty());
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.lines < b.lines; });
  EXPECT_LE(files[files.size() / 2].lines, 120u) << "the median";
  EXPECT_LT(files[files.size() * 9 / 10].lines, 450u) << "the 90th percentile";
  EXPECT_LE(files.back().lines, 500u) << files.back().path;
}

}  // namespace
}  // namespace iam
