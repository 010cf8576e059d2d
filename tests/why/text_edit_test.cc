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
  const auto edited = Edited({a, b}, {{a, {8, 9}, "E"}, {a, {2, 2}, "<>"}});
  ASSERT_TRUE(edited.ok()) << edited.status();
  EXPECT_EQ((*edited)[0]->text(), "01<>234567E9");
  EXPECT_EQ((*edited)[0]->name(), "a");
  EXPECT_EQ((*edited)[1], b);
}

TEST(TextEditTest, ADocumentInAStringIsEditedInTheString) {
  const SourcePtr outer =
      Text("w.json", "{\n \"Doc\": \"{\\\"A\\\": 1}\", \"B\": 2\n}");
  const SourcePtr inner = Text("w.json:2:9(text)", "{\"A\": 1}");
  const auto edited = Edited({outer}, {{inner, {6, 7}, "\"x\""}});
  ASSERT_TRUE(edited.ok()) << edited.status();
  EXPECT_EQ((*edited)[0]->text(),
            "{\n \"Doc\": \"{\\\"A\\\": \\\"x\\\"}\", \"B\": 2\n}");
}

TEST(TextEditTest, WhatIsOfNoTextIsRefused) {
  const SourcePtr outer = Text("w.json", "{\"Doc\": \"{}\"}");
  for (const char* name :
       {"other", "w.json:9:9(text)", "w.json:1:2(text)", "w.json:0:0(text)",
        "w.json:1:99999999999999999999(text)", "w.json:(text)"}) {
    const SourcePtr inner = Text(name, "{}");
    EXPECT_FALSE(Edited({outer}, {{inner, {0, 0}, "x"}}).ok()) << name;
  }
}

}  // namespace
}  // namespace iam
