// Policies, owners and tags of resources.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kBucket[] = "arn:aws:s3:::amzn-s3-demo-bucket";
constexpr char kObject[] = "arn:aws:s3:::amzn-s3-demo-bucket/folder/k";

std::string Ana(absl::string_view document = "") {
  return Account(
      {.users = {
           User("ana", document.empty()
                           ? ""
                           : absl::StrCat(",\"UserPolicyList\":",
                                          InlinePolicies("own", document)))}});
}

std::string PublicPolicy(absl::string_view effect = "Allow") {
  return absl::StrCat(R"({"Version":"2012-10-17","Statement":[{"Effect":")",
                      effect,
                      R"(","Principal":"*","Action":"*","Resource":"*"}]})");
}

std::string Entry(absl::string_view arn, absl::string_view account,
                  absl::string_view document) {
  return absl::StrCat(
      R"({"ResourceArn":")", arn, "\"",
      account.empty() ? "" : absl::StrCat(R"(,"Account":")", account, "\""),
      R"(,"Policy":)", document, "}");
}

TEST(Resources, ObjectsHaveThePolicyOfTheirBucket) {
  // As a list, and under a name with the owners.
  for (const std::string& text :
       {absl::StrCat("[", Entry(kBucket, "111122223333", PublicPolicy()), "]"),
        absl::StrCat(R"({"ResourcePolicies":[)",
                     Entry(kBucket, "", PublicPolicy()),
                     R"(],"BucketOwners":{"amzn-s3-demo-bucket":)",
                     R"("111122223333"}})")}) {
    const Built built = BuildWorld({Ana(), text});
    ASSERT_TRUE(built.world.ok()) << built.world.status();
    EXPECT_THAT(built.said, IsEmpty());
    EXPECT_EQ(built.world->counts().resource_policies, 1u);
    EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject", kObject),
              "allowed by resource-based");
    EXPECT_EQ(Verdict(*built.world, kAna, "s3:ListBucket", kBucket),
              "allowed by resource-based");
    EXPECT_EQ(Verdict(*built.world, "*", "s3:GetObject", kObject),
              "allowed by resource-based");
    EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject",
                      "arn:aws:s3:::amzn-s3-demo-bucket1/folder/k"),
              "implicitDeny by identity-based");
  }
}

TEST(Resources, OthersAreFoundByTheirExactArn) {
  constexpr char kQueue[] = "arn:aws:sqs:eu-central-1:111122223333:orders";
  const Built built = BuildWorld(
      {Ana(), absl::StrCat("[", Entry(kQueue, "", PublicPolicy()), "]")});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "sqs:SendMessage", kQueue),
            "allowed by resource-based");
  EXPECT_EQ(Verdict(*built.world, kAna, "sqs:SendMessage",
                    absl::StrCat(kQueue, "/dead")),
            "implicitDeny by identity-based");
}

TEST(Resources, TheOwnerMakesItCrossAccount) {
  const std::string owners =
      R"({"BucketOwners":{"amzn-s3-demo-bucket":"444455556666"}})";
  const Built built =
      BuildWorld({Ana(PolicyDocument("Allow", "s3:*")), owners});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject", kObject),
            "implicitDeny by resource-based");
  // No partition's bucket names an account.
  EXPECT_EQ(Verdict(*built.world, kAna, "s3:GetObject",
                    "arn:aws-cn:s3:::amzn-s3-demo-bucket/folder/k"),
            "implicitDeny by resource-based");
  // What the request says about the owner goes first.
  Request request;
  request.principal = kAna;
  request.action = "s3:GetObject";
  request.resource = kObject;
  request.resource_account = "111122223333";
  EXPECT_TRUE(built.world->Authorize(request)->allowed());
}

TEST(Resources, AMissingOwnerIsWarnedOf) {
  const Built built = BuildWorld(
      {Ana(), absl::StrCat("[", Entry(kBucket, "", PublicPolicy()), "]")});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.said, ElementsAre("warning unknown-owner 1:2"));
}

