// Where `why` finds its input: a file, a directory of logs.
#include "simulator/command/why_input.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/command/log_files.h"
#include "tests/found/gzip.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Event(absl::string_view name, absl::string_view error) {
  return absl::StrCat(
      R"({"eventVersion": "1.08", "eventTime": "2026-01-05T10:00:00Z", )",
      R"("awsRegion": "eu-west-1", "eventSource": "iam.amazonaws.com", )",
      R"("eventName": ")", name, R"(", "errorCode": ")", error,
      R"(", "userIdentity": {"type": "IAMUser", "accountId": )",
      R"("111122223333", "arn": "arn:aws:iam::111122223333:user/ana"}})");
}

struct Read {
  absl::StatusOr<WhyInput> input = absl::UnknownError("not read");
  std::string actions;
  std::string err;
};

Read ReadFrom(FileReader& files, const std::string& path) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  CommandIo io = {
      .in = in, .out = out, .err = err, .files = files, .now = nullptr};
  Read read;
  read.input = ReadWhyInput(path, {}, io);
  if (read.input.ok()) {
    for (const FoundRequest& found : read.input->findings.requests) {
      absl::StrAppend(&read.actions, PlaceOf(found, path), " ",
                      found.request.action, "\n");
    }
    read.input->unanswered.Print(io);
  } else {
    Fail(io, read.input.status());
  }
  read.err = err.str();
  return read;
}

TEST(LogFiles, AreThoseOfADirectoryAndBelow) {
  MemoryFileReader files({{"logs/b.json", ""},
                          {"logs/a/2.json.gz", ""},
                          {"logs/a/1.json", ""},
                          {"logs/notes.txt", ""},
                          {"logs/c/digest.gz", ""},
                          {"empty/notes.txt", ""},
                          {"one.log", ""}});
  EXPECT_THAT(*LogFiles("logs", files),
              ElementsAre("logs/a/1.json", "logs/a/2.json.gz", "logs/b.json"));
  EXPECT_THAT(*LogFiles("one.log", files), ElementsAre("one.log"));
  EXPECT_TRUE(absl::IsNotFound(LogFiles("empty", files).status()));
  EXPECT_TRUE(absl::IsNotFound(LogFiles("none", files).status()));
}

TEST(LogFiles, LieNotTooDeep) {
  for (const int depth : {kMaxLogDepth, kMaxLogDepth + 1}) {
    std::string path;
    for (int i = 0; i < depth; ++i) absl::StrAppend(&path, "d/");
    MemoryFileReader files({{path + "x.json", ""}});
    EXPECT_EQ(LogFiles("d", files).ok(), depth == kMaxLogDepth) << depth;
  }
}

TEST(WhyInput, ReadsAllLogsOfADirectory) {
  MemoryFileReader files(
      {{"logs/1.json.gz", Gzip("\n" + Event("ListUsers", "AccessDenied"))},
       {"logs/2.json", Event("ListRoles", "")},
       {"logs/3.json.gz",
        Gzip(Event("ListGroups", "AccessDenied")).substr(0, 40)},
       {"logs/4.json", Event("GetUser", "AccessDenied")}});
  const Read read = ReadFrom(files, "logs");
  EXPECT_EQ(read.actions,
            "logs/1.json.gz:2 iam:ListUsers\nlogs/4.json:1 iam:GetUser\n");
  // One that cannot be read is told, and does not keep the others from it.
  EXPECT_EQ(read.err,
            "iamsim: error: logs/3.json.gz: its gzip data breaks off after 40 "
            "bytes\niamsim: hint: fetch it again\n");
}

TEST(WhyInput, LogsWhoseDenialsAreNotUnderstoodAreTold) {
  std::string nobody = Event("ListRoles", "AccessDenied");
  nobody = nobody.substr(0, nobody.find(R"("eventName")")) +
           R"("errorCode": "AccessDenied"})";
  MemoryFileReader files({{"logs/1.json", Event("ListUsers", "AccessDenied")},
                          {"logs/2.json", nobody},
                          {"logs/3.json", R"({"Records": [{"eventVersion": )"},
                          {"logs/4.json", Event("GetUser", "")},
                          {"logs/5.json", R"({"Digest": 1})"}});
  const Read read = ReadFrom(files, "logs");
  EXPECT_EQ(read.actions, "logs/1.json:1 iam:ListUsers\n");
  EXPECT_THAT(read.err, HasSubstr("iamsim: error: logs/2.json:1: no request"));
  EXPECT_THAT(read.err, HasSubstr("iamsim: error: logs/3.json:1:"));
  EXPECT_THAT(read.err, Not(HasSubstr("logs/4.json")));
  ASSERT_EQ(read.input->findings.not_found.size(), 1u);
  EXPECT_EQ(read.input->findings.not_found.front().reason,
            "2 of 5 logs of 'logs' have no denied request");
}

TEST(WhyInput, SaysThatNothingIsThere) {
  MemoryFileReader files({{"logs/1.json", Event("ListUsers", "")},
                          {"logs/2.json", Event("ListRoles", "")}});
  EXPECT_EQ(ReadFrom(files, "logs").err,
            "iamsim: error: no request in 2 logs of 'logs'\n"
            "iamsim: hint: events that were not denied count with "
            "--allowed-too\n");
  EXPECT_THAT(ReadFrom(files, "logs/1.json").err, HasSubstr("not denied"));
}

TEST(WhyInput, SaysTheSameOnce) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  MemoryFileReader files({});
  CommandIo io = {
      .in = in, .out = out, .err = err, .files = files, .now = nullptr};
  Unanswered unanswered;
  EXPECT_FALSE(unanswered.Print(io));
  unanswered.Add("a:1", absl::NotFoundError("no such user\nask"));
  unanswered.Add("a:2", absl::NotFoundError("no such role"));
  unanswered.Add("a:3", absl::NotFoundError("no such user\nask"));
  EXPECT_TRUE(unanswered.Print(io));
  EXPECT_EQ(err.str(),
            "iamsim: error: a:1: no such user (and 1 more)\n"
            "iamsim: hint: ask\n"
            "iamsim: error: a:2: no such role\n");
}

}  // namespace
}  // namespace iam
