#include "engine/condition/ip_set.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

IpSet SetOf(const std::vector<std::string>& texts) {
  std::vector<IpBlock> blocks;
  for (const std::string& text : texts) {
    blocks.push_back(*IpBlock::Parse(text));
  }
  return IpSet(blocks);
}

TEST(IpSetTest, Contains) {
  const struct {
    std::vector<std::string> blocks;
    const char* address;
    bool expected;
  } kRows[] = {
      {{}, "203.0.113.7", false},
      {{}, "::", false},
      {{"203.0.113.7"}, "203.0.113.7", true},
      {{"203.0.113.7"}, "203.0.113.6", false},
      {{"203.0.113.7"}, "203.0.113.8", false},
      {{"203.0.113.0/24", "198.51.100.0/24"}, "198.51.100.255", true},
      {{"203.0.113.0/24", "198.51.100.0/24"}, "198.51.101.0", false},
      {{"203.0.113.0/24", "203.0.113.7"}, "203.0.113.8", true},  // nested
      {{"203.0.113.0/25", "203.0.113.128/25"}, "203.0.113.128", true},
      {{"0.0.0.0/0"}, "255.255.255.255", true},
      {{"0.0.0.0/0"}, "::1", false},  // the families do not mix
      {{"255.255.255.255", "0.0.0.0"}, "255.255.255.255", true},
      {{"255.255.255.255", "0.0.0.0"}, "0.0.0.0", true},
      {{"255.255.255.255", "0.0.0.0"}, "128.0.0.0", false},
      {{"2001:db8::/32", "203.0.113.0/24"}, "2001:db8:ffff::", true},
      {{"2001:db8::/32", "203.0.113.0/24"}, "2001:db9::", false},
      {{"::/1", "8000::/1"}, "7fff::", true},
      {{"2001:db8::/64", "2001:db8:0:1::/64"}, "2001:db8:0:1::", true},
      {{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::"}, "::1", false},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(SetOf(row.blocks).Contains(*IpBlock::ParseAddress(row.address)),
              row.expected)
        << row.address;
  }
}

// Few bits vary, so that blocks touch and overlap.
std::string RandomAddress(std::mt19937* random) {
  const auto byte = [&] { return (*random)() % 2 == 0 ? 0u : 255u; };
  if ((*random)() % 2 == 0) {
    return absl::StrCat(byte(), ".", byte(), ".", (*random)() % 4, ".",
                        (*random)() % 256);
  }
  return absl::StrCat((*random)() % 2, "::", (*random)() % 2, ":",
                      absl::Hex((*random)() % 65536), ":", (*random)() % 3);
}

TEST(IpSetTest, AgreesWithItsBlocks) {
  std::mt19937 random(20261126);
  int contained = 0;
  for (int i = 0; i < 2000; ++i) {
    std::vector<IpBlock> blocks;
    for (size_t size = random() % 12; blocks.size() < size;) {
      const std::string address = RandomAddress(&random);
      const bool v6 = address.find(':') != std::string::npos;
      const auto length = (v6 ? 128 : 32) - random() % (v6 ? 65 : 13);
      blocks.push_back(*IpBlock::Parse(absl::StrCat(address, "/", length)));
    }
    const IpSet set(blocks);
    for (int j = 0; j < 50; ++j) {
      const IpBlock address = *IpBlock::ParseAddress(RandomAddress(&random));
      bool expected = false;
      for (const IpBlock& block : blocks) {
        expected = expected || block.Contains(address);
      }
      contained += expected;
      EXPECT_EQ(set.Contains(address), expected);
    }
  }
  EXPECT_GT(contained, 2000);
}

}  // namespace
}  // namespace iam
