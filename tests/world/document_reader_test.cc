#include "engine/world/document_reader.h"

#include "engine/text/percent.h"

#include <gtest/gtest.h>

namespace iam {
namespace {

TEST(PercentDecode, Decodes) {
  const struct {
    absl::string_view text;
    std::optional<std::string> decoded;
  } kRows[] = {
      {"", ""},
      {"plain", "plain"},
      {"%7B%22a%22%3A1%7D", R"({"a":1})"},
      {"%7b", "{"},
      {"a+b", "a+b"},  // unlike in HTML forms
      {"%2B%25", "+%"},
      {"%C3%A9", "\xC3\xA9"},
      {"%", std::nullopt},
      {"%4", std::nullopt},
      {"%4G", std::nullopt},
      {"100%", std::nullopt},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(PercentDecode(row.text), row.decoded) << row.text;
  }
}

TEST(DocumentText, TellsTheFormByTheFirstCharacter) {
  // A document may well hold something that looks encoded.
  EXPECT_EQ(DocumentText(R"({"a":"100%"})"), R"({"a":"100%"})");
  EXPECT_EQ(DocumentText(" \n{\"a\":\"%41\"}"), " \n{\"a\":\"%41\"}");
  EXPECT_EQ(DocumentText("%7B%22a%22%3A%22%2541%22%7D"), R"({"a":"%41"})");
  EXPECT_EQ(DocumentText("%7"), std::nullopt);
}

}  // namespace
}  // namespace iam
