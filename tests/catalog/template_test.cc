#include "simulator/catalog/template.h"

#include <memory>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(TemplateTest, Expands) {
  const auto document = ParseJson(std::make_shared<Source>("call", R"({
      "name": "n", "list": ["a", "b"], "none": null, "number": 7,
      "deep": [{"id": "x"}, {"id": "y"}], "slash": "p/q r", "empty": "",
      "queue": "arn:aws:sqs:eu-west-1:111122223333:q"})"),
                                  nullptr);
  ASSERT_TRUE(document.has_value());
  const Parameters parameters(&document->root());
  const CallPlace place = {"aws", "", "111122223333"};
  const TemplateInput input = {
      parameters,
      place,
      {"arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"}};
  struct Row {
    const char* text;
    const char* values;  // with '|' between
  };
  constexpr Row kRows[] = {
      {"", ""},
      {"plain*", "plain*"},
      {"${Name}", "n"},
      {"a/${name}/b", "a/n/b"},
      {"${list[]}", "a|b"},
      {"${deep[].id}-${list[]}", "x-a|x-b|y-a|y-b"},
      {"${number}", "7"},
      {"${none}", ""},
      {"${empty}", ""},
      {"${nothing}", ""},
      {"x${nothing}", ""},  // all or nothing
      {"${deep}", ""},      // no text
      {"${Partition}:${Account}", "aws:111122223333"},
      {"${Region}", ""},
      {"%%urlencode%${slash}%%", "p%2Fq%20r"},
      {"%%many%${name}%${nothing}%${list[]}%%", "n|a|b"},
      {"%%withpath%${nothing}%${name}%%", "n"},
      {"%%withpath%${name}%${nothing}%%", ""},
      {"%%iftruthy%${name}%*%%%", "*"},
      {"%%iftruthy%${nothing}%*%%%", ""},
      {"%%iftruthy%${nothing}%a%${name}%%", "n"},
      {"%%iftruthy%${name}%%", "n"},
      {"%%iftemplatematch%${queue}%%", "arn:aws:sqs:eu-west-1:111122223333:q"},
      {"%%iftemplatematch%${name}%%", ""},
      {"%%regex%${slash}%/^(.+)\\//g%%/*", "p/*"},
      {"%%regex%${name}%/^(x)/g%%", ""},
      {"%%regex%${name}%/(/g%%", ""},  // no expression
      {"%%regex%${name}%/n/g%%", ""},  // no group
      {"%%regex%%/.*/g%%", ""},
      {"%%unknown%${name}%%", ""},
      {"%%unknown", ""},
      {"%%", ""},
      {"${open", "${open"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(absl::StrJoin(ExpandTemplate(row.text, input), "|"), row.values)
        << row.text;
  }
}

TEST(TemplateTest, HasAnEnd) {
  std::string list = "[";
  for (int i = 0; i < 200; ++i) list += "\"x\",";
  list += "\"x\"]";
  const auto document = ParseJson(
      std::make_shared<Source>("call", "{\"l\": " + list + "}"), nullptr);
  ASSERT_TRUE(document.has_value());
  const Parameters parameters(&document->root());
  const CallPlace place;
  EXPECT_EQ(ExpandTemplate("${l}${l}${l}", {parameters, place}).size(),
            kMostTemplateValues);
}

}  // namespace
}  // namespace iam
