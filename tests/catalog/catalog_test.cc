#include "simulator/catalog/catalog.h"

#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Catalog& All() { return Catalog::Get(); }

Catalog::Found Action(absl::string_view name) {
  const auto found = All().FindAction(name);
  EXPECT_TRUE(found.has_value()) << name;
  return found.value_or(Catalog::Found{});
}

std::vector<std::string> TypeNames(absl::string_view action,
                                   absl::string_view arn) {
  std::vector<std::string> names;
  for (const CatalogResourceType* type : All().TypesOf(Action(action), arn)) {
    names.emplace_back(type->name);
  }
  return names;
}

TEST(CatalogTest, HasTheWholeReference) {
  EXPECT_EQ(All().date(), "2026-09-26");
  EXPECT_THAT(std::string(All().origin()),
              ::testing::StartsWith("AWS Service Authorization Reference"));
  EXPECT_EQ(All().prefixes().size(), 456u);
  EXPECT_EQ(All().action_count(), 22091u);
  size_t actions = 0, types = 0, keys = 0, dependents = 0;
  for (const absl::string_view prefix : All().prefixes()) {
    const CatalogService* service = All().FindService(prefix);
    ASSERT_NE(service, nullptr) << prefix;
    EXPECT_EQ(service->prefix, prefix);
    EXPECT_FALSE(service->name.empty()) << prefix;
    actions += service->actions.size();
    types += service->resources.size();
    keys += service->keys.size();
    for (const CatalogAction& action : service->actions) {
      ASSERT_EQ(service->FindAction(action.name), &action) << action.name;
      dependents += action.depends.size();
      for (const ActionResource& resource : action.resources) {
        ASSERT_NE(service->FindResource(resource.type), nullptr)
            << action.name << " " << resource.type;
      }
    }
  }
  EXPECT_EQ(actions, 22091u);
  EXPECT_EQ(types, 2334u);
  EXPECT_EQ(keys, 2578u);
  EXPECT_EQ(dependents, 4141u);
}

TEST(CatalogTest, FindsInAnyCase) {
  for (const char* name :
       {"s3:GetObject", "S3:GETOBJECT", "s3:getobject", "s3:gEtObJect"}) {
    const Catalog::Found found = Action(name);
    EXPECT_EQ(found.service->prefix, "s3");
    EXPECT_EQ(found.action->name, "GetObject");
  }
  EXPECT_EQ(All().FindService("EC2")->name, "Amazon EC2");
  EXPECT_TRUE(All().FindService("s3")->rcp);
  EXPECT_FALSE(All().FindService("ec2")->rcp);
}

TEST(CatalogTest, DoesNotKnowEverything) {
  EXPECT_EQ(All().FindService("notaservice"), nullptr);
  EXPECT_EQ(All().FindService(""), nullptr);
  for (const char* name : {"", ":", "s3", "s3:", ":GetObject", "s3:GetObjects",
                           "notaservice:GetObject", "s3:GetObject:x"}) {
    EXPECT_FALSE(All().FindAction(name).has_value()) << name;
  }
}

TEST(CatalogTest, KnowsWhatAnActionIs) {
  const CatalogAction& get = *Action("s3:GetObject").action;
  EXPECT_EQ(get.level, AccessLevel::kRead);
  EXPECT_FALSE(get.needs_any_resource());
  EXPECT_EQ(Action("iam:CreateUser").action->level, AccessLevel::kWrite);
  EXPECT_EQ(Action("iam:PutUserPolicy").action->level,
            AccessLevel::kPermissions);
  EXPECT_EQ(Action("sqs:TagQueue").action->level, AccessLevel::kTagging);
  const CatalogAction& describe = *Action("ec2:DescribeInstances").action;
  EXPECT_EQ(describe.level, AccessLevel::kList);
  EXPECT_TRUE(describe.needs_any_resource());
  const Catalog::Found send = Action("sqs:SendMessage");
  ASSERT_EQ(send.action->resources.size(), 1u);
  EXPECT_TRUE(send.action->resources[0].required);
  EXPECT_EQ(send.service->FindResource(send.action->resources[0].type)->arn,
            "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}");
  EXPECT_THAT(Action("lambda:CreateFunction").action->depends,
              ::testing::Contains(absl::string_view("iam:PassRole")));
}

