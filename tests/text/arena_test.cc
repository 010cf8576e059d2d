#include "engine/text/arena.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(ArenaTest, KeepsWhatItHoldsWhereItIs) {
  Arena arena(/*first_chunk=*/16);
  std::vector<absl::string_view> texts;
  for (size_t i = 0; i < 1000; ++i) {
    texts.push_back(arena.Copy(std::string(i, 'x')));
  }
  const Arena moved = std::move(arena);
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(texts[i], std::string(i, 'x'));
  }
}

TEST(ArenaTest, AlignsEverything) {
  Arena arena(/*first_chunk=*/64);
  for (int i = 0; i < 100; ++i) {
    arena.Allocate<char>(3);
    const auto place = reinterpret_cast<uintptr_t>(arena.Allocate<uint64_t>(1));
    EXPECT_EQ(place % alignof(uint64_t), 0u);
  }
}

TEST(ArenaTest, HoldsMoreThanOneChunk) {
  Arena arena(/*first_chunk=*/8);
  const std::vector<int> many(3 << 20, 7);
  EXPECT_EQ(arena.Copy<int>(many), absl::MakeConstSpan(many));
  EXPECT_TRUE(arena.Copy("").empty());
}

}  // namespace
}  // namespace iam
