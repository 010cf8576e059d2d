// Managed and inline policies, attachments, boundaries, keys, the account.
#include <string>

#include "absl/strings/strip.h"
#include "tests/services/iam_service_fixture.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kManageIam[] = "arn:aws:iam::111122223333:policy/ManageIam";

class IamPoliciesTest : public IamServiceTest {
 protected:
  std::string Create(absl::string_view name) {
    return Call("CreatePolicy",
                absl::StrCat(R"({"PolicyName":")", name,
                             R"(","PolicyDocument":")", kAllowS3, "\"}"));
  }
  std::string Put(absl::string_view document) {
    return Call("PutUserPolicy",
                absl::StrCat(R"({"UserName":"learner","PolicyName":"P",)",
                             R"("PolicyDocument":")", document, "\"}"));
  }
  bool Allowed(absl::string_view user, absl::string_view action) {
    Request request;
    request.principal = absl::StrCat("arn:aws:iam::111122223333:user/", user);
    request.action = std::string(action);
    return directory_->world()->Authorize(request)->allowed();
  }
};

TEST_F(IamPoliciesTest, ChangesTakeEffectAtOnce) {
  EXPECT_FALSE(Allowed("learner", "s3:ListAllMyBuckets"));
  EXPECT_EQ(Put(kAllowS3), "");
  EXPECT_TRUE(Allowed("learner", "s3:ListAllMyBuckets"));
  Call("DeleteUserPolicy", R"({"UserName":"learner","PolicyName":"P"})");
  EXPECT_FALSE(Allowed("learner", "s3:ListAllMyBuckets"));
  Create("S3");
  Call(
      "AttachGroupPolicy",
      R"({"GroupName":"learners","PolicyArn":"arn:aws:iam::111122223333:policy/S3"})");
  EXPECT_TRUE(Allowed("learner", "s3:ListAllMyBuckets"));
  EXPECT_EQ(
      Call(
          "PutUserPermissionsBoundary",
          R"({"UserName":"learner","PermissionsBoundary":"arn:aws:iam::111122223333:policy/ManageIam"})"),
      "");
  EXPECT_FALSE(Allowed("learner", "s3:ListAllMyBuckets"));
}

TEST_F(IamPoliciesTest, InlinePolicies) {
  EXPECT_EQ(Put(kAllowS3), "");
  EXPECT_EQ(
      Call("GetUserPolicy", R"({"UserName":"learner","PolicyName":"P"})"),
      "<UserName>learner</UserName><PolicyName>P</PolicyName><PolicyDocument>"
      "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect"
      "%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A"
      "%22%2A%22%7D%5D%7D</PolicyDocument>");
  Call("ListUserPolicies", R"({"UserName":"learner"})");
  EXPECT_EQ(At("PolicyNames/member"), "P");
  EXPECT_EQ(Call("GetUserPolicy", R"({"UserName":"learner","PolicyName":"Q"})"),
            "NoSuchEntity: The user policy with name Q cannot be found.");
  EXPECT_EQ(
      Call("DeleteUserPolicy", R"({"UserName":"learner","PolicyName":"Q"})"),
      "NoSuchEntity: The user policy with name Q cannot be found.");
}

TEST_F(IamPoliciesTest, WrongDocumentsLeaveEverythingAsItWas) {
  const auto before = directory_->Now();
  EXPECT_EQ(
      Put(R"({\"Version\":\"2012-10-17\",\n\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEqual\":{\"aws:username\":\"a\"}}}})"),
      "MalformedPolicyDocument: document:2:76: unknown condition operator "
      "'StringEqual' [unknown-operator]");
  EXPECT_EQ(status_, 400);
  EXPECT_THAT(Put("{"), StartsWith("MalformedPolicyDocument: document:1:"));
  EXPECT_THAT(Put("x"), StartsWith("MalformedPolicyDocument"));
  EXPECT_THAT(Put(kTrustEc2), StartsWith("MalformedPolicyDocument"));
  EXPECT_EQ(directory_->Now(), before);
  Open();
  EXPECT_EQ(
      directory_->FindUser("111122223333", "learner")->inline_policies.size(),
      0u);
}

