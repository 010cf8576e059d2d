#include "simulator/command/context_options.h"

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

TEST(ContextOptions, RefusesWhatIsNoKeyAndValue) {
  EXPECT_FALSE(ParseContextOptions({"aws:SourceIp"}).ok());
  EXPECT_FALSE(ParseContextOptions({"=x"}).ok());
}

}  // namespace
}  // namespace iam