TEST(Resources, TagsAreConditionKeys) {
  constexpr char kByTag[] = R"({"Version":"2012-10-17","Statement":{
      "Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{
      "StringEquals":{"aws:ResourceTag/team":"search"}}}})";
  constexpr char kInstance[] =
      "arn:aws:ec2:eu-central-1:111122223333:instance/i-1";
  const std::string tags =
      absl::StrCat(R"({"ResourceTagMappingList":[{"ResourceARN":")", kInstance,
                   R"(","Tags":[{"Key":"team","Value":"search"}]}]})");
  const Built built = BuildWorld({Ana(kByTag), tags});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_EQ(Verdict(*built.world, kAna, "ec2:StartInstances", kInstance),
            "allowed by identity-based");
  EXPECT_EQ(Verdict(*built.world, kAna, "ec2:StartInstances",
                    absl::StrCat(kInstance, "2")),
            "implicitDeny by identity-based");
}

TEST(Resources, AnUnknownPolicyIsSaid) {
  const Built built = BuildWorld(
      {Ana(),
       absl::StrCat("[", Entry(kBucket, "111122223333", PublicPolicy("Permit")),
                    "]")},
      /*keep_going=*/true);
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(
      Explain(*built.world, kAna, "s3:GetObject", kObject).unknown_policies,
      ElementsAre("policy of arn:aws:s3:::amzn-s3-demo-bucket"));
}

TEST(Resources, CallersWithoutEntry) {
  const Built built = BuildWorld(
      {Ana(),
       absl::StrCat("[", Entry(kBucket, "111122223333", PublicPolicy()), "]")});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  for (const char* principal :
       {"*", "ec2.amazonaws.com", "arn:aws:iam::111122223333:root",
        "111122223333"}) {
    EXPECT_THAT(Verdict(*built.world, principal, "s3:GetObject", kObject),
                HasSubstr("allowed"))
        << principal;
  }
  // A root user whose account is in no file: allowed to ask, and said.
  const Explanation stranger = Explain(
      *built.world, "arn:aws:iam::444455556666:root", "s3:GetObject", kObject);
  EXPECT_THAT(stranger.notes,
              ElementsAre(HasSubstr("444455556666 is not in this world")));
  for (const char* principal :
       {"arn:aws:iam::444455556666:user/eve",
        "arn:aws:sts::444455556666:assumed-role/Deploy/s",
        "arn:aws:sts::444455556666:federated-user/guest"}) {
    Request request;
    request.principal = principal;
    request.action = "s3:GetObject";
    EXPECT_EQ(built.world->Authorize(request).status().code(),
              absl::StatusCode::kNotFound)
        << principal;
    EXPECT_EQ(built.world->Explain(request).status().code(),
              absl::StatusCode::kNotFound)
        << principal;
  }
}

TEST(Resources, ErrorsAreNeverPassedOver) {
  const std::string queue = "arn:aws:sqs:eu-central-1:111122223333:orders";
  const struct {
    std::string text;
    absl::string_view said;
  } kRows[] = {
      {absl::StrCat("[", Entry("orders", "", PublicPolicy()), "]"),
       "malformed-snapshot-member"},
      {absl::StrCat("[", Entry(queue, "444455556666", PublicPolicy()), "]"),
       "malformed-snapshot-member"},
      {absl::StrCat("[", Entry(queue, "1", PublicPolicy()), "]"),
       "malformed-snapshot-member"},
      {absl::StrCat("[", Entry(queue, "", PublicPolicy()), ",",
                    Entry(queue, "", PublicPolicy("Deny")), "]"),
       "conflicting-entry"},
      {absl::StrCat(R"([{"ResourceArn":")", queue, "\"}]"),
       "missing-snapshot-member"},
      {R"({"BucketOwners":{"amzn-s3-demo-bucket":"me"}})",
       "malformed-snapshot-member"},
      {R"({"BucketOwners":{"amzn-s3-demo-bucket":"111122223333",
          "arn:aws:s3:::amzn-s3-demo-bucket":"444455556666"}})",
       "conflicting-entry"},
      {R"({"ResourceTagMappingList":[{"Tags":[]}]})",
       "missing-snapshot-member"},
      {R"({"ResourceTagMappingList":[{"ResourceARN":"a","Tags":[]},
          {"ResourceARN":"a","Tags":[{"Key":"k","Value":"v"}]}]})",
       "conflicting-entry"},
  };
  for (const auto& row : kRows) {
    const Built built = BuildWorld({row.text}, /*keep_going=*/true);
    EXPECT_FALSE(built.world.ok()) << row.text;
    EXPECT_THAT(built.said,
                ElementsAre(HasSubstr(absl::StrCat("error ", row.said))))
        << row.text;
  }
}

}  // namespace
}  // namespace iam
