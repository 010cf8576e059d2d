#include "engine/text/json_stream.h"

#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

// Every place in a word, and behind the last whole word.
TEST(JsonStreamTest, StopsAtSpecialCharactersOnly) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool special = byte < 0x20 || c == '"' || c == '\\';
    for (size_t size = 1; size < 20; ++size) {
      for (size_t place = 0; place < size; ++place) {
        std::string text(size, 'a');
        text[place] = c;
        const char* const end = text.data() + size;
        const char* const stop = SkipPlainCharacters(text.data(), end);
        EXPECT_EQ(static_cast<size_t>(stop - text.data()),
                  special ? place : size)
            << byte;
      }
    }
  }
}

TEST(JsonStreamTest, StopsAtTheFirstOfSeveral) {
  const std::string text = "abc\x7F\x80\xFF\"\x01\\\"";
  EXPECT_EQ(
      SkipPlainCharacters(text.data(), text.data() + text.size()) - text.data(),
      6);
}

TEST(JsonStreamTest, EndsWhereTheTextDoes) {
  JsonStream stream(absl::string_view("xy9]", 3), 2);
  EXPECT_EQ(stream.Peek(), '9');
  EXPECT_EQ(stream.Take(), '9');
  EXPECT_EQ(stream.Peek(), '\0');
  EXPECT_EQ(stream.Tell(), 3u);
}

}  // namespace
}  // namespace iam
