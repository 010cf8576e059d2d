#include "engine/condition/text_set.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(TextSetTest, FewAndManySayTheSame) {
  for (const int count : {0, 1, 8, 9, 1000}) {
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i) texts.push_back(absl::StrCat("Vpc-", i));
    const std::vector<absl::string_view> views(texts.begin(), texts.end());
    TextSet exact(/*ignores_case=*/false);
    exact.Fill(views);
    TextSet folded(/*ignores_case=*/true);
    folded.Fill(views);
    EXPECT_EQ(exact.empty(), count == 0);
    int visited = 0;
    EXPECT_FALSE(exact.Any([&](absl::string_view text) {
      ++visited;
      return text == "Vpc";
    }));
    EXPECT_EQ(visited, count);
    EXPECT_EQ(exact.Any([](absl::string_view text) { return text == "Vpc-7"; }),
              count > 7);
    for (int i = 0; i < count + 3; ++i) {
      EXPECT_EQ(exact.Contains(absl::StrCat("Vpc-", i)), i < count) << i;
      EXPECT_FALSE(exact.Contains(absl::StrCat("vpc-", i))) << i;
      EXPECT_EQ(folded.Contains(absl::StrCat("vPC-", i)), i < count) << i;
    }
    EXPECT_FALSE(exact.Contains(""));
    EXPECT_FALSE(exact.Contains("Vpc"));
  }
}

TEST(TextSetTest, TheEmptyTextIsOneLikeOthers) {
  TextSet set(/*ignores_case=*/false);
  set.Fill({"", "a", ""});
  EXPECT_TRUE(set.Contains(""));
  EXPECT_TRUE(set.Contains("a"));
  EXPECT_TRUE(set.Any([](absl::string_view text) { return text == "a"; }));
}

}  // namespace
}  // namespace iam
