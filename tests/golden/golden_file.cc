#include "tests/golden/golden_file.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "gtest/gtest.h"

namespace iam {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  EXPECT_TRUE(file.good()) << "cannot read " << path;
  return bytes.str();
}

void ExpectGolden(const std::filesystem::path& path,
                  const std::string& actual) {
  const char* const update = std::getenv("IAM_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream file(path, std::ios::binary);
    file << actual;
    EXPECT_TRUE(file.good()) << "cannot write " << path;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(path))
      << path << " is missing; IAM_UPDATE_GOLDEN=1 writes it:\n"
      << actual;
  EXPECT_EQ(actual, ReadFile(path)) << path;
}

}  // namespace iam
