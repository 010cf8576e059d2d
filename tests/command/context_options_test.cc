#include "simulator/command/context_options.h"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(ContextOptions, MakesListsOfKeysGivenAgain) {
  const auto context = ParseContextOptions(
      {"aws:SourceIp=203.0.113.7", "aws:TagKeys=team", "AWS:tagkeys=env",
       "aws:RequestTag/a=b=c", "x:empty=", "x:none=[]", "x:one=[]", "x:one=1"});
  ASSERT_TRUE(context.ok()) << context.status();
  const struct {
    const char* key;
    std::vector<std::string> values;
    bool is_list;
  } kRows[] = {
      {"aws:SourceIp", {"203.0.113.7"}, false},
      {"aws:TagKeys", {"team", "env"}, true},
      {"aws:RequestTag/a", {"b=c"}, false},  // the first '=' ends the key
      {"x:empty", {""}, false},
      {"x:none", {}, true},
      {"x:one", {"1"}, true},
  };
  for (const auto& row : kRows) {
    const auto entry = context->Find(row.key);
    ASSERT_TRUE(entry.has_value()) << row.key;
    EXPECT_EQ(entry->values.ToStrings(), row.values) << row.key;
    EXPECT_EQ(entry->is_list, row.is_list) << row.key;
  }
}

// The options go before the file, the file before what was known.
TEST(ContextOptions, GoesOverWhatWasGivenBefore) {
  std::istringstream in;
  std::ostringstream out, err;
  MemoryFileReader files({std::pair<const std::string, std::string>(
      "c.json", R"({"aws:SourceIp": "192.0.2.1", "aws:SourceVpc": null,
                      "aws:UserAgent": "file"})")});
  CommandIo io{in, out, err, files, [] { return "2026-01-01T00:00:00Z"; }};
  Context event;
  event.Set("aws:CurrentTime", "2025-05-05T05:05:05Z");
  event.Set("aws:SourceIp", "203.0.113.7");
  event.Set("aws:SourceVpc", "vpc-1");
  event.Set("aws:RequestedRegion", "eu-west-1");
  const auto get = [](const Context& context, const char* key) {
    const auto entry = context.Find(key);
    return entry.has_value() ? entry->values.ToStrings()
                             : std::vector<std::string>{"-"};
  };
  using Values = std::vector<std::string>;

  const auto over =
      ReadContextOptions("c.json", {"aws:UserAgent=option"}, io, event);
  ASSERT_TRUE(over.ok()) << over.status();
  EXPECT_EQ(get(*over, "aws:CurrentTime"), Values{"2025-05-05T05:05:05Z"});
  EXPECT_EQ(get(*over, "aws:SourceIp"), Values{"192.0.2.1"});
  EXPECT_EQ(get(*over, "aws:SourceVpc"), Values{"-"});
  EXPECT_TRUE(over->Mentions("aws:SourceVpc"));
  EXPECT_EQ(get(*over, "aws:UserAgent"), Values{"option"});
  EXPECT_EQ(get(*over, "aws:RequestedRegion"), Values{"eu-west-1"});

  const auto later = ReadContextOptions(
      "", {"aws:CurrentTime=2026-02-01T00:00:00Z"}, io, event);
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_EQ(get(*later, "aws:CurrentTime"), Values{"2026-02-01T00:00:00Z"});

  const auto now = ReadContextOptions("", {}, io);
  ASSERT_TRUE(now.ok()) << now.status();
  EXPECT_EQ(get(*now, "aws:CurrentTime"), Values{"2026-01-01T00:00:00Z"});
}

TEST(ContextOptions, RefusesWhatIsNoKeyAndValue) {
  EXPECT_FALSE(ParseContextOptions({"aws:SourceIp"}).ok());
  EXPECT_FALSE(ParseContextOptions({"=x"}).ok());
}

}  // namespace
}  // namespace iam
