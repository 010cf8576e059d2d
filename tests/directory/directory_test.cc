#include "simulator/directory/directory.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/directory/entity_json.h"
#include "simulator/http/utc_time.h"
#include "simulator/snapshot/file_reader.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAccount[] = "111122223333";
constexpr char kAllowAll[] =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";

WorldSources Files(const std::map<std::string, std::string>& files) {
  WorldSources sources;
  for (const auto& [name, text] : files) {
    sources.sources.push_back(std::make_shared<const Source>(name, text));
  }
  return sources;
}

WorldSources CorpusWorld(absl::string_view name) {
  DiskFileReader files;
  return *ReadWorldSources(absl::StrCat(SourceDir(), "/corpus/worlds/", name),
                           files);
}

// A small account: "ana" in group "devs", policy "Read".
std::string SmallAccount() {
  return R"({"UserDetailList":[
 {"Path":"/ops/","UserName":"ana","UserId":"AIDAANA","Arn":"arn:aws:iam::111122223333:user/ops/ana",
  "CreateDate":"2024-03-04T08:00:00+00:00","GroupList":["devs"],
  "AttachedManagedPolicies":[{"PolicyName":"Read","PolicyArn":"arn:aws:iam::111122223333:policy/Read"}]},
 {"Path":"/","UserName":"bob","UserId":"AIDABOB","Arn":"arn:aws:iam::111122223333:user/bob"}],
 "GroupDetailList":[{"Path":"/","GroupName":"devs","GroupId":"AGPADEVS","Arn":"arn:aws:iam::111122223333:group/devs"}],
 "Policies":[{"PolicyName":"Read","PolicyId":"ANPAREAD","Arn":"arn:aws:iam::111122223333:policy/Read","Path":"/",
  "DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":
  {"Version":"2012-10-17",  "Statement":[ {"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}]}]})";
}

class DirectoryTest : public testing::Test {
 protected:
  DirectoryTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = absl::StrCat(testing::TempDir(), "/directory_", test->name());
    std::filesystem::remove_all(path_);
  }
  ~DirectoryTest() override { std::filesystem::remove_all(path_); }

  absl::Status Open(const WorldSources& files) {
    directory_.reset();
    state_.reset();
    auto state = StateDatabase::Open(path_);
    if (!state.ok()) return state.status();
    state_ = *std::move(state);
    diagnostics_ = Diagnostics();
    auto directory = Directory::Open(state_.get(), files, &diagnostics_);
    if (!directory.ok()) return directory.status();
    directory_ = *std::move(directory);
    return absl::OkStatus();
  }

  bool Has(absl::string_view name) {
    return directory_->FindUser(kAccount, name) != nullptr;
  }

  absl::Status AddUser(absl::string_view name, absl::string_view document) {
    return directory_->Change([&](EntityTable* entities) {
      Entity user;
      user.account = kAccount;
      user.name = std::string(name);
      user.id = MakeEntityId(EntityKind::kUser);
      user.inline_policies = {{"Own", std::string(document)}};
      entities->Put(user);
      return true;
    });
  }

  std::string path_;
  std::unique_ptr<StateDatabase> state_;
  std::unique_ptr<Directory> directory_;
  Diagnostics diagnostics_;
};

TEST_F(DirectoryTest, TakesOverAWorldOfManyAccounts) {
  ASSERT_TRUE(Open(CorpusWorld("acme")).ok()) << diagnostics_.ToString();
  EXPECT_THAT(directory_->Accounts(),
              ElementsAre("111122223333", "123456789012", "444455556666",
                          "777788889999", "999999999999"));
  const EntityPtr olivia = directory_->FindUser(kAccount, "olivia");
  ASSERT_NE(olivia, nullptr);
  EXPECT_EQ(olivia->Arn(), "arn:aws:iam::111122223333:user/ops/olivia");
  EXPECT_EQ(olivia->id, "AIDAOW6TNSMDSOEXAMPLE");
  EXPECT_THAT(olivia->groups, ElementsAre("operators"));
  EXPECT_EQ(UtcTime(olivia->created), "2024-03-04T08:00:00Z");
}

// The world of the directory answers as that of the files.
TEST_F(DirectoryTest, WorldDecidesAsTheFilesDo) {
  const WorldSources files = CorpusWorld("acme");
  ASSERT_TRUE(Open(files).ok());
  const auto world = BuildWorld(files, false, nullptr);
  const auto now = directory_->world();
  EXPECT_EQ(now->counts().users, world->counts().users);
  EXPECT_EQ(now->counts().roles, world->counts().roles);
  EXPECT_EQ(now->counts().groups, world->counts().groups);
  EXPECT_EQ(now->counts().statements, world->counts().statements);
  EXPECT_EQ(now->counts().attached_policies, world->counts().attached_policies);
  for (const std::string& account : directory_->Accounts()) {
    for (const EntityPtr& user :
         directory_->Now()->entities.List(account, EntityKind::kUser)) {
      for (const char* action :
           {"s3:ListAllMyBuckets", "iam:CreateUser", "cloudtrail:StopLogging",
            "ec2:RunInstances"}) {
        Request request;
        request.principal = user->Arn();
        request.action = action;
        EXPECT_EQ(now->Authorize(request)->outcome,
                  world->Authorize(request)->outcome)
            << user->Arn() << " " << action;
      }
    }
  }
}

TEST_F(DirectoryTest, KeepsDocumentsByteForByte) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  const EntityPtr policy = directory_->Now()->entities.FindArn(
      "arn:aws:iam::111122223333:policy/Read");
  ASSERT_NE(policy, nullptr);
  EXPECT_EQ(
      policy->DefaultVersion()->text,
      R"({"Version":"2012-10-17",  "Statement":[ {"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]})");
}

