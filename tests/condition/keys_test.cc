#include "engine/condition/keys.h"

#include <optional>
#include <string>
#include <vector>

#include "engine/condition/context_view.h"
#include "engine/condition/missing_keys.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(KeysTest, KnowsWhatHoldsLists) {
  const struct {
    const char* name;
    std::optional<bool> multivalued;
  } kRows[] = {
      {"aws:TagKeys", true},
      {"AWS:tagkeys", true},
      {"aws:CalledVia", true},
      {"aws:PrincipalOrgPaths", true},
      {"aws:PrincipalServiceNamesList", true},
      {"aws:CalledViaFirst", false},
      {"aws:SourceIp", false},
      {"aws:PrincipalTag/team", false},
      {"aws:principaltag/TEAM", false},
      {"kms:EncryptionContextKeys", true},
      {"sts:TransitiveTagKeys", true},
      {"example:Own", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(MakeConditionKey(row.name).multivalued, row.multivalued)
        << row.name;
  }
}

TEST(KeysTest, KeepsTheNameAndHasACodeThatDoesNotSeeCase) {
  const ConditionKey key = MakeConditionKey("AWS:ResourceTag/Team");
  EXPECT_EQ(key.name, "AWS:ResourceTag/Team");
  EXPECT_EQ(key.code.value, KeyCode::Of("aws:resourcetag/TEAM").value);
  EXPECT_NE(key.code.value, KeyCode::Of("aws:resourcetag/team2").value);
  EXPECT_FALSE(key.code.is_global());
}

TEST(KeysTest, GlobalKeysHaveNumbers) {
  for (const char* name : {"aws:SourceIp", "aws:sourceip", "AWS:SOURCEIP"}) {
    const std::optional<uint32_t> index = GlobalKeyIndex(name);
    ASSERT_TRUE(index.has_value()) << name;
    EXPECT_EQ(GlobalKeyName(*index), "aws:SourceIp");
    EXPECT_EQ(KeyCode::Of(name).value, *index);
    EXPECT_TRUE(KeyCode::Of(name).is_global());
  }
  EXPECT_EQ(GlobalKeyIndex("aws:SourceIpp"), std::nullopt);
  EXPECT_EQ(GlobalKeyIndex(""), std::nullopt);
}

TEST(KeysTest, CanonicalNames) {
  const struct {
    const char* name;
    const char* expected;
  } kRows[] = {
      {"AWS:SOURCEIP", "aws:SourceIp"},
      {"aws:userID", "aws:userid"},
      {"aws:principalTAG/Team", "aws:PrincipalTag/Team"},
      {"example:own", "example:own"},
      {"", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(CanonicalKeyName(row.name), row.expected) << row.name;
  }
}

TEST(KeysTest, AKeyOfNoTableIsAsTheRequestGivesIt) {
  Context context;
  context.Set("example:One", "a");
  context.Set("example:List", std::vector<std::string>{"a"});
  context.Set("aws:TagKeys", "a");
  context.Set("aws:SourceIp", std::vector<std::string>{"a"});
  context.Set("aws:username", std::vector<std::string>{"a", "b"});
  const auto is_multivalued = [&](absl::string_view name) {
    return IsMultivalued(MakeConditionKey(name),
                         ContextView(context).Find(MakeConditionKey(name)));
  };
  EXPECT_FALSE(is_multivalued("example:One"));
  EXPECT_TRUE(is_multivalued("example:List"));
  EXPECT_TRUE(is_multivalued("aws:TagKeys"));
  EXPECT_FALSE(is_multivalued("aws:SourceIp"));
  EXPECT_TRUE(is_multivalued("aws:username"));  // two values are a list
}

TEST(KeysTest, TagKeys) {
  EXPECT_TRUE(IsTagKey("aws:resourcetag/env"));
  EXPECT_TRUE(IsTagKey("ec2:resourcetag/env"));
  EXPECT_TRUE(IsTagKey("s3:existingobjecttag/env"));
  EXPECT_FALSE(IsTagKey("aws:tagkeys"));
  EXPECT_FALSE(IsTagKey("aws:sourceip"));
}

TEST(MissingKeysTest, EachOnceSortedAsAwsSpellsThem) {
  Context context;
  context.Set("aws:username", "ana");
  context.Set("example:Empty", std::vector<std::string>{});
  context.SetAbsent("aws:userid");
  MissingKeys missing(context);
  for (const char* name : {"x:b", "x:B", "aws:SOURCEIP", "aws:username",
                           "aws:userid", "example:Empty", "x:a"}) {
    missing.Need(MakeConditionKey(name));
  }
  EXPECT_EQ(missing.Take(),
            (std::vector<std::string>{"aws:SourceIp", "aws:userid",
                                      "example:Empty", "x:a", "x:B"}));
  EXPECT_TRUE(missing.Take().empty());
}

}  // namespace
}  // namespace iam
