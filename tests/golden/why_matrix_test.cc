// transcripts/why/ has a file for each source of requests and in it a session
// for each layer that can deny. Here is what must not be missing; that the
// answers are what iamsim says is transcripts_test.cc's to check.
//
// No row is "implicit RCP": RCPFullAWSAccess is attached everywhere and cannot
// be detached, so that no RCP denies by silence.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/golden/golden_file.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

namespace fs = std::filesystem;

struct Cell {
  const char* name;
  const char* reason;  // how the answer's first line says so
};

constexpr Cell kCells[] = {
    {"implicit identity", "no statement of the identity-based policy allows"},
    {"explicit identity", "denied by identity-based policy: statement"},
    {"implicit boundary", "no statement of the permissions boundary allows"},
    {"explicit boundary", "denied by permissions boundary: statement"},
    {"implicit session", "no statement of the session policy allows"},
    {"explicit session", "denied by session policy: statement"},
    {"implicit SCP", "no statement of the SCP, level 4 allows"},
    {"explicit SCP", "denied by SCP, level"},
    {"explicit RCP", "denied by RCP, level 1: statement"},
    {"implicit resource", "no statement of the resource-based policy allows"},
    {"explicit resource", "denied by resource-based policy: statement"},
    {"implicit endpoint", "no statement of the VPC endpoint policy allows"},
    {"explicit endpoint", "denied by VPC endpoint policy: statement"},
    {"implicit trust", "no statement of the trust policy allows"},
    {"explicit trust", "denied by trust policy: statement"},
};

struct Source {
  const char* file;
  // Cells that cannot be, and why.
  std::map<std::string, std::string> impossible = {};
  bool has_verdict = true;  // AWS's own
};

std::vector<Source> Sources() {
  const std::string boundary = "the only boundary of acme allows all of it";
  return {
      {"message"},
      {"cli"},
      {"terraform"},
      {"traceback"},
      {"kubectl"},
      {"event"},
      {"lookup_events"},
      {"eventbridge"},
      {"decoded"},
      {"details"},
      {.file = "plain", .has_verdict = false},
      {"ec2",
       {{"explicit identity", "no identity of these worlds has such a Deny"},
        {"implicit boundary", boundary},
        {"explicit boundary", boundary},
        {"explicit RCP", "RCPs do not reach EC2"},
        {"implicit resource", "EC2 has no resource-based policies"},
        {"explicit resource", "EC2 has no resource-based policies"},
        {"implicit trust", "no call of EC2 assumes a role"},
        {"explicit trust", "no call of EC2 assumes a role"}}},
      {"s3",
       {{"implicit boundary", boundary},
        {"explicit boundary", boundary},
        {"implicit SCP", "all SCPs of acme that list services have S3"},
        {"implicit trust", "no call of S3 assumes a role"},
        {"explicit trust", "no call of S3 assumes a role"}}},
  };
}

fs::path Folder() {
  return fs::path(SourceDir()) / "tests" / "golden" / "transcripts" / "why";
}

// What follows each "# heading", white space made one blank.
std::map<std::string, std::string> Sessions(const std::string& text) {
  std::map<std::string, std::string> sessions;
  std::string* session = nullptr;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "# ")) {
      const std::string heading(line.substr(2));
      EXPECT_EQ(sessions.count(heading), 0u) << heading << " is there twice";
      session = &sessions[heading];
    } else if (session != nullptr && !absl::StartsWith(line, "< ")) {
      absl::StrAppend(session, session->empty() ? "" : " ",
                      absl::StripAsciiWhitespace(line));
    }
  }
  return sessions;
}

TEST(WhyMatrix, HasEachSourceAndEachLayer) {
  std::set<std::string> files;
  for (const Source& source : Sources()) {
    SCOPED_TRACE(source.file);
    files.insert(absl::StrCat(source.file, ".txt"));
    std::map<std::string, std::string> sessions =
        Sessions(ReadFile(Folder() / absl::StrCat(source.file, ".txt")));
    for (const Cell& cell : kCells) {
      SCOPED_TRACE(cell.name);
      const bool impossible = source.impossible.count(cell.name) > 0;
      EXPECT_EQ(sessions.count(cell.name), impossible ? 0u : 1u);
      if (impossible) continue;
      const std::string& session = sessions[cell.name];
      EXPECT_THAT(session, testing::HasSubstr(cell.reason));
      if (source.has_verdict) {
        EXPECT_THAT(session, testing::HasSubstr("this world agrees"));
      }
      sessions.erase(cell.name);
    }
    for (const auto& [heading, session] : sessions) {
      ADD_FAILURE() << "'" << heading << "' is no cell";
    }
  }
  for (const auto& entry : fs::directory_iterator(Folder())) {
    EXPECT_EQ(files.count(entry.path().filename().string()), 1u)
        << entry.path() << " is no source";
  }
}

}  // namespace
}  // namespace iam
