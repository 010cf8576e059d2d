#include "simulator/command/program.h"

#include <fstream>
#include <sstream>

#include "gtest/gtest.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

TEST(Program, RulesDateIsThatOfTheIndexOfRules) {
  std::ifstream file(SourceDir() + "/corpus/rules.md");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find("Rules as of: " + std::string(kRulesDate) + "\n"),
            std::string::npos);
}

}  // namespace
}  // namespace iam
