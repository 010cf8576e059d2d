#include "simulator/endpoint/audit_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

TEST(AuditFile, IsAppendedToAndForItsOwnerAlone) {
  const TemporaryDirectory directory;
  const std::string path = absl::StrCat(directory.path(), "/audit");
  for (const char* line : {"{1}", "{2}"}) {
    const auto file = AuditFile::Open(path);
    ASSERT_TRUE(file.ok());
    EXPECT_TRUE((*file)->Write(line));
  }
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "{1}\n{2}\n");
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(AuditFile, TellsThatItCannotBeWrittenTo) {
  const auto full = AuditFile::Open("/dev/full");
  ASSERT_TRUE(full.ok());
  EXPECT_FALSE((*full)->Write("{}"));
  EXPECT_FALSE(AuditFile::Open("/nowhere/audit").ok());
}

}  // namespace
}  // namespace iam
