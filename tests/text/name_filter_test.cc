#include "engine/text/name_filter.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(NameFilterTest, NeverMissesTheSameName) {
  const std::vector<std::string> kNames = {"", "a", "Sid", "Effect",
                                           "\xC3\xA9"};
  NameFilter names;
  for (const std::string& name : kNames) names.Add(name);
  for (const std::string& name : kNames) EXPECT_TRUE(names.Add(name)) << name;
  EXPECT_TRUE(names.Add("eFFECT"));
}

TEST(NameFilterTest, TellsTheUsualNamesApart) {
  for (const std::vector<std::string>& names :
       std::vector<std::vector<std::string>>{
           {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"},
           {"Version", "Id", "Statement"},
           {"St0", "St1", "St2", "St3", "St4", "St5", "St6", "St7", "St8"},
           {"BoolIfExists", "StringEquals"},
           {"Path", "UserName", "UserId", "Arn", "CreateDate", "UserPolicyList",
            "GroupList", "AttachedManagedPolicies", "Tags"}}) {
    NameFilter filter;
    for (const std::string& name : names) {
      EXPECT_FALSE(filter.Add(name)) << name;
    }
  }
}

}  // namespace
}  // namespace iam
