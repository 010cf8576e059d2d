// Reads the sources: signatures and secrets are compared in one way only.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "re2/re2.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

// MinIO 2017, chimera, versitygw: '==' and strcmp tell by their time how much
// of a guess is right.
TEST(SourcesTest, others_27_SignaturesAreComparedInConstantTime) {
  const RE2 comparison(
      R"((?i)(?:signature|secret|expected|\bmac)(?:_|\b)?[\w.>()\[\]*-]*\s*[!=]=)"
      R"(|[!=]=\s*[\w.>*-]*(?:signature|secret|expected)\b(?:[^:]|$))"
      R"(|\b(?:strn?cmp|memcmp|EqualsIgnoreCase)\([^;]*(?:signature|secret)\b)");
  size_t files = 0, constant = 0;
  for (const char* room : {"simulator/signature", "simulator/credentials"}) {
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(SourceDir()) / room)) {
      std::ifstream file(entry.path());
      ++files;
      for (std::string line; std::getline(file, line);) {
        constant += line.find("CRYPTO_memcmp") != std::string::npos;
        // A pointer or an optional that is there is no secret.
        if (line.find("nullptr") != std::string::npos) continue;
        EXPECT_FALSE(RE2::PartialMatch(line, comparison))
            << entry.path() << ": " << line;
      }
    }
  }
  EXPECT_GT(files, 20u);
  EXPECT_EQ(constant, 1u);
  for (const char* wrong :
       {"if (signature == expected)", "signed_request.signature != x",
        "strcmp(a, signature)", "x == found->second.secret"}) {
    EXPECT_TRUE(RE2::PartialMatch(wrong, comparison)) << wrong;
  }
}

}  // namespace
}  // namespace iam