TEST_F(DirectoryTest, RealArnFindsThePath) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  EXPECT_EQ(
      directory_->Now()->entities.RealArn("arn:aws:iam::111122223333:user/ana"),
      "arn:aws:iam::111122223333:user/ops/ana");
  for (const char* same :
       {"arn:aws:iam::111122223333:user/ops/ana", "*", "",
        "arn:aws:iam::111122223333:user/nobody",
        "arn:aws:iam::111122223333:user/other/ana",
        "arn:aws:iam::444455556666:user/ana", "arn:aws:iam::111122223333:root",
        "arn:aws:s3:::amzn-s3-demo-bucket"}) {
    EXPECT_EQ(directory_->Now()->entities.RealArn(same), same);
  }
}

TEST_F(DirectoryTest, ChangesSurviveARestart) {
  const WorldSources files = Files({{"a.json", SmallAccount()}});
  ASSERT_TRUE(Open(files).ok());
  ASSERT_TRUE(AddUser("carl", kAllowAll).ok());
  ASSERT_TRUE(directory_
                  ->Change([](EntityTable* entities) {
                    entities->Remove(
                        EntityKey(kAccount, EntityKind::kUser, "bob"));
                    return true;
                  })
                  .ok());
  const std::string before =
      EntityJson(*directory_->FindUser(kAccount, "carl"));
  ASSERT_TRUE(Open(files).ok());
  EXPECT_TRUE(Has("ana"));
  EXPECT_FALSE(Has("bob"));  // deleted by a call, and unchanged in the files
  ASSERT_TRUE(Has("carl"));
  EXPECT_EQ(EntityJson(*directory_->FindUser(kAccount, "carl")), before);
  // Without files, too: the keys command needs no world.
  ASSERT_TRUE(Open({}).ok());
  EXPECT_TRUE(Has("ana"));
  EXPECT_TRUE(Has("carl"));
}

TEST_F(DirectoryTest, WhatChangedInTheFilesWins) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  ASSERT_TRUE(directory_
                  ->Change([](EntityTable* entities) {
                    Entity ana =
                        *entities->Find(kAccount, EntityKind::kUser, "ana");
                    ana.tags = {{"by", "call"}};
                    entities->Put(ana);
                    Entity bob =
                        *entities->Find(kAccount, EntityKind::kUser, "bob");
                    bob.tags = {{"by", "call"}};
                    entities->Put(bob);
                    return true;
                  })
                  .ok());
  const std::string changed = absl::StrReplaceAll(
      SmallAccount(), {{"\"GroupList\":[\"devs\"]",
                        "\"GroupList\":[\"devs\"],\"Tags\":[{\"Key\":\"by\","
                        "\"Value\":\"file\"}]"}});
  ASSERT_TRUE(
      directory_->Reload(Files({{"a.json", changed}}), &diagnostics_).ok());
  EXPECT_EQ(directory_->FindUser(kAccount, "ana")->tags[0].value, "file");
  EXPECT_EQ(directory_->FindUser(kAccount, "bob")->tags[0].value, "call");
}

TEST_F(DirectoryTest, WhatWentFromTheFilesGoes) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  ASSERT_TRUE(directory_
                  ->Change([](EntityTable* entities) {
                    Entity bob =
                        *entities->Find(kAccount, EntityKind::kUser, "bob");
                    bob.groups = {"devs"};
                    bob.attached = {"arn:aws:iam::111122223333:policy/Read"};
                    entities->Put(bob);
                    Entity carl;
                    carl.account = kAccount;
                    carl.name = "carl";
                    entities->Put(carl);
                    return true;
                  })
                  .ok());
  const std::string only_users = R"({"UserDetailList":[
 {"Path":"/","UserName":"bob","UserId":"AIDABOB","Arn":"arn:aws:iam::111122223333:user/bob"}]})";
  ASSERT_TRUE(
      directory_->Reload(Files({{"a.json", only_users}}), &diagnostics_).ok())
      << diagnostics_.ToString();
  EXPECT_FALSE(Has("ana"));
  EXPECT_TRUE(Has("carl"));  // made by a call
  const EntityPtr bob = directory_->FindUser(kAccount, "bob");
  ASSERT_NE(bob, nullptr);
  EXPECT_THAT(bob->groups, IsEmpty());
  EXPECT_THAT(bob->attached, IsEmpty());
}