TEST_F(IamPoliciesTest, InlineSizeIsASum) {
  const std::string filler(2100, 'x');
  EXPECT_EQ(
      Put(absl::StrCat(
          R"({\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::)",
          filler, R"(\"}})")),
      "LimitExceeded: Maximum policy size of 2048 bytes exceeded for "
      "user learner");
  // White space does not count.
  EXPECT_EQ(Put(absl::StrCat("{", std::string(3000, ' '),
                             absl::StripPrefix(kAllowS3, "{"))),
            "");
}

TEST_F(IamPoliciesTest, ManagedPolicies) {
  Create("Read");
  EXPECT_EQ(At("Policy/Arn"), "arn:aws:iam::111122223333:policy/Read");
  EXPECT_EQ(At("Policy/DefaultVersionId"), "v1");
  EXPECT_EQ(Create("read"),
            "EntityAlreadyExists: A policy called read already exists. "
            "Duplicate names are not allowed.");
  const std::string read =
      R"("PolicyArn":"arn:aws:iam::111122223333:policy/Read")";
  const std::string attach =
      absl::StrCat(R"({"UserName":"learner",)", read, "}");
  EXPECT_EQ(Call("AttachUserPolicy", attach), "");
  EXPECT_EQ(Call("AttachUserPolicy", attach), "");
  Call("GetPolicy", absl::StrCat("{", read, "}"));
  EXPECT_EQ(At("Policy/AttachmentCount"), "1");
  Call("ListAttachedUserPolicies", R"({"UserName":"learner"})");
  EXPECT_EQ(At("AttachedPolicies/member/PolicyName"), "Read");
  Call("ListEntitiesForPolicy", absl::StrCat("{", read, "}"));
  EXPECT_EQ(At("PolicyUsers/member/UserName"), "learner");
  EXPECT_EQ(Call("DeletePolicy", absl::StrCat("{", read, "}")),
            "DeleteConflict: Cannot delete a policy attached to entities.");
  EXPECT_EQ(Call("DetachUserPolicy", attach), "");
  EXPECT_EQ(Call("DetachUserPolicy", attach),
            "NoSuchEntity: Policy arn:aws:iam::111122223333:policy/Read was "
            "not found.");
  EXPECT_EQ(Call("DeletePolicy", absl::StrCat("{", read, "}")), "");
  EXPECT_EQ(Call("GetPolicy", absl::StrCat("{", read, "}")),
            "NoSuchEntity: Policy arn:aws:iam::111122223333:policy/Read was "
            "not found.");
  EXPECT_EQ(Call("AttachUserPolicy", attach),
            "NoSuchEntity: Policy arn:aws:iam::111122223333:policy/Read does "
            "not exist or is not attachable.");
  EXPECT_EQ(Call("GetPolicy", R"({"PolicyArn":"not-an-arn-at-all-really"})"),
            "ValidationError: ARN not-an-arn-at-all-really is not valid.");
}

TEST_F(IamPoliciesTest, ListPolicies) {
  Create("Read");
  Call("ListPolicies", R"({"Scope":"Local"})");
  EXPECT_EQ(Count("Policies/member"), 2u);
  Call("ListPolicies", R"({"Scope":"Local","OnlyAttached":"true"})");
  EXPECT_EQ(At("Policies/member/PolicyName"), "ManageIam");
  EXPECT_EQ(Count("Policies/member"), 1u);
  Call("ListPolicies", R"({"Scope":"AWS"})");
  EXPECT_EQ(Count("Policies/member"), 0u);
  Call("ListPolicies", R"({"PolicyUsageFilter":"PermissionsBoundary"})");
  EXPECT_EQ(Count("Policies/member"), 0u);
  EXPECT_THAT(Call("ListPolicies", R"({"Scope":"Mine"})"),
              HasSubstr("enum value set: [All, AWS, Local]"));
}

