#include "simulator/found/gunzip.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"
#include "tests/found/gzip.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

std::string Unzipped(absl::string_view bytes,
                     size_t max_bytes = kMaxGunzippedBytes) {
  const absl::StatusOr<std::string> text = Gunzip(bytes, max_bytes);
  if (text.ok()) return *text;
  EXPECT_TRUE(absl::IsInvalidArgument(text.status()));
  return absl::StrCat("error: ", text.status().message());
}

TEST(Gunzip, UnpacksMembersOneBehindTheOther) {
  EXPECT_TRUE(IsGzip(Gzip("")));
  EXPECT_FALSE(IsGzip("\x1f"));
  EXPECT_FALSE(IsGzip("{}"));
  EXPECT_EQ(Unzipped(Gzip("")), "");
  EXPECT_EQ(Unzipped(Gzip("one")), "one");
  EXPECT_EQ(Unzipped(Gzip("one") + Gzip("") + Gzip(" two")), "one two");
  // Tapes and blocks are filled up.
  EXPECT_EQ(Unzipped(Gzip("one") + std::string(512, '\0')), "one");
  std::string large;
  for (int i = 0; large.size() < size_t{1} << 20; ++i) {
    absl::StrAppend(&large, i, "\n");
  }
  EXPECT_EQ(Unzipped(Gzip(large) + Gzip(large)), large + large);
}

TEST(Gunzip, SaysWhatIsWrong) {
  const std::string packed = Gzip("a log of some length, and not more");
  for (size_t size = 2; size < packed.size(); ++size) {
    EXPECT_EQ(Unzipped(packed.substr(0, size)),
              absl::StrCat("error: its gzip data breaks off after ", size,
                           " bytes\nfetch it again"));
  }
  std::string damaged = packed;
  damaged[damaged.size() - 6] ^= 1;  // of the check sum
  EXPECT_THAT(Unzipped(damaged), HasSubstr("is damaged before byte"));
  damaged = packed;
  damaged[2] = 0;  // no method of gzip's
  EXPECT_THAT(Unzipped(damaged), HasSubstr("is damaged before byte"));
  EXPECT_EQ(Unzipped(packed + "x"),
            "error: behind its gzip data stand 1 bytes that are none\nfetch it "
            "again");
}

TEST(Gunzip, KeepsToItsLimits) {
  const std::string ten = Gzip("0123456789");
  EXPECT_EQ(Unzipped(ten, 10), "0123456789");
  EXPECT_EQ(Unzipped(ten, 9),
            "error: its gzip data unpacks to more than 9 bytes\nsplit it");
  // As well as gzip packs at best.
  const std::string bomb = Gzip(std::string(size_t{16} << 20, 'a'));
  EXPECT_THAT(Unzipped(bomb), HasSubstr("more than 1000 times its size"));
}

TEST(Gunzip, LogsAreReadThroughIt) {
  const std::string event =
      R"({"eventVersion": "1.08", "eventTime": "2026-01-05T10:00:00Z",
          "awsRegion": "eu-west-1", "eventSource": "iam.amazonaws.com",
          "eventName": "ListUsers", "errorCode": "AccessDenied",
          "userIdentity": {"type": "IAMUser", "accountId": "111122223333",
            "arn": "arn:aws:iam::111122223333:user/ana"}})";
  const auto findings = Find(Gzip("\n\n") + Gzip(event));
  ASSERT_EQ(Requests(findings),
            "arn:aws:iam::111122223333:user/ana iam:ListUsers *");
  EXPECT_EQ(findings->requests.front().line, 3u);
  const auto damaged = Find(Gzip(event).substr(0, 50));
  EXPECT_TRUE(absl::IsInvalidArgument(damaged.status()));
  EXPECT_THAT(std::string(damaged.status().message()),
              HasSubstr("f: its gzip data breaks off after 50 bytes"));
  EXPECT_TRUE(absl::IsNotFound(Find(Gzip("nothing")).status()));
}

}  // namespace
}  // namespace iam
