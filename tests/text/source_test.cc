#include "iam/source.h"

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(SourceTest, FindsLocations) {
  const Source source("x", "ab\n\ncd\r\nef");
  const struct {
    size_t offset;
    Location expected;
  } kRows[] = {
      {0, {1, 1}},    {2, {1, 3}},  // the line break belongs to its line
      {3, {2, 1}},    {4, {3, 1}},  {8, {4, 1}},
      {9, {4, 2}},    {10, {4, 3}},  // the end
      {1000, {4, 3}},                // past the end is the end
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(source.LocationOf(row.offset), row.expected) << row.offset;
  }
}

TEST(SourceTest, CutsLines) {
  const Source source("x", "ab\n\ncd\r\nef");
  const struct {
    uint32_t line;
    const char* expected;
  } kRows[] = {
      {0, ""}, {1, "ab"}, {2, ""}, {3, "cd"}, {4, "ef"}, {5, ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(source.Line(row.line), row.expected) << row.line;
  }
}

TEST(SourceTest, EmptyTextHasOneLine) {
  const Source source("x", "");
  EXPECT_EQ(source.LocationOf(0), (Location{1, 1}));
  EXPECT_EQ(source.Line(1), "");
}

TEST(SourceTest, LineBreakAtTheEndBeginsALine) {
  const Source source("x", "a\n");
  EXPECT_EQ(source.LocationOf(2), (Location{2, 1}));
  EXPECT_EQ(source.Line(2), "");
}

}  // namespace
}  // namespace iam
