#include "engine/condition/text_pattern.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

using enum TextForm;
using enum TextMatch;

Context MakeContext() {
  Context context;
  context.Set("aws:username", "ana");
  context.Set("aws:PrincipalTag/star", "*");
  context.Set("aws:PrincipalTag/colon", "a:b");
  context.Set("aws:PrincipalTag/arn", "arn:aws:iam::111122223333:role/r");
  return context;
}

TextMatch Match(absl::string_view pattern, TextForm form,
                absl::string_view text,
                PolicyVersion version = PolicyVersion::k2012_10_17) {
  return TextPattern(pattern, form, version).Match(text, MakeContext());
}

struct Row {
  const char* pattern;
  const char* text;
  TextMatch expected;
};

void CheckRows(TextForm form, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(Match(row.pattern, form, row.text), row.expected)
        << row.pattern << " on " << row.text;
  }
}

TEST(TextPatternTest, Plain) {
  CheckRows(kPlain, {
                        {"", "", kMatch},
                        {"a", "a", kMatch},
                        {"a", "A", kNoMatch},
                        {"*", "a", kNoMatch},
                        {"*", "*", kMatch},
                        {"?", "?", kMatch},
                        {"${*}", "*", kMatch},
                        {"${aws:username}", "ana", kMatch},
                        {"${aws:username}", "anna", kNoMatch},
                        {"${missing}", "", kUnresolved},
                        {"${missing, 'x'}", "x", kMatch},
                        {"${", "${", kMatch},
                    });
}

TEST(TextPatternTest, Glob) {
  CheckRows(kGlob, {
                       {"*", "", kMatch},
                       {"a*", "a/b:c", kMatch},
                       {"a?", "a:", kMatch},
                       {"a${*}", "ab", kNoMatch},
                       {"a${*}", "a*", kMatch},
                       {"a${*}*", "a*b", kMatch},
                       {"${?}", "?", kMatch},
                       {"${?}", "x", kNoMatch},
                       {"${aws:username}-*", "ana-1", kMatch},
                       // What a variable yields is literal.
                       {"${aws:PrincipalTag/star}", "*", kMatch},
                       {"${aws:PrincipalTag/star}", "a", kNoMatch},
                       {"${missing, '*'}", "a", kNoMatch},
                       {"${missing, '*'}", "*", kMatch},
                       {"*${missing}*", "a", kUnresolved},
                       // The runs on either side are two.
                       {"*${aws:username}*", "x-ana-y", kMatch},
                       {"*${aws:username}*", "x-ben-y", kNoMatch},
                       {"?*${aws:username}*${aws:username}*?", "x-ana-y-ana-z",
                        kMatch},
                       {"**${aws:username}**", "ana", kMatch},
                       {"*${aws:PrincipalTag/none, ''}*", "a", kMatch},
                   });
}

// "Condition operators": each of the six components is compared by itself.
TEST(TextPatternTest, ArnLike) {
  CheckRows(
      kArn,
      {
          {"arn:aws:iam::111122223333:role/*",
           "arn:aws:iam::111122223333:role/a/b:c", kMatch},
          {"arn:*:iam::*:root", "arn:aws:iam::111122223333:root", kMatch},
          {"arn:aws:someservice:*:111122223333:finance/*",
           "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:"
           "finance/document.txt",
           kNoMatch},
          {"arn:aws:s*:*:1:f/*", "arn:aws:s:r:9:x:1:f/d", kNoMatch},
          {"arn:aws:s3:*:x", "arn:aws:s3:::x", kMalformed},
          {"arn:aws:s3::?:x", "arn:aws:s3:::x", kNoMatch},
          {"arn:aws:s3:::?", "arn:aws:s3::::", kMatch},  // the sixth may
          {"arn:aws:s3:::b*", "arn:aws:s3:::b:c:d", kMatch},
          {"arn:aws:iam::111122223333:ROLE/r",
           "arn:aws:iam::111122223333:role/r", kNoMatch},
          {"*", "arn:aws:s3:::b", kMalformed},
          {"arn:*", "arn:aws:s3:::b", kMalformed},
          {"*:*:*:*:*:*", "arn:aws:s3:::b", kMatch},
          {"arn:aws:s3:::b", "b", kMalformed},
          {"arn:aws:s3:::b", "", kMalformed},
          // Components are counted after substitution.
          {"${aws:PrincipalTag/arn}", "arn:aws:iam::111122223333:role/r",
           kMatch},
          {"${aws:PrincipalTag/arn}*", "arn:aws:iam::111122223333:role/r:x",
           kMatch},
          {"arn:aws:s3:::${aws:username}", "arn:aws:s3:::ana", kMatch},
          {"arn:${aws:PrincipalTag/colon}:*:c:d", "arn:a:b:x:c:d", kMatch},
          {"arn:${aws:PrincipalTag/colon}:*:c:d", "arn:a:b:x:y:c:d", kNoMatch},
          {"${aws:username}", "arn:aws:s3:::b", kMalformed},
          {"arn:aws:s3:::${missing}", "arn:aws:s3:::b", kUnresolved},
          {"arn:aws:*${aws:username}*:::b", "arn:aws:x-ana-y:::b", kMatch},
          {"arn:aws:s3:::*${aws:username}*", "arn:aws:s3:::x:ana:y", kMatch},
          {"arn:aws:s3:::*${aws:username}*", "arn:aws:s3:::x:ben:y", kNoMatch},
      });
}

