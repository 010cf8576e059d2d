#include "simulator/credentials/secret_box.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SecretBoxTest : public testing::Test {
 protected:
  std::string KeyFile() const { return directory_.path() + "/secret.key"; }
  SecretBox Open() const { return SecretBox::Open(directory_.path()).value(); }
  void WriteKey(const std::string& bytes) const {
    std::ofstream(KeyFile()) << bytes;
    chmod(KeyFile().c_str(), 0600);
  }

  TemporaryDirectory directory_;
};

TEST_F(SecretBoxTest, OpensWhatItSealed) {
  const SecretBox box = Open();
  for (const std::string plain : {"", "x", "canary-secret", "\0\xff"}) {
    const std::string sealed = box.Seal(plain, "purpose");
    EXPECT_EQ(box.Unseal(sealed, "purpose").value(), plain);
    EXPECT_NE(sealed, box.Seal(plain, "purpose"));
  }
  EXPECT_THAT(box.Seal("canary-secret", "p"), Not(HasSubstr("canary")));
}

TEST_F(SecretBoxTest, KeyOutlivesTheProcess) {
  const std::string sealed = Open().Seal("secret", "purpose");
  EXPECT_EQ(Open().Unseal(sealed, "purpose").value(), "secret");
}

TEST_F(SecretBoxTest, RefusesEveryFlippedByte) {
  const SecretBox box = Open();
  const std::string sealed = box.Seal("secret", "purpose");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(box.Unseal(changed, "purpose").ok()) << i;
    EXPECT_FALSE(box.Unseal(sealed.substr(0, i), "purpose").ok()) << i;
  }
  EXPECT_FALSE(box.Unseal(sealed, "another purpose").ok());
  EXPECT_FALSE(box.Unseal(sealed + "x", "purpose").ok());
}

TEST_F(SecretBoxTest, RefusesWhatAnotherKeySealed) {
  const std::string sealed = Open().Seal("secret", "purpose");
  const TemporaryDirectory other;
  EXPECT_FALSE(
      SecretBox::Open(other.path()).value().Unseal(sealed, "purpose").ok());
}

TEST_F(SecretBoxTest, KeyFileIsPrivate) {
  Open();
  struct stat status = {};
  ASSERT_EQ(stat(KeyFile().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  chmod(KeyFile().c_str(), 0640);
  const absl::StatusOr<SecretBox> box = SecretBox::Open(directory_.path());
  EXPECT_THAT(box.status().message(), HasSubstr("others may read"));
}

TEST_F(SecretBoxTest, RefusesAKeyOfAnotherLength) {
  for (const char* bytes :
       {"", "short", "a key that is longer than 32 bytes"}) {
    WriteKey(bytes);
    const absl::StatusOr<SecretBox> box = SecretBox::Open(directory_.path());
    EXPECT_THAT(box.status().message(), HasSubstr("a key has 32"));
  }
}

TEST_F(SecretBoxTest, RefusesADirectoryThatIsMissing) {
  EXPECT_FALSE(SecretBox::Open(directory_.path() + "/none").ok());
}

// Each seals with the key it found; all must have found one.
TEST_F(SecretBoxTest, ProcessesAgreeOnAKey) {
  constexpr int kProcesses = 8;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const absl::StatusOr<SecretBox> box = SecretBox::Open(directory_.path());
      if (!box.ok()) _exit(1);
      std::ofstream(directory_.path() + "/sealed" + std::to_string(i))
          << box->Seal("secret", "purpose");
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const SecretBox box = Open();
  for (int i = 0; i < kProcesses; ++i) {
    std::ifstream file(directory_.path() + "/sealed" + std::to_string(i));
    const std::string sealed(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(box.Unseal(sealed, "purpose").value_or("none"), "secret");
  }
}

}  // namespace
}  // namespace iam