TEST_F(DirectoryTest, RefusedChangeLeavesNoTrace) {
  const WorldSources files = Files({{"a.json", SmallAccount()}});
  ASSERT_TRUE(Open(files).ok());
  const auto before = directory_->Now();
  const absl::Status refused =
      AddUser("mallory", R"({"Version":"2012-10-17","Statement":)");
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(refused.message(), HasSubstr("account 111122223333"));
  EXPECT_EQ(directory_->Now(), before);
  // Nor does one that its own transaction refuses.
  const absl::Status along = directory_->Change(
      [](EntityTable* entities) {
        entities->Remove(EntityKey(kAccount, EntityKind::kUser, "ana"));
        return true;
      },
      [] { return absl::InternalError("no"); });
  EXPECT_FALSE(along.ok());
  EXPECT_EQ(directory_->Now(), before);
  ASSERT_TRUE(Open(files).ok());
  EXPECT_FALSE(Has("mallory"));
  EXPECT_TRUE(Has("ana"));
}

TEST_F(DirectoryTest, RefusedReloadLeavesNoTrace) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  const auto before = directory_->Now();
  for (const char* bad : {"{", "{\"Nothing\":1}", "[]x"}) {
    Diagnostics said;
    EXPECT_FALSE(directory_->Reload(Files({{"a.json", bad}}), &said).ok());
    EXPECT_TRUE(said.has_errors());
    EXPECT_EQ(directory_->Now(), before);
  }
}

// What cannot be read did not go.
TEST_F(DirectoryTest, UnreadableFilesAreNoEmptyOnes) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  WorldSources some = Files({{"b.json", R"({"UserDetailList":[]})"}});
  some.unreadable = absl::InvalidArgumentError("cannot read 'a.json'");
  EXPECT_EQ(directory_->Reload(some, &diagnostics_), some.unreadable);
  EXPECT_TRUE(Has("ana"));
}

// Another process reads the changed files first.
TEST_F(DirectoryTest, ReloadSeesWhatAnotherProcessTookOver) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  const WorldSources changed =
      Files({{"a.json",
              absl::StrReplaceAll(SmallAccount(), {{"AIDABOB", "AIDABOB2"}})}});
  auto state = StateDatabase::Open(path_);
  ASSERT_TRUE(state.ok());
  ASSERT_TRUE(Directory::Open(state->get(), changed, &diagnostics_).ok());
  EXPECT_EQ(directory_->FindUser(kAccount, "bob")->id, "AIDABOB");
  ASSERT_TRUE(directory_->Reload(changed, &diagnostics_).ok());
  EXPECT_EQ(directory_->FindUser(kAccount, "bob")->id, "AIDABOB2");
}

TEST_F(DirectoryTest, OldWorldStaysWhatItIs) {
  ASSERT_TRUE(Open(Files({{"a.json", SmallAccount()}})).ok());
  const auto before = directory_->world();
  ASSERT_TRUE(AddUser("carl", kAllowAll).ok());
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/carl";
  request.action = "s3:ListAllMyBuckets";
  EXPECT_EQ(before->Authorize(request).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_TRUE(directory_->world()->Authorize(request)->allowed());
}

TEST_F(DirectoryTest, NothingAtAll) {
  ASSERT_TRUE(Open({}).ok());
  EXPECT_THAT(directory_->Accounts(), IsEmpty());
  EXPECT_EQ(directory_->FindUser(kAccount, "ana"), nullptr);
}

TEST_F(DirectoryTest, PartsOfAListAndSeveralAccountsInOneFile) {
  const std::string both = absl::StrCat(
      "[", SmallAccount(), R"(,{"ResourcePolicies":[{"ResourceArn":)",
      R"("arn:aws:s3:::amzn-s3-demo-bucket","Account":"111122223333",)",
      R"("Policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow",)",
      R"("Principal":"*","Action":"s3:PutObject",)",
      R"("Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}}}]},)",
      R"({"UserDetailList":[{"UserName":"zoe",)",
      R"("Arn":"arn:aws:iam::444455556666:user/zoe"}]}])");
  ASSERT_TRUE(Open(Files({{"all.json", both}})).ok())
      << diagnostics_.ToString();
  EXPECT_NE(directory_->FindUser("444455556666", "zoe"), nullptr);
  EXPECT_THAT(directory_->FindUser("444455556666", "zoe")->id,
              HasSubstr("AIDA"));
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/bob";
  request.action = "s3:PutObject";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/k";
  EXPECT_TRUE(directory_->world()->Authorize(request)->allowed());
}

TEST(EntityTest, IdsNameTheKind) {
  EXPECT_EQ(MakeEntityId(EntityKind::kRole).substr(0, 4), "AROA");
  EXPECT_EQ(MakeEntityId(EntityKind::kRole).size(), 21u);
  EXPECT_NE(MakeEntityId(EntityKind::kUser), MakeEntityId(EntityKind::kUser));
}

}  // namespace
}  // namespace iam