// "IAM JSON policy elements: Resource".
TEST(TextPatternTest, Resource) {
  CheckRows(
      kResource,
      {
          {"*", "*", kMatch},
          {"*", "arn:aws:s3:::b", kMatch},
          {"arn:aws:s3:::b*", "arn:aws:s3:::b/x:y", kMatch},
          {"arn:aws:s3:::b", "arn:aws:s3:::b/x", kNoMatch},
          {"arn:aws:s3:*", "arn:aws:s3:::b", kMatch},
          {"arn:aws:dynamodb:*:table/t",
           "arn:aws:dynamodb:us-east-1:111122223333:table/t", kMatch},
          {"arn:aws:dynamodb:us-*-1:table/t",
           "arn:aws:dynamodb:us-east-1:111122223333:table/t", kNoMatch},
          {"arn:aws:ec2:?:1:x", "arn:aws:ec2:::1:x", kNoMatch},
          {"arn:aws:ec2:*:*:instance/i-?", "arn:aws:ec2:r:1:instance/i-ab",
           kNoMatch},
          {"arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ana/x", kMatch},
          {"arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ben/x",
           kNoMatch},
          {"arn:aws:s3:::b/${aws:PrincipalTag/star}", "arn:aws:s3:::b/x",
           kNoMatch},
          {"arn:aws:s3:::*${aws:username}*", "arn:aws:s3:::b/ana/x", kMatch},
          {"arn:aws:s3:::*${aws:username}*", "arn:aws:s3:::b/ben/x", kNoMatch},
          {"arn:aws:s3:::b/${missing}", "arn:aws:s3:::b/", kUnresolved},
          {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", kMatch},
          {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", kNoMatch},
          // "Variables and tags": behind the fifth colon only.
          {"arn:aws:s3::${aws:username}:b", "arn:aws:s3::ana:b", kMalformed},
          {"${aws:PrincipalTag/arn}", "arn:aws:iam::111122223333:role/r",
           kMalformed},
          {"*${aws:username}", "arn:aws:s3:::ana", kMalformed},
      });
}

TEST(TextPatternTest, TheOldVersionReadsVariablesAsText) {
  EXPECT_EQ(
      Match("arn:aws:s3:::b/${aws:username}/x", kResource,
            "arn:aws:s3:::b/${aws:username}/x", PolicyVersion::k2008_10_17),
      kMatch);
  EXPECT_EQ(Match("${aws:username}", kPlain, "ana", PolicyVersion::k2008_10_17),
            kNoMatch);
  EXPECT_EQ(Match("${*}", kGlob, "${xyz}", PolicyVersion::k2008_10_17), kMatch);
}

// Pieces point into parts, short texts into the string itself.
TEST(TextPatternTest, MovesWithItsPieces) {
  std::vector<TextPattern> patterns;
  for (int i = 0; i < 20; ++i) {
    patterns.emplace_back("a" + std::to_string(i) + "*", kGlob,
                          PolicyVersion::k2012_10_17);
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(patterns[static_cast<size_t>(i)].Match(
                  "a" + std::to_string(i) + "z", Context()),
              kMatch);
  }
}

}  // namespace
}  // namespace iam
