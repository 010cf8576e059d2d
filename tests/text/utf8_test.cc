#include "engine/text/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(Utf8Test, Decodes) {
  const struct {
    std::string text;
    char32_t expected;
    size_t length;
  } kRows[] = {
      {"a", 'a', 1},
      {std::string(1, '\0'), 0, 1},
      {"\xC3\xA9", 0xE9, 2},
      {"\xE2\x82\xAC", 0x20AC, 3},
      {"\xF0\x9F\x98\x80", 0x1F600, 4},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
      {"\xF4\x90\x80\x80", kInvalidUtf8, 1},  // beyond U+10FFFF
      {"\xED\xA0\x80", kInvalidUtf8, 1},      // a surrogate
      {"\xC0\x80", kInvalidUtf8, 1},          // overlong NUL
      {"\xE0\x80\x80", kInvalidUtf8, 1},      // overlong
      {"\x80", kInvalidUtf8, 1},              // continuation first
      {"\xC3", kInvalidUtf8, 1},              // cut off
      {"\xC3z", kInvalidUtf8, 1},
      {"\xFF", kInvalidUtf8, 1},
  };
  for (const auto& row : kRows) {
    size_t at = 0;
    EXPECT_EQ(DecodeUtf8(row.text, &at), row.expected) << row.text;
    EXPECT_EQ(at, row.length) << row.text;
  }
}

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  // Around the 32 bytes that are looked at together.
  for (size_t before = 0; before < 70; ++before) {
    const std::string ascii(before, 'a');
    EXPECT_EQ(FindInvalidUtf8(ascii), before);
    EXPECT_EQ(FindInvalidUtf8(ascii + "\xE9" + "b"), before);
    EXPECT_EQ(FindInvalidUtf8(ascii + "\xC3\xA9"), before + 2);
    EXPECT_EQ(FindInvalidUtf8(ascii + "\xE2\x82"), before);
  }
}

TEST(Utf8Test, SkipsAscii) {
  for (size_t before = 0; before < 70; ++before) {
    const std::string text = std::string(before, 'a') + "\x80" + "b\xFF";
    for (size_t from = 0; from <= before; ++from) {
      EXPECT_EQ(SkipAscii(text, from), before);
    }
    EXPECT_EQ(SkipAscii(text, before + 1), before + 2);
    EXPECT_EQ(SkipAscii(text, text.size()), text.size());
  }
  EXPECT_EQ(SkipAscii("abc", 0), 3u);
}

}  // namespace
}  // namespace iam
