#include "engine/condition/digits.h"

#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(DigitsTest, ARunEndsAtWhatIsNoDigit) {
  for (const char c : {':', ';', '?', '/', ' ', 'a', '@', 'p', '\xB5'}) {
    for (size_t place = 0; place < 20; ++place) {
      std::string text = "12345678901234567890";
      text[place] = c;
      EXPECT_EQ(ReadDigits(text).size, place) << text;
    }
  }
}

TEST(DigitsTest, WhatTheySpell) {
  std::string text;
  uint64_t value = 0;
  for (size_t size = 1; size <= kMaxShortDigits; ++size) {
    const auto digit = static_cast<char>('0' + size % 10);
    text.push_back(digit);
    value = value * 10 + size % 10;
    EXPECT_EQ(ReadDigits(text).size, size);
    EXPECT_EQ(ReadDigits(text).value, value) << text;
    EXPECT_EQ(ReadDigits(text + "x").value, value) << text;
  }
  EXPECT_EQ(ReadDigits("").size, 0u);
}

}  // namespace
}  // namespace iam