TEST_F(IamPoliciesTest, Versions) {
  Create("Read");
  const std::string arn =
      R"("PolicyArn":"arn:aws:iam::111122223333:policy/Read")";
  const auto add = [&](absl::string_view more) {
    return Call("CreatePolicyVersion",
                absl::StrCat("{", arn, R"(,"PolicyDocument":")", kAllowS3, "\"",
                             more, "}"));
  };
  for (const char* id : {"v2", "v3", "v4", "v5"}) {
    add(id == std::string("v3") ? R"(,"SetAsDefault":"true")" : "");
    EXPECT_EQ(At("PolicyVersion/VersionId"), id);
  }
  EXPECT_THAT(add(""), StartsWith("LimitExceeded: A managed policy can have"));
  Call("ListPolicyVersions", absl::StrCat("{", arn, "}"));
  EXPECT_EQ(Count("Versions/member"), 5u);
  EXPECT_EQ(At("Versions/member[3]/VersionId"), "v3");
  EXPECT_EQ(At("Versions/member[3]/IsDefaultVersion"), "true");
  const std::string v3 = absl::StrCat("{", arn, R"(,"VersionId":"v3"})");
  const std::string v5 = absl::StrCat("{", arn, R"(,"VersionId":"v5"})");
  EXPECT_EQ(Call("DeletePolicyVersion", v3),
            "DeleteConflict: Cannot delete the default version of a policy.");
  EXPECT_EQ(Call("DeletePolicyVersion", v5), "");
  EXPECT_THAT(Call("GetPolicyVersion", v5), StartsWith("NoSuchEntity"));
  Open();
  add("");
  EXPECT_EQ(At("PolicyVersion/VersionId"), "v6");  // numbers are not used twice
  EXPECT_THAT(Call("DeletePolicy", absl::StrCat("{", arn, "}")),
              StartsWith("DeleteConflict: This policy has more than one"));
  EXPECT_EQ(Call("SetDefaultPolicyVersion",
                 absl::StrCat("{", arn, R"(,"VersionId":"v1"})")),
            "");
  Call("GetPolicyVersion", absl::StrCat("{", arn, R"(,"VersionId":"v1"})"));
  EXPECT_EQ(At("PolicyVersion/IsDefaultVersion"), "true");
  EXPECT_THAT(At("PolicyVersion/Document"), StartsWith("%7B"));
  EXPECT_THAT(
      Call("GetPolicyVersion", absl::StrCat("{", arn, R"(,"VersionId":"1"})")),
      StartsWith("ValidationError"));
}

TEST_F(IamPoliciesTest, AttachmentLimit) {
  for (int i = 0; i < 11; ++i) {
    Create(absl::StrCat("P", i));
    const std::string said = Call(
        "AttachUserPolicy",
        absl::StrCat(
            R"({"UserName":"learner","PolicyArn":"arn:aws:iam::111122223333:policy/P)",
            i, "\"}"));
    EXPECT_EQ(said, i < 10 ? ""
                           : "LimitExceeded: Cannot exceed quota for "
                             "PoliciesPerUser: 10");
  }
}

TEST_F(IamPoliciesTest, Boundaries) {
  EXPECT_THAT(
      Call(
          "PutUserPermissionsBoundary",
          R"({"UserName":"learner","PermissionsBoundary":"arn:aws:iam::111122223333:policy/None"})"),
      StartsWith("NoSuchEntity: Policy arn:aws:iam::111122223333:policy/None"));
  Call("PutUserPermissionsBoundary",
       absl::StrCat(R"({"UserName":"learner","PermissionsBoundary":")",
                    kManageIam, "\"}"));
  Call("GetUser", R"({"UserName":"learner"})");
  EXPECT_EQ(At("User/PermissionsBoundary/PermissionsBoundaryArn"), kManageIam);
  Call("ListPolicies", R"({"PolicyUsageFilter":"PermissionsBoundary"})");
  EXPECT_EQ(At("Policies/member/PermissionsBoundaryUsageCount"), "1");
  const std::string learner = R"({"UserName":"learner"})";
  EXPECT_EQ(Call("DeleteUserPermissionsBoundary", learner), "");
  EXPECT_THAT(Call("DeleteUserPermissionsBoundary", learner),
              StartsWith("NoSuchEntity"));
}

