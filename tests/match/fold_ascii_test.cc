#include "engine/match/fold_ascii.h"

#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(FoldAsciiTest, TextsThatDifferInCaseAreOneKey) {
  const std::string text = "DynamoDB:BatchGetItem";
  for (size_t size = 0; size <= text.size(); ++size) {
    const std::string upper = absl::AsciiStrToUpper(text.substr(0, size));
    const std::string lower = absl::AsciiStrToLower(upper);
    EXPECT_TRUE(FoldedEqual()(upper, lower)) << upper;
    EXPECT_EQ(FoldedHash()(upper), FoldedHash()(lower)) << upper;
    EXPECT_TRUE(FoldedEqual()(lower, FoldedText{lower})) << lower;
    EXPECT_EQ(FoldedHash()(FoldedText{lower}), FoldedHash()(lower)) << lower;
  }
}

TEST(FoldAsciiTest, OtherTextsAreOthers) {
  const std::string text = "s3:GetObjectAcl";
  for (size_t size = 1; size <= text.size(); ++size) {
    for (size_t at = 0; at < size; ++at) {
      std::string other = text.substr(0, size);
      other[at] = '_';
      EXPECT_FALSE(FoldedEqual()(text.substr(0, size), other)) << other;
    }
    EXPECT_FALSE(FoldedEqual()(text.substr(0, size), text.substr(0, size - 1)));
  }
  // A word that is filled up, or said again in part, is no longer text.
  EXPECT_FALSE(FoldedEqual()("s3", absl::string_view("s3\0", 3)));
  EXPECT_FALSE(FoldedEqual()("aaaaaaaaa", "aaaaaaaaaa"));
}

TEST(FoldAsciiTest, OnlyLettersFold) {
  EXPECT_FALSE(FoldedEqual()("@", "`"));
  EXPECT_FALSE(FoldedEqual()("[", "{"));
  EXPECT_FALSE(FoldedEqual()("\xC3\x84", "\xC3\xA4"));  // Ä, ä
}

}  // namespace
}  // namespace iam
