#include "simulator/command/keys.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/credentials/access_key_id.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kAccount[] = "111122223333";

struct Ended {
  int status;
  std::string out, err;
};

class KeysCommandTest : public testing::Test {
 protected:
  // "ana" is in one account, "bo" in two.
  static absl::StatusOr<std::vector<UserOfAccount>> FindUsers(
      StateDatabase*, const std::string&, absl::string_view name, CommandIo&) {
    std::vector<UserOfAccount> users;
    if (absl::EqualsIgnoreCase(name, "ana")) users = {{kAccount, "ana"}};
    if (absl::EqualsIgnoreCase(name, "bo")) {
      users = {{kAccount, "bo"}, {"444455556666", "bo"}};
    }
    return users;
  }

  Ended Run(std::vector<std::string> args) const {
    args.insert(args.end(), {"--state", directory_.path() + "/state"});
    std::istringstream in;
    std::ostringstream out, err;
    DiskFileReader files;
    CommandIo io = {
        .in = in,
        .out = out,
        .err = err,
        .files = files,
        .now = [] { return std::string("2026-11-24T14:31:05Z"); },
        .variable =
            [this](const char* name) {
              return std::string(name) == "HOME" ? directory_.path() : "";
            },
    };
    const std::unique_ptr<Command> command = MakeKeysCommand(&FindUsers);
    CLI::App app;
    command->AddTo(app);
    std::reverse(args.begin(), args.end());
    app.parse(std::move(args));
    const int status = command->Run(io);
    return {status, out.str(), err.str()};
  }

  std::string CreateFor(const std::string& user) const {
    const Ended ended = Run({"create", "--user", user, "--format", "json"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    const size_t at = ended.out.find("AKIA");
    return at == std::string::npos ? "" : ended.out.substr(at, 20);
  }
  std::string Read(const std::string& name) const {
    std::ifstream file(directory_.path() + "/.aws/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  TemporaryDirectory directory_;
};

TEST_F(KeysCommandTest, LifeOfAKey) {
  const std::string id = CreateFor("ANA");
  EXPECT_EQ(AccountOfAccessKeyId(id), kAccount);
  EXPECT_THAT(Run({"list"}).out, HasSubstr("Active    user ana of 1111"));
  EXPECT_THAT(Run({"deactivate", "--access-key-id", id}).out,
              HasSubstr("is inactive now"));
  EXPECT_THAT(Run({"list", "--user", "ana", "--format", "json"}).out,
              HasSubstr(R"("Status":"Inactive")"));
  EXPECT_THAT(Run({"activate", "--access-key-id", id}).out,
              HasSubstr("is active now"));
  EXPECT_THAT(Run({"last-used", "--access-key-id", id}).out,
              HasSubstr("was never used"));
  EXPECT_THAT(
      Run({"last-used", "--access-key-id", id, "--format", "json"}).out,
      HasSubstr(R"("AccessKeyLastUsed":{"ServiceName":"N/A","Region":"N/A"})"));
  EXPECT_EQ(Run({"delete", "--access-key-id", id}).status, 0);
  EXPECT_EQ(Run({"list"}).out, "no access keys\n");
  EXPECT_EQ(Run({"delete", "--access-key-id", id}).status, 1);
}

TEST_F(KeysCommandTest, SecretIsShownOnce) {
  const Ended made = Run({"create", "--user", "ana"});
  const size_t at = made.out.find("secret access key  ");
  ASSERT_NE(at, std::string::npos) << made.out;
  const std::string secret = made.out.substr(at + 19, 40);
  for (const char* format : {"text", "json"}) {
    EXPECT_THAT(Run({"list", "--format", format}).out, Not(HasSubstr(secret)));
  }
}

TEST_F(KeysCommandTest, AThirdKeyIsTooMany) {
  CreateFor("ana");
  CreateFor("ana");
  const Ended third = Run({"create", "--user", "ana"});
  EXPECT_EQ(third.status, 1);
  EXPECT_EQ(third.err,
            "iamsim: error: Cannot exceed quota for AccessKeysPerUser: 2\n");
}

TEST_F(KeysCommandTest, AsksForTheAccountOfTwo) {
  const Ended ended = Run({"create", "--user", "bo"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("111122223333, 444455556666"));
  EXPECT_THAT(ended.err, HasSubstr("--account"));
  EXPECT_EQ(Run({"create", "--user", "bo", "--account", "444455556666"}).status,
            0);
  EXPECT_EQ(Run({"create", "--user", "eve"}).status, 1);
}

TEST_F(KeysCommandTest, RootIsRefused) {
  const Ended ended = Run({"create", "--root"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("root user is refused"));
}

TEST_F(KeysCommandTest, WrongUsage) {
  for (const std::vector<std::string>& args :
       std::vector<std::vector<std::string>>{
           {"create"},
           {"delete"},
           {"create", "--user", "ana", "--force"},
           {"create", "--user", "ana", "--region", "eu-west-1"},
           {"list", "--configure", "p"},
           {"create", "--user", "ana", "--access-key-id", "AKIAX"},
           {"list", "--access-key-id", "AKIAX"}}) {
    EXPECT_EQ(Run(args).status, 2);
  }
  EXPECT_FALSE(std::filesystem::exists(directory_.path() + "/state"));
}

TEST_F(KeysCommandTest, OnlyCreateMakesAState) {
  EXPECT_EQ(Run({"list"}).status, 2);
  EXPECT_FALSE(std::filesystem::exists(directory_.path() + "/state"));
}

TEST_F(KeysCommandTest, ConfiguresAProfile) {
  const Ended made = Run({"create", "--user", "ana", "--configure", "course"});
  EXPECT_EQ(made.status, 0) << made.err;
  const std::string credentials = Read("credentials");
  EXPECT_THAT(credentials, StartsWith("[course]\naws_access_key_id = AKIA"));
  const size_t at = credentials.find("aws_secret_access_key = ");
  EXPECT_THAT(made.out, Not(HasSubstr(credentials.substr(at + 24, 40))));
  EXPECT_EQ(Read("config"),
            "[profile course]\nregion = us-east-1\n"
            "endpoint_url = http://127.0.0.1:4580\n");
  // Neither over it, nor a key without a place.
  const Ended again = Run({"create", "--user", "ana", "--configure", "course"});
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.err, HasSubstr("--force"));
  EXPECT_EQ(Read("credentials"), credentials);
  EXPECT_EQ(Run({"create", "--user", "ana", "--configure", "course", "--force",
                 "--region", "eu-west-1"})
                .status,
            0);
  EXPECT_NE(Read("credentials"), credentials);
  EXPECT_THAT(Read("config"), HasSubstr("region = eu-west-1"));
}

TEST_F(KeysCommandTest, AKeyThatCannotBeConfiguredIsNone) {
  CreateFor("ana");
  EXPECT_EQ(Run({"create", "--user", "ana", "--configure", "a]b"}).status, 2);
  std::filesystem::create_directories(directory_.path() + "/.aws/config");
  EXPECT_EQ(Run({"create", "--user", "ana", "--configure", "course"}).status,
            2);
  EXPECT_THAT(Run({"list", "--format", "json"}).out, Not(HasSubstr("},{")));
  EXPECT_THAT(Read("credentials"), IsEmpty());
}

}  // namespace
}  // namespace iam