TEST_F(IamPoliciesTest, AccessKeys) {
  Call("CreateAccessKey");  // the caller's own
  EXPECT_EQ(At("AccessKey/UserName"), "iam-admin");
  EXPECT_EQ(At("AccessKey/Status"), "Active");
  EXPECT_EQ(At("AccessKey/SecretAccessKey"), "the-secret");
  const std::string own = At("AccessKey/AccessKeyId");
  Call("CreateAccessKey");
  EXPECT_EQ(Call("CreateAccessKey"),
            "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
  EXPECT_EQ(status_, 409);
  EXPECT_THAT(Call("ListAccessKeys"), Not(HasSubstr("the-secret")));
  EXPECT_EQ(Count("AccessKeyMetadata/member"), 2u);
  const std::string id = absl::StrCat(R"("AccessKeyId":")", own, "\"");
  EXPECT_EQ(Call("UpdateAccessKey",
                 absl::StrCat("{", id, R"(,"Status":"Inactive"})")),
            "");
  EXPECT_FALSE(keys_.At(own)->active);
  EXPECT_THAT(
      Call("UpdateAccessKey", absl::StrCat("{", id, R"(,"Status":"Off"})")),
      StartsWith("ValidationError"));
  // Not another user's.
  const std::string others = absl::StrCat(R"({"UserName":"learner",)", id, "}");
  EXPECT_EQ(Call("DeleteAccessKey", others),
            absl::StrCat("NoSuchEntity: The Access Key with id ", own,
                         " cannot be found."));
  EXPECT_NE(keys_.At(own), nullptr);
  Call("GetAccessKeyLastUsed", absl::StrCat("{", id, "}"));
  EXPECT_EQ(At("AccessKeyLastUsed/ServiceName"), "N/A");
  keys_.At(own)->last_use = {absl::FromUnixSeconds(1790000000), "eu-central-1",
                             "iam"};
  Call("GetAccessKeyLastUsed", absl::StrCat("{", id, "}"));
  EXPECT_EQ(At("UserName"), "iam-admin");
  EXPECT_EQ(At("AccessKeyLastUsed/LastUsedDate"), "2026-09-21T14:13:20Z");
  EXPECT_EQ(Call("DeleteAccessKey", absl::StrCat("{", id, "}")), "");
  EXPECT_THAT(Call("DeleteAccessKey", absl::StrCat("{", id, "}")),
              StartsWith("NoSuchEntity"));
  EXPECT_THAT(Call("CreateAccessKey", R"({"UserName":"nobody"})"),
              StartsWith("NoSuchEntity"));
  caller_.kind = Caller::Kind::kRootUser;
  caller_.principal = "arn:aws:iam::111122223333:root";
  EXPECT_THAT(Call("CreateAccessKey"), StartsWith("ValidationError"));
  Call("ListAccessKeys");
  EXPECT_EQ(Count("AccessKeyMetadata/member"), 0u);
  // Another account sees none of it.
  caller_.account = "444455556666";
  EXPECT_THAT(
      Call("GetAccessKeyLastUsed", R"({"AccessKeyId":"AKIATESTTESTTEST0002"})"),
      StartsWith("NoSuchEntity"));
}

