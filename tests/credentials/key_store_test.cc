#include "simulator/credentials/key_store.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/credentials/access_key_id.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

constexpr char kAccount[] = "111122223333";
const absl::Time kNow = absl::FromUnixSeconds(1795767065);

class KeyStoreTest : public testing::Test {
 protected:
  AccessKeyWithSecret Create(const char* user, const char* account = kAccount) {
    return keys_.Create(account, user, kNow).value();
  }

  TemporaryDirectory directory_;
  OpenState state_{directory_.path()};
  KeyStore keys_{state_.database.get(), &state_.box};
};

TEST_F(KeyStoreTest, FindsWhatItMade) {
  const AccessKeyWithSecret made = Create("iam-admin");
  EXPECT_EQ(AccountOfAccessKeyId(made.key.id), kAccount);
  EXPECT_EQ(made.secret.size(), 40u);
  const AccessKey found = keys_.Find(made.key.id).value();
  EXPECT_EQ(found.account, kAccount);
  EXPECT_EQ(found.user_name, "iam-admin");
  EXPECT_TRUE(found.active);
  EXPECT_EQ(found.created, kNow);
  EXPECT_FALSE(found.last_use.has_value());
  EXPECT_EQ(keys_.FindWithSecret(made.key.id)->secret, made.secret);
}

TEST_F(KeyStoreTest, TakesTwoKeysOfAUserWhateverTheirStatus) {
  const AccessKeyWithSecret first = Create("ana");
  Create("ana");
  ASSERT_TRUE(keys_.SetActive(first.key.id, false).ok());
  const auto third = keys_.Create(kAccount, "ana", kNow);
  EXPECT_TRUE(absl::IsResourceExhausted(third.status()));
  EXPECT_EQ(third.status().message(),
            "Cannot exceed quota for AccessKeysPerUser: 2");
  Create("bo");
  Create("ana", "444455556666");
  ASSERT_TRUE(keys_.Delete(first.key.id).ok());
  Create("ana");
  EXPECT_EQ(keys_.ListOfUser(kAccount, "ana")->size(), 2u);
  EXPECT_EQ(keys_.ListOfAccount(kAccount)->size(), 3u);
  EXPECT_EQ(keys_.ListAll()->size(), 4u);
}

TEST_F(KeyStoreTest, UnknownKeysAreNotFound) {
  for (const absl::Status& status :
       {keys_.Find("AKIANONE").status(),
        keys_.FindWithSecret("AKIANONE").status(),
        keys_.SetActive("AKIANONE", false), keys_.Delete("AKIANONE")}) {
    EXPECT_TRUE(absl::IsNotFound(status));
    EXPECT_EQ(status.message(),
              "The Access Key with id AKIANONE cannot be found.");
  }
}

TEST_F(KeyStoreTest, KeysAreOfTheExactUser) {
  Create("ana");
  EXPECT_TRUE(keys_.ListOfUser(kAccount, "Ana")->empty());
  ASSERT_TRUE(keys_.RenameUser(kAccount, "ana", "Ana").ok());
  EXPECT_TRUE(keys_.ListOfUser(kAccount, "ana")->empty());
  EXPECT_EQ(keys_.ListOfUser(kAccount, "Ana")->size(), 1u);
}

TEST_F(KeyStoreTest, SeesAtOnceWhatAnotherProcessDid) {
  const AccessKeyWithSecret made = Create("ana");
  EXPECT_TRUE(keys_.FindWithSecret(made.key.id)->key.active);
  OpenState other(directory_.path());
  KeyStore others(other.database.get(), &other.box);
  ASSERT_TRUE(others.SetActive(made.key.id, false).ok());
  EXPECT_FALSE(keys_.FindWithSecret(made.key.id)->key.active);
  ASSERT_TRUE(others.Delete(made.key.id).ok());
  EXPECT_TRUE(absl::IsNotFound(keys_.FindWithSecret(made.key.id).status()));
}

TEST_F(KeyStoreTest, LastUseIsTheLatest) {
  const std::string id = Create("ana").key.id;
  keys_.RecordUse(id, kNow, "eu-west-1", "iam");
  keys_.RecordUse(id, kNow - absl::Hours(1), "us-east-1", "s3");
  keys_.RecordUse("AKIADELETED", kNow, "us-east-1", "s3");
  const AccessKey found = keys_.Find(id).value();
  ASSERT_TRUE(found.last_use.has_value());
  EXPECT_EQ(found.last_use->when, kNow);
  EXPECT_EQ(found.last_use->region, "eu-west-1");
  EXPECT_EQ(found.last_use->service, "iam");
  keys_.RecordUse(id, kNow - absl::Hours(2), "us-east-1", "s3");
  EXPECT_EQ(keys_.Find(id)->last_use->service, "iam");
}

TEST_F(KeyStoreTest, UsesAreWrittenWhenTheStoreGoes) {
  const std::string id = Create("ana").key.id;
  {
    OpenState other(directory_.path());
    KeyStore others(other.database.get(), &other.box);
    others.RecordUse(id, kNow, "us-east-1", "sts");
  }
  EXPECT_EQ(keys_.Find(id)->last_use->service, "sts");
}

TEST_F(KeyStoreTest, ASecretOpensOnlyAsThatOfItsKey) {
  const AccessKeyWithSecret ana = Create("ana");
  const AccessKeyWithSecret bo = Create("bo");
  ASSERT_TRUE(
      state_.database
          ->Run("UPDATE access_key SET sealed_secret = (SELECT "
                "sealed_secret FROM access_key WHERE id = ?) WHERE id "
                "= ?",
                {absl::string_view(ana.key.id), absl::string_view(bo.key.id)})
          .ok());
  EXPECT_FALSE(keys_.FindWithSecret(bo.key.id).ok());
  EXPECT_TRUE(keys_.FindWithSecret(ana.key.id).ok());
}

TEST_F(KeyStoreTest, others_26_SecretsAreInNoFile) {
  const AccessKeyWithSecret made = Create("ana");
  size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(directory_.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    EXPECT_FALSE(absl::StrContains(bytes, made.secret)) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 2u);
}

TEST_F(KeyStoreTest, ThreadsShareIt) {
  const AccessKeyWithSecret made = Create("ana");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 50; ++j) {
        EXPECT_EQ(keys_.FindWithSecret(made.key.id)->secret, made.secret);
        keys_.RecordUse(made.key.id, kNow + absl::Seconds(j), "r", "s");
        if (i == 0) {
          EXPECT_TRUE(keys_.FlushUses().ok());
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(keys_.Find(made.key.id)->last_use->when, kNow + absl::Seconds(49));
}

// The room of a third key is left alone by threads that want it at once.
TEST_F(KeyStoreTest, QuotaHoldsAmongThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      OpenState other(directory_.path());
      KeyStore others(other.database.get(), &other.box);
      others.Create(kAccount, "ana", kNow).status().IgnoreError();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(keys_.ListOfUser(kAccount, "ana")->size(), 2u);
}

}  // namespace
}  // namespace iam