TEST(CatalogTest, SuggestsWhatWasMeant) {
  const auto nearest = [](absl::string_view action) {
    return All().NearestActions(action, 3);
  };
  const auto first = [&](absl::string_view action) {
    const std::vector<std::string> all = nearest(action);
    return all.empty() ? "" : all.front();
  };
  EXPECT_EQ(first("s3:GetObjects"), "s3:GetObject");
  EXPECT_EQ(first("ec2:DescribeInstance"), "ec2:DescribeInstances");
  EXPECT_EQ(first("iam:listuser"), "iam:ListUsers");
  EXPECT_EQ(first("dynamdb:GetItem"), "dynamodb:GetItem");
  EXPECT_EQ(first("iam:AssumeRole"), "sts:AssumeRole");  // another service's
  EXPECT_EQ(first("describeinstances"), "ec2:DescribeInstances");
  EXPECT_LE(nearest("TagResource").size(), 3u);  // hundreds have one
  EXPECT_THAT(nearest("s3:Xyzzy"), IsEmpty());
  EXPECT_THAT(nearest("xyzzy:Plugh"), IsEmpty());
  EXPECT_THAT(nearest(""), IsEmpty());
  EXPECT_THAT(nearest(std::string(100000, 'a')), IsEmpty());
  EXPECT_THAT(All().NearestActions("s3:GetObjects", 0), IsEmpty());
}

TEST(CatalogTest, KnowsWhichKeysARequestMayHave) {
  struct Row {
    const char* action;
    const char* key;
    bool may;
  };
  constexpr Row kRows[] = {
      {"ec2:DescribeInstances", "ec2:Region", true},
      {"ec2:DescribeInstances", "EC2:REGION", true},
      {"ec2:DescribeInstances", "ec2:InstanceType", false},
      {"ec2:DescribeInstances", "aws:SourceIp", true},
      {"ec2:DescribeInstances", "aws:ResourceTag/team", false},
      {"ec2:DescribeInstances", "aws:PrincipalTag/team", true},
      {"ec2:DescribeInstances", "ec2:SourceInstanceARN", true},  // a session's
      {"ec2:TerminateInstances", "aws:ResourceTag/team", true},
      {"ec2:TerminateInstances", "ec2:ResourceTag/team", true},
      {"ec2:TerminateInstances", "aws:ResourceTag/", false},
      {"ec2:RunInstances", "aws:RequestTag/team", true},
      {"ec2:RunInstances", "aws:TagKeys", true},
      {"ec2:TerminateInstances", "aws:TagKeys", false},
      {"s3:ListBucket", "s3:prefix", true},
      {"s3:GetObject", "s3:prefix", false},
      {"s3:GetObject", "s3:ExistingObjectTag/class", true},
      {"s3:GetObject", "ec2:Region", false},
      {"s3:GetObject", "aws:NewerThanTheTable", true},
      {"s3:GetObject", "example.org:aud", true},
      {"ssm:SendCommand", "ssm:resourceTag/team", true},
      {"secretsmanager:GetSecretValue", "secretsmanager:ResourceTag/a", true},
      {"elasticloadbalancing:AddTags", "elasticloadbalancing:ResourceTag/a",
       true},
      {"iam:PassRole", "iam:PassedToService", true},
      {"kms:Decrypt", "kms:EncryptionContext:stage", true},
      {"s3:GetObject", "", true},  // no service's
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(All().MaySupply(Action(row.action), row.key), row.may)
        << row.action << " " << row.key;
  }
}

TEST(CatalogTest, ComparesArnsWithFormats) {
  EXPECT_THAT(TypeNames("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/k"),
              ElementsAre("object"));
  EXPECT_THAT(TypeNames("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/*"),
              ElementsAre("object"));
  EXPECT_THAT(TypeNames("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket"),
              IsEmpty());
  EXPECT_THAT(TypeNames("s3:ListBucket", "arn:aws-cn:s3:::amzn-s3-demo-bucket"),
              ElementsAre("bucket"));
  EXPECT_THAT(TypeNames("s3:ListBucket", "arn:aws:s3:::amzn-s3-demo-bucket/k"),
              IsEmpty());
  EXPECT_THAT(TypeNames("iam:GetRole", "arn:aws:iam::111122223333:role/a/b/c"),
              ElementsAre("role"));
  EXPECT_THAT(TypeNames("iam:GetRole", "arn:aws:iam::111122223333:user/ana"),
              IsEmpty());
  EXPECT_THAT(TypeNames("s3:GetObject", "*"), IsEmpty());
  EXPECT_THAT(TypeNames("s3:GetObject", "arn:aws:s3:::"), IsEmpty());
  EXPECT_THAT(TypeNames("ec2:DescribeInstances",
                        "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"),
              IsEmpty());
  // Both formats of a type that has two.
  for (const char* arn :
       {"arn:aws:apigateway:eu-west-1::/apis/a1/models",
        "arn:aws:apigateway:eu-west-1::/restapis/a1/models"}) {
    EXPECT_THAT(TypeNames("apigateway:POST", arn),
                ::testing::Contains("Models"))
        << arn;
  }
}

TEST(CatalogTest, IsReadByManyThreads) {
  std::vector<std::thread> threads;
  std::vector<size_t> counts(8, 0);
  for (size_t i = 0; i < counts.size(); ++i) {
    threads.emplace_back([&counts, i] {
      for (const absl::string_view prefix : All().prefixes()) {
        counts[i] += All().FindService(prefix)->actions.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(counts, ::testing::Each(All().action_count()));
}

}  // namespace
}  // namespace iam
