#include "simulator/why/text_edit.h"

#include <memory>

#include "engine/text/json.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

SourcePtr Text(const std::string& name, const std::string& text) {
  return std::make_shared<const Source>(name, text);
}

TEST(TextEditTest, EditsAreMadeInTheOrderOfTheText) {
  const SourcePtr a = Text("a", "0123456789");
  const SourcePtr b = Text("b", "untouched");
  const auto edits = OuterEdits({a, b}, {{a, {8, 9}, "E"}, {a, {2, 2}, "<>"}});
  ASSERT_TRUE(edits.ok()) << edits.status();
  EXPECT_EQ(EditedText(*a, *edits), "01<>234567E9");
  EXPECT_EQ(EditedText(*b, *edits), "untouched");
}

TEST(TextEditTest, ADocumentInAStringIsEditedInTheString) {
  const SourcePtr outer =
      Text("w.json", "{\n \"Doc\": \"{\\\"A\\\": 1}\", \"B\": 2\n}");
  const SourcePtr inner = Text("w.json:2:9(text)", "{\"A\": 1}");
  const auto edits = OuterEdits({outer}, {{inner, {6, 7}, "\"x\""}});
  ASSERT_TRUE(edits.ok()) << edits.status();
  EXPECT_EQ(EditedText(*outer, *edits),
            "{\n \"Doc\": \"{\\\"A\\\": \\\"x\\\"}\", \"B\": 2\n}");
}

TEST(TextEditTest, WhatIsOfNoTextIsRefused) {
  const SourcePtr outer = Text("w.json", "{\"Doc\": \"{}\"}");
  for (const char* name :
       {"other", "w.json:9:9(text)", "w.json:1:2(text)", "w.json:0:0(text)",
        "w.json:1:99999999999999999999(text)", "w.json:(text)"}) {
    const SourcePtr inner = Text(name, "{}");
    EXPECT_FALSE(OuterEdits({outer}, {{inner, {0, 0}, "x"}}).ok()) << name;
  }
}

}  // namespace
}  // namespace iam
