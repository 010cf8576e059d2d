#include "simulator/credentials/access_key_id.h"

#include <optional>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(AccessKeyIdTest, ReadsTheAccountOfARealId) {
  EXPECT_EQ(AccountOfAccessKeyId("ASIAY34FZKBOKMUTVV7A"), "609629065308");
}

TEST(AccessKeyIdTest, RefusesWhatHoldsNoAccount) {
  for (const char* id : {
           "AKIAIOSFODNN7EXAMPLE",   // of the old kind
           "AKIDEXAMPLE",            // too short
           "ASIAY34FZKBOKMUTVV7AA",  // too long
           "ASIAY34FZKBOKMUTVV70",   // '0' is no digit of base 32
           "ASIA77777777AAAAAAAA",   // more than 12 digits
           "",
       }) {
    EXPECT_EQ(AccountOfAccessKeyId(id), std::nullopt) << id;
  }
}

TEST(AccessKeyIdTest, KeepsTheAccount) {
  for (const char* account : {"000000000000", "000000000001", "111122223333",
                              "123456789012", "609629065308", "999999999999"}) {
    for (int i = 0; i < 200; ++i) {
      const std::string id = MakeAccessKeyId(kLongTermKeyPrefix, account);
      EXPECT_EQ(id.size(), 20u);
      EXPECT_EQ(id.substr(0, 4), "AKIA");
      EXPECT_TRUE(IsAccessKeyId(id));
      EXPECT_EQ(AccountOfAccessKeyId(id), account) << id;
    }
  }
}

TEST(AccessKeyIdTest, WithoutAnAccountIsAnOldId) {
  EXPECT_EQ(AccountOfAccessKeyId(MakeAccessKeyId("ASIA", "nobody")),
            std::nullopt);
}

TEST(AccessKeyIdTest, EachIsAnother) {
  std::set<std::string> ids, secrets;
  for (int i = 0; i < 2000; ++i) {
    ids.insert(MakeAccessKeyId("AKIA", "111122223333"));
    secrets.insert(MakeSecret());
  }
  EXPECT_EQ(ids.size(), 2000u);
  EXPECT_EQ(secrets.size(), 2000u);
}

// MinIO CVE-2023-27589: a user with the name of root's key.
TEST(AccessKeyIdTest, others_09_IdsOfTwoKindsNeverMeet) {
  std::set<std::string> ids;
  for (const char* prefix : {"AIDA", "AROA", "AGPA", "ANPA", "AIPA"}) {
    const std::string id = MakeUniqueId(prefix);
    EXPECT_EQ(id.size(), 21u);  // no access key id is as long
    EXPECT_EQ(id.substr(0, 4), prefix);
    EXPECT_TRUE(ids.insert(id).second);
  }
}

TEST(AccessKeyIdTest, SecretsAreOfAwsAlphabet) {
  for (int i = 0; i < 200; ++i) {
    const std::string secret = MakeSecret();
    EXPECT_EQ(secret.size(), 40u);
    EXPECT_EQ(secret.find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                  "0123456789+/"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace iam