TEST_F(IamPoliciesTest, AuthorizationDetails) {
  Call("GetAccountAuthorizationDetails");
  EXPECT_EQ(Count("UserDetailList/member"), 2u);
  EXPECT_EQ(Count("GroupDetailList/member"), 1u);
  EXPECT_EQ(Count("Policies/member"), 1u);
  EXPECT_EQ(At("UserDetailList/member/UserPolicyList/member/PolicyName"),
            "KeepTheAdmin");
  EXPECT_EQ(At("UserDetailList/member[2]/GroupList/member"), "learners");
  EXPECT_EQ(At("Policies/member/AttachmentCount"), "1");
  EXPECT_THAT(At("Policies/member/PolicyVersionList/member/Document"),
              StartsWith("%7B%0A"));
  Call("GetAccountAuthorizationDetails", R"({"Filter":["Group"]})");
  EXPECT_EQ(Count("UserDetailList/member"), 0u);
  EXPECT_EQ(Count("GroupDetailList/member"), 1u);
  EXPECT_THAT(Call("GetAccountAuthorizationDetails", R"({"Filter":["X"]})"),
              StartsWith("ValidationError"));
  size_t entities = 0;
  std::string marker;
  do {
    Call("GetAccountAuthorizationDetails",
         absl::StrCat(R"({"MaxItems":"1")",
                      marker.empty() ? "" : ",\"Marker\":\"", marker,
                      marker.empty() ? "}" : "\"}"));
    entities += Count("*/member");
    marker = At("Marker");
  } while (!marker.empty());
  EXPECT_EQ(entities, 4u);
}

TEST_F(IamPoliciesTest, Account) {
  EXPECT_THAT(Call("GetAccountSummary"),
              HasSubstr("<entry><key>Users</key><value>2</value></entry>"));
  EXPECT_EQ(Call("CreateAccountAlias", R"({"AccountAlias":"acme"})"), "");
  EXPECT_THAT(Call("CreateAccountAlias", R"({"AccountAlias":"acme"})"),
              StartsWith("EntityAlreadyExists"));
  Open();
  Call("ListAccountAliases");
  EXPECT_EQ(At("AccountAliases/member"), "acme");
  EXPECT_EQ(Call("DeleteAccountAlias", R"({"AccountAlias":"acme"})"), "");
  EXPECT_THAT(Call("DeleteAccountAlias", R"({"AccountAlias":"acme"})"),
              StartsWith("NoSuchEntity"));
  EXPECT_THAT(Call("CreateAccountAlias", R"({"AccountAlias":"-x-"})"),
              StartsWith("ValidationError"));
  EXPECT_EQ(Call("GetLoginProfile", R"({"UserName":"learner"})"),
            "NoSuchEntity: Login Profile for User learner cannot be found.");
  EXPECT_EQ(Call("ListMFADevices", R"({"UserName":"learner"})"),
            "<MFADevices/><IsTruncated>false</IsTruncated>");
  EXPECT_THAT(Call("ListMFADevices", R"({"UserName":"nobody"})"),
              StartsWith("NoSuchEntity"));
}

TEST_F(IamPoliciesTest, OidcProviders) {
  const std::string url = R"("Url":"https://idp.example.com/a/")";
  Call("CreateOpenIDConnectProvider",
       absl::StrCat("{", url, R"(,"ClientIDList":["app"],"ThumbprintList":[")",
                    std::string(40, 'a'), "\"]}"));
  const std::string arn =
      "arn:aws:iam::111122223333:oidc-provider/idp.example.com/a";
  EXPECT_EQ(At("OpenIDConnectProviderArn"), arn);
  EXPECT_THAT(Call("CreateOpenIDConnectProvider", absl::StrCat("{", url, "}")),
              StartsWith("EntityAlreadyExists"));
  EXPECT_THAT(Call("CreateOpenIDConnectProvider",
                   R"({"Url":"http://idp.example.com"})"),
              StartsWith("InvalidInput"));
  Open();
  Call("ListOpenIDConnectProviders");
  EXPECT_EQ(At("OpenIDConnectProviderList/member/Arn"), arn);
  const std::string named =
      absl::StrCat(R"({"OpenIDConnectProviderArn":")", arn, "\"}");
  Call("GetOpenIDConnectProvider", named);
  EXPECT_EQ(At("Url"), "idp.example.com/a");
  EXPECT_EQ(At("ClientIDList/member"), "app");
  EXPECT_EQ(Call("DeleteOpenIDConnectProvider", named), "");
  EXPECT_THAT(Call("GetOpenIDConnectProvider", named),
              StartsWith("NoSuchEntity"));
}

}  // namespace
}  // namespace iam
