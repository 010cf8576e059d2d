#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "iam/request.h"

namespace iam {
namespace {

TEST(ContextTest, FindsIgnoringCase) {
  Context context;
  context.Set("aws:SourceIp", "203.0.113.7");
  for (const char* key : {"aws:SourceIp", "AWS:SOURCEIP", "aws:sourceip"}) {
    const auto entry = context.Find(key);
    ASSERT_TRUE(entry.has_value()) << key;
    EXPECT_EQ(entry->key, "aws:SourceIp");  // as given
    EXPECT_EQ(entry->values.ToStrings(),
              std::vector<std::string>{"203.0.113.7"});
    EXPECT_FALSE(entry->is_list);
  }
  EXPECT_FALSE(context.Find("aws:SourceI").has_value());
  EXPECT_FALSE(context.Find("aws:SourceIpp").has_value());
  EXPECT_FALSE(context.Find("").has_value());
}

TEST(ContextTest, AListStaysAListHoweverShort) {
  Context context;
  context.Set("a", std::vector<std::string>{"x"});
  context.Set("b", std::vector<std::string>{});
  EXPECT_TRUE(context.Find("a")->is_list);
  ASSERT_TRUE(context.Find("b").has_value());
  EXPECT_TRUE(context.Find("b")->values.empty());
}

TEST(ContextTest, EachGlobalKeyHasAPlaceOfItsOwn) {
  const std::vector<std::string> keys = {
#define IAM_CONDITION_KEY(name, multivalued) name,
#define IAM_CONDITION_KEY_PREFIX(prefix)
#include "engine/condition/keys.inc"
#undef IAM_CONDITION_KEY
#undef IAM_CONDITION_KEY_PREFIX
  };
  for (const std::string& key : keys) {
    Context context;
    context.Set(key, "x");
    for (const std::string& other : keys) {
      EXPECT_EQ(context.Find(other).has_value(), other == key) << other;
    }
  }
  Context all;
  for (const std::string& key : keys) all.Set(key, key);
  for (const std::string& key : keys) {
    EXPECT_EQ(all.Find(key)->values.front(), key);
  }
}

TEST(ContextTest, SettingAgainLeavesTheOthersAsTheyAre) {
  Context context;
  context.Set("aws:SourceIp", "203.0.113.7");
  context.Set("aws:UserAgent", "curl");
  context.Set("list", std::vector<std::string>{"x"});
  context.SetAbsent("aws:SourceVpc");
  context.Set("aws:SourceIp", "198.51.100.7");
  EXPECT_FALSE(context.Find("aws:UserAgent")->is_list);
  EXPECT_TRUE(context.Find("list")->is_list);
  EXPECT_EQ(context.Find("list")->values.ToStrings(),
            std::vector<std::string>{"x"});
  EXPECT_TRUE(context.Mentions("aws:SourceVpc"));
  EXPECT_FALSE(context.Find("aws:SourceVpc").has_value());
}

TEST(ContextTest, SettingAgainReplaces) {
  Context context;
  context.Set("aws:SourceIp", "203.0.113.7");
  context.Set("AWS:sourceip", "198.51.100.7");
  ASSERT_EQ(context.size(), 1u);
  EXPECT_EQ(context.Find("aws:SourceIp")->values[0], "198.51.100.7");
  context.Set("aws:SourceIp", std::vector<std::string>{"x", "y"});
  ASSERT_EQ(context.size(), 1u);
  EXPECT_TRUE(context.entry(0).is_list);
}

// "Condition operators": two tags may differ in case alone.
TEST(ContextTest, OfTwoTagsTheExactOneElseTheFirst) {
  Context context;
  context.Set("aws:ResourceTag/env", "small");
  context.Set("aws:ResourceTag/Env", "big");
  ASSERT_EQ(context.size(), 2u);
  EXPECT_EQ(context.Find("aws:ResourceTag/env")->values[0], "small");
  EXPECT_EQ(context.Find("aws:ResourceTag/Env")->values[0], "big");
  EXPECT_EQ(context.Find("aws:ResourceTag/ENV")->values[0], "big");
  context.Set("aws:ResourceTag/env", "new");
  ASSERT_EQ(context.size(), 2u);
  EXPECT_EQ(context.Find("aws:ResourceTag/env")->values[0], "new");
}

TEST(ContextTest, AbsentKeysAreMentionedButNotFound) {
  Context context;
  context.SetAbsent("aws:PrincipalOrgID");
  EXPECT_FALSE(context.Find("aws:PrincipalOrgID").has_value());
  EXPECT_TRUE(context.Mentions("aws:principalorgid"));
  EXPECT_FALSE(context.Mentions("aws:username"));
  context.Set("aws:PrincipalOrgID", "o-a1b2c3d4e5");
  EXPECT_TRUE(context.Find("aws:PrincipalOrgID").has_value());
  context.SetAbsent("AWS:PrincipalOrgID");
  EXPECT_FALSE(context.Find("aws:PrincipalOrgID").has_value());
  EXPECT_EQ(context.size(), 1u);
}

TEST(ContextTest, AnAbsentTagDoesNotHideItsTwin) {
  Context context;
  context.SetAbsent("aws:ResourceTag/Env");
  context.Set("aws:ResourceTag/env", "small");
  ASSERT_TRUE(context.Find("aws:ResourceTag/Env").has_value());
  EXPECT_EQ(context.Find("aws:ResourceTag/Env")->values[0], "small");
}

TEST(ContextTest, EntriesAreSortedIgnoringCase) {
  Context context;
  for (const char* key : {"c", "B", "a", "D", "aws:x/Tag/b", "aws:x/Tag/B"}) {
    context.Set(key, "v");
  }
  std::vector<std::string> keys;
  for (const Context::Entry& entry : context.entries()) {
    keys.emplace_back(entry.key);
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"a", "aws:x/Tag/B", "aws:x/Tag/b",
                                            "B", "c", "D"}));
}

}  // namespace
}  // namespace iam
