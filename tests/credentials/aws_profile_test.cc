#include "simulator/credentials/aws_profile.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AwsProfileTest : public testing::Test {
 protected:
  static AwsProfile Course() {
    return {"course", "AKIAEXAMPLE", "canary+secret/", "ap-southeast-2",
            "http://127.0.0.1:4580"};
  }
  static std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static unsigned ModeOf(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777;
  }
  void Write(const std::string& credentials, const std::string& config) const {
    std::filesystem::create_directories(home_.path() + "/.aws");
    std::ofstream(files_.credentials) << credentials;
    std::ofstream(files_.config) << config;
  }

  TemporaryDirectory home_;
  AwsFiles files_ = FindAwsFiles(home_.path(), "", "").value();
};

TEST_F(AwsProfileTest, MakesTheFiles) {
  ASSERT_TRUE(WriteAwsProfile(Course(), files_, false).ok());
  EXPECT_EQ(Read(home_.path() + "/.aws/credentials"),
            "[course]\naws_access_key_id = AKIAEXAMPLE\n"
            "aws_secret_access_key = canary+secret/\n");
  EXPECT_EQ(Read(home_.path() + "/.aws/config"),
            "[profile course]\nregion = ap-southeast-2\n"
            "endpoint_url = http://127.0.0.1:4580\n");
  EXPECT_EQ(ModeOf(files_.credentials), 0600u);
  EXPECT_EQ(ModeOf(files_.config), 0600u);
  EXPECT_EQ(ModeOf(home_.path() + "/.aws"), 0700u);
  size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(home_.path() + "/.aws")) {
    files += entry.is_regular_file();
  }
  EXPECT_EQ(files, 2u);  // nothing is left beside them
}

TEST_F(AwsProfileTest, DefaultIsCalledSoInBoth) {
  AwsProfile profile = Course();
  profile.name = "default";
  ASSERT_TRUE(WriteAwsProfile(profile, files_, false).ok());
  EXPECT_THAT(Read(files_.config), HasSubstr("[default]\n"));
}

TEST_F(AwsProfileTest, LeavesOthersAlone) {
  const std::string credentials =
      "# mine\r\n[default]\naws_access_key_id=AKIAOTHER\n\t\n\n[ work ]\n"
      "aws_secret_access_key : x ; y\n";
  const std::string config =
      "[default]\nregion=eu-west-1\ns3 =\n    max_concurrent_requests = 20\n"
      "[profile work]";
  Write(credentials, config);
  ASSERT_TRUE(WriteAwsProfile(Course(), files_, false).ok());
  EXPECT_EQ(Read(files_.credentials),
            credentials +
                "\n[course]\naws_access_key_id = AKIAEXAMPLE\n"
                "aws_secret_access_key = canary+secret/\n");
  EXPECT_EQ(Read(files_.config),
            config +
                "\n\n[profile course]\nregion = ap-southeast-2\n"
                "endpoint_url = http://127.0.0.1:4580\n");
}

TEST_F(AwsProfileTest, NotOverAProfileUnlessForced) {
  const std::string other = "[default]\na = b\n";
  struct Row {
    std::string credentials, config;
  };
  for (const Row& row : {Row{"[course]\nx = y\n", other},
                         Row{other, "[profile course]\nregion = x\n"},
                         Row{other, "[profile  'course']\nregion = x\n"}}) {
    Write(row.credentials, row.config);
    const absl::Status status = WriteAwsProfile(Course(), files_, false);
    EXPECT_TRUE(absl::IsAlreadyExists(status));
    EXPECT_THAT(status.message(), HasSubstr("profile 'course'"));
    EXPECT_THAT(status.message(), Not(HasSubstr("canary")));
    EXPECT_FALSE(CheckAwsProfile(Course(), files_, false).ok());
    EXPECT_TRUE(CheckAwsProfile(Course(), files_, true).ok());
    EXPECT_EQ(Read(files_.credentials), row.credentials);
    EXPECT_EQ(Read(files_.config), row.config);
  }
}

TEST_F(AwsProfileTest, ForceReplacesTheKeysAndNoMore) {
  Write(
      "[a]\nx = 1\n[course]\n# old\nAWS_ACCESS_KEY_ID=AKIAOLD\n"
      "aws_session_token = old\n  goes on\nmfa_serial = m\n\n[b]\nx = 2\n",
      "[profile course]\noutput = json\nregion = eu-west-1\n\n[profile b]\n");
  ASSERT_TRUE(WriteAwsProfile(Course(), files_, true).ok());
  EXPECT_EQ(Read(files_.credentials),
            "[a]\nx = 1\n[course]\n# old\naws_access_key_id = AKIAEXAMPLE\n"
            "mfa_serial = m\naws_secret_access_key = canary+secret/\n\n"
            "[b]\nx = 2\n");
  EXPECT_EQ(Read(files_.config),
            "[profile course]\noutput = json\nregion = ap-southeast-2\n"
            "endpoint_url = http://127.0.0.1:4580\n\n[profile b]\n");
}

TEST_F(AwsProfileTest, RefusesOddNames) {
  for (const char* name : {"", "a b", "a]b", "[a", "a\nb", "a\r", "\"a\"", "'",
                           "a#b", "a;b", "a\\b", "\x7f", "\xC3\xA9"}) {
    AwsProfile profile = Course();
    profile.name = name;
    EXPECT_TRUE(absl::IsInvalidArgument(WriteAwsProfile(profile, files_, true)))
        << name;
  }
  AwsProfile profile = Course();
  profile.region = "x\naws_access_key_id = y";
  EXPECT_FALSE(WriteAwsProfile(profile, files_, true).ok());
  EXPECT_FALSE(std::filesystem::exists(files_.credentials));
}

TEST_F(AwsProfileTest, ALinkStays) {
  std::filesystem::create_directories(home_.path() + "/.aws");
  std::ofstream(home_.path() + "/elsewhere") << "[a]\n";
  std::filesystem::create_symlink(home_.path() + "/elsewhere",
                                  files_.credentials);
  ASSERT_TRUE(WriteAwsProfile(Course(), files_, false).ok());
  EXPECT_TRUE(std::filesystem::is_symlink(files_.credentials));
  EXPECT_THAT(Read(home_.path() + "/elsewhere"), HasSubstr("[course]"));
}

TEST(AwsFilesTest, FindsThem) {
  EXPECT_EQ(FindAwsFiles("/home/ana", "", "")->credentials,
            "/home/ana/.aws/credentials");
  EXPECT_EQ(FindAwsFiles("/home/ana", "", "~/c")->config, "/home/ana/c");
  EXPECT_EQ(FindAwsFiles("", "/c", "/d")->credentials, "/c");
  EXPECT_FALSE(FindAwsFiles("", "/c", "").ok());
}

}  // namespace
}  // namespace iam
