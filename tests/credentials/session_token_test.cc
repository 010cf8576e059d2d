#include "simulator/credentials/session_token.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/credentials/state_directory.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Session FullSession() {
  Session session;
  session.access_key_id = "ASIAY34FZKBOKMUTVV7A";
  session.secret = "canary-secret";
  session.principal =
      "arn:aws:sts::111122223333:assumed-role/deploy/\xC3\xA9t\xC3\xA9";
  session.user_id = "AROAEXAMPLE:\xC3\xA9t\xC3\xA9";
  session.issued = absl::FromUnixSeconds(1795767065);
  session.expires = session.issued + absl::Hours(1);
  session.mfa = true;
  session.source_identity = "ana";
  session.federated_provider = "https://issuer.example.com";
  session.federating_user = "arn:aws:iam::111122223333:user/ana";
  session.tags = {{"team", "\"a\\b\""}, {"empty", ""}};
  session.transitive_tag_keys = {"team"};
  session.policies = {{"session policy", R"({"Statement": []})"},
                      {"arn:aws:iam::aws:policy/ReadOnlyAccess", "{}"}};
  return session;
}

class SessionTokenTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  SecretBox box_ = SecretBox::Open(directory_.path()).value();
};

TEST_F(SessionTokenTest, KeepsEverything) {
  const Session session = FullSession();
  const Session opened = OpenSession(SealSession(session, box_), box_).value();
  EXPECT_EQ(opened.access_key_id, session.access_key_id);
  EXPECT_EQ(opened.secret, session.secret);
  EXPECT_EQ(opened.principal, session.principal);
  EXPECT_EQ(opened.user_id, session.user_id);
  EXPECT_EQ(opened.issued, session.issued);
  EXPECT_EQ(opened.expires, session.expires);
  EXPECT_EQ(opened.mfa, session.mfa);
  EXPECT_EQ(opened.source_identity, session.source_identity);
  EXPECT_EQ(opened.federated_provider, session.federated_provider);
  EXPECT_EQ(opened.federating_user, session.federating_user);
  EXPECT_EQ(opened.tags, session.tags);
  EXPECT_EQ(opened.transitive_tag_keys, session.transitive_tag_keys);
  ASSERT_EQ(opened.policies.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(opened.policies[i].name, session.policies[i].name);
    EXPECT_EQ(opened.policies[i].document, session.policies[i].document);
  }
}

TEST_F(SessionTokenTest, ASmallSessionStaysSmall) {
  Session session;
  session.access_key_id = "ASIAY34FZKBOKMUTVV7A";
  const std::string token = SealSession(session, box_);
  EXPECT_LT(token.size(), 512u);
  EXPECT_TRUE(OpenSession(token, box_)->policies.empty());
}

TEST_F(SessionTokenTest, LongPoliciesArePacked) {
  Session session = FullSession();
  std::string document = R"({"Statement": [)";
  for (int i = 0; document.size() < 6000; ++i) {
    absl::StrAppend(&document, i == 0 ? "" : ",",
                    R"({"Effect": "Allow", "Action": "s3:Get)", i * 7919,
                    R"(", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket"})");
  }
  session.policies.push_back({"session policy", document + "]}"});
  const std::string token = SealSession(session, box_);
  EXPECT_LT(token.size(), 4096u);
  EXPECT_EQ(OpenSession(token, box_)->policies.back().document,
            session.policies.back().document);
}

TEST_F(SessionTokenTest, TellsNothing) {
  const std::string token = SealSession(FullSession(), box_);
  EXPECT_THAT(token, Not(HasSubstr("canary")));
  EXPECT_EQ(token.find_first_not_of(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                "0123456789+/="),
            std::string::npos);
}

TEST_F(SessionTokenTest, RefusesEveryFlippedByte) {
  const std::string token = SealSession(FullSession(), box_);
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'B', ' ', '=', '\n'}) {
      if (token[i] == c) continue;
      std::string changed = token;
      changed[i] = c;
      EXPECT_FALSE(OpenSession(changed, box_).ok()) << i << c;
    }
    EXPECT_FALSE(OpenSession(token.substr(0, i), box_).ok()) << i;
  }
  EXPECT_FALSE(OpenSession(token + " ", box_).ok());
}

TEST_F(SessionTokenTest, RefusesWhatIsNoSession) {
  EXPECT_FALSE(OpenSession("", box_).ok());
  EXPECT_FALSE(OpenSession("IQoJb3JpZ2luX2VjEXAMPLE", box_).ok());
  // An access key's secret is sealed with the same key, to another end.
  EXPECT_FALSE(
      OpenSession("AA" + box_.Seal("jsecret", "access-key X"), box_).ok());
}

}  // namespace
}  // namespace iam
