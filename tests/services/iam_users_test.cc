// Users, groups, roles, instance profiles and their tags.
#include <string>

#include "tests/services/iam_service_fixture.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using IamUsersTest = IamServiceTest;

TEST_F(IamUsersTest, CreateAndGetUser) {
  EXPECT_THAT(
      Call(
          "CreateUser",
          R"({"UserName":"ana","Path":"/ops/","Tags":[{"Key":"team","Value":"a"}]})"),
      StartsWith("<User><Path>/ops/</Path><UserName>ana</UserName>"));
  EXPECT_EQ(At("User/Arn"), "arn:aws:iam::111122223333:user/ops/ana");
  EXPECT_THAT(At("User/UserId"), StartsWith("AIDA"));
  EXPECT_EQ(At("User/UserId").size(), 21u);
  EXPECT_EQ(At("User/CreateDate"), "2026-09-21T14:13:20Z");
  const std::string id = At("User/UserId");
  Open();  // restarts
  Call("GetUser", R"({"UserName":"ana"})");
  EXPECT_EQ(At("User/UserId"), id);
  EXPECT_EQ(At("User/Tags/member/Value"), "a");
}

TEST_F(IamUsersTest, NamesAreUniqueIgnoringCase) {
  EXPECT_EQ(Call("CreateUser", R"({"UserName":"LEARNER"})"),
            "EntityAlreadyExists: User with name LEARNER already exists.");
  EXPECT_EQ(status_, 409);
  // But they are found as they are written.
  EXPECT_EQ(Call("GetUser", R"({"UserName":"LEARNER"})"),
            "NoSuchEntity: The user with name LEARNER cannot be found.");
  EXPECT_EQ(status_, 404);
}

TEST_F(IamUsersTest, BadParameters) {
  EXPECT_EQ(Call("CreateUser"),
            "ValidationError: 1 validation error detected: Value null at "
            "'userName' failed to satisfy constraint: Member must not be null");
  EXPECT_EQ(status_, 400);
  EXPECT_EQ(Call("CreateUser", R"({"UserName":"a b"})"),
            "ValidationError: The specified value for userName is invalid. It "
            "must contain only alphanumeric characters and/or the following: "
            "+=,.@_-");
  EXPECT_EQ(Call("CreateUser", R"({"UserName":""})"),
            "ValidationError: 1 validation error detected: Value '' at "
            "'userName' failed to satisfy constraint: Member must have length "
            "greater than or equal to 1");
  EXPECT_THAT(Call("CreateUser", absl::StrCat("{\"UserName\":\"",
                                              std::string(65, 'a'), "\"}")),
              HasSubstr("length less than or equal to 64"));
  for (const char* path : {"x", "/x", "x/", "//\\u0007/"}) {
    EXPECT_THAT(Call("CreateUser", absl::StrCat(R"({"UserName":"ana","Path":")",
                                                path, "\"}")),
                StartsWith("ValidationError: The specified value for path"))
        << path;
  }
  EXPECT_THAT(Call("CreateUser", R"({"UserName":["ana"]})"),
              StartsWith("ValidationError"));
  EXPECT_THAT(Call("CreateUser", R"({"UserName":"ana","Tags":"x"})"),
              StartsWith("ValidationError"));
  EXPECT_THAT(Call("CreateUser", R"({"UserName":"ana","Tags":[{"Key":"k"}]})"),
              HasSubstr("Value null at 'tags.1.member.value'"));
  EXPECT_THAT(Call("CreateUser", "[]"), StartsWith("ValidationError"));
}

// A crafted call must not do more, or less, than it says.
TEST_F(IamUsersTest, Others05UnknownParametersAreRefused) {
  EXPECT_EQ(Call("CreateUser", R"({"UserName":"ana","Policy":"x"})"),
            "ValidationError: The operation CreateUser has no parameter "
            "'Policy'");
  EXPECT_EQ(status_, 400);
  EXPECT_THAT(
      Call("CreateUser",
           R"({"UserName":"ana","Tags":[{"Key":"k","Value":"v","Who":"x"}]})"),
      HasSubstr("has no parameter 'tags.1.member.Who'"));
  EXPECT_THAT(Call("GetUser", R"({"UserName":"ana"})"),
              StartsWith("NoSuchEntity"));
}

TEST_F(IamUsersTest, UnknownOperation) {
  EXPECT_EQ(Call("CreateVirtualMFADevice"),
            "InvalidAction: Could not find operation CreateVirtualMFADevice "
            "for version 2010-05-08");
  EXPECT_FALSE(IamService::Knows("CreateVirtualMFADevice"));
  EXPECT_TRUE(IamService::Knows("ListUsers"));
}

TEST_F(IamUsersTest, GetUserIsTheCallerByDefault) {
  Call("GetUser");
  EXPECT_EQ(At("User/UserName"), "iam-admin");
  caller_.kind = Caller::Kind::kRootUser;
  caller_.principal = "arn:aws:iam::111122223333:root";
  Call("GetUser");
  EXPECT_EQ(At("User/Arn"), "arn:aws:iam::111122223333:root");
  caller_.kind = Caller::Kind::kRoleSession;
  caller_.principal = "arn:aws:sts::111122223333:assumed-role/R/s";
  EXPECT_EQ(Call("GetUser"),
            "ValidationError: Must specify userName when calling with non-User "
            "credentials");
}

// What a call does concerns the caller's account alone.
TEST_F(IamUsersTest, Others04AccountsAreApart) {
  caller_.account = "444455556666";
  caller_.principal = "arn:aws:iam::444455556666:user/zoe";
  EXPECT_THAT(Call("DeleteUser", R"({"UserName":"learner"})"),
              StartsWith("NoSuchEntity"));
  Call("CreateUser", R"({"UserName":"learner"})");
  EXPECT_EQ(At("User/Arn"), "arn:aws:iam::444455556666:user/learner");
  for (const char* operation : {"GetPolicy", "DeletePolicy"}) {
    EXPECT_EQ(
        Call(operation,
             R"({"PolicyArn":"arn:aws:iam::111122223333:policy/ManageIam"})"),
        "AccessDenied: Policy is outside your own account.");
  }
  EXPECT_THAT(
      Call(
          "AttachUserPolicy",
          R"({"UserName":"learner","PolicyArn":"arn:aws:iam::111122223333:policy/ManageIam"})"),
      StartsWith("NoSuchEntity"));
  EXPECT_THAT(
      Call(
          "SimulatePrincipalPolicy",
          R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/iam-admin","ActionNames":["s3:GetObject"]})"),
      StartsWith("NoSuchEntity"));
}

TEST_F(IamUsersTest, Anonymous) {
  caller_ = Caller();
  EXPECT_THAT(Call("ListUsers"), StartsWith("AccessDenied"));
  EXPECT_EQ(status_, 403);
}

TEST_F(IamUsersTest, UpdateUserRenamesKeysToo) {
  Call("CreateAccessKey", R"({"UserName":"learner"})");
  const std::string id = At("AccessKey/AccessKeyId");
  EXPECT_EQ(
      Call("UpdateUser",
           R"({"UserName":"learner","NewUserName":"scholar","NewPath":"/x/"})"),
      "");
  Call("GetUser", R"({"UserName":"scholar"})");
  EXPECT_EQ(At("User/Arn"), "arn:aws:iam::111122223333:user/x/scholar");
  EXPECT_EQ(keys_.At(id)->user_name, "scholar");
  EXPECT_THAT(Call("GetUser", R"({"UserName":"learner"})"),
              StartsWith("NoSuchEntity"));
  EXPECT_THAT(
      Call("UpdateUser", R"({"UserName":"scholar","NewUserName":"Iam-Admin"})"),
      StartsWith("EntityAlreadyExists"));
  EXPECT_EQ(
      Call("UpdateUser", R"({"UserName":"scholar","NewUserName":"Scholar"})"),
      "");
}

TEST_F(IamUsersTest, DeleteUserWantsNothingLeft) {
  const std::string learner = R"({"UserName":"learner"})";
  Call("CreateAccessKey", learner);
  const std::string id = At("AccessKey/AccessKeyId");
  Call(
      "AttachUserPolicy",
      R"({"UserName":"learner","PolicyArn":"arn:aws:iam::111122223333:policy/ManageIam"})");
  Call("PutUserPolicy",
       absl::StrCat(
           R"({"UserName":"learner","PolicyName":"P","PolicyDocument":")",
           kAllowS3, "\"}"));
  EXPECT_EQ(
      Call("DeleteUser", learner),
      "DeleteConflict: Cannot delete entity, must detach all policies first.");
  EXPECT_EQ(status_, 409);
  Call(
      "DetachUserPolicy",
      R"({"UserName":"learner","PolicyArn":"arn:aws:iam::111122223333:policy/ManageIam"})");
  EXPECT_EQ(
      Call("DeleteUser", learner),
      "DeleteConflict: Cannot delete entity, must delete policies first.");
  Call("DeleteUserPolicy", R"({"UserName":"learner","PolicyName":"P"})");
  EXPECT_EQ(Call("DeleteUser", learner),
            "DeleteConflict: Cannot delete entity, must remove users from "
            "group first.");
  Call("RemoveUserFromGroup",
       R"({"UserName":"learner","GroupName":"learners"})");
  EXPECT_EQ(
      Call("DeleteUser", learner),
      "DeleteConflict: Cannot delete entity, must delete access keys first.");
  Call("DeleteAccessKey",
       absl::StrCat(R"({"UserName":"learner","AccessKeyId":")", id, "\"}"));
  EXPECT_EQ(Call("DeleteUser", learner), "");
  EXPECT_THAT(Call("DeleteUser", learner), StartsWith("NoSuchEntity"));
}

// Keys of a user who went with the world's files do not become a namesake's.
TEST_F(IamUsersTest, NewUserHasNoOldKeys) {
  ASSERT_TRUE(
      keys_.Create("111122223333", "ana", absl::FromUnixSeconds(1700000000))
          .ok());
  Call("CreateUser", R"({"UserName":"ana"})");
  Call("ListAccessKeys", R"({"UserName":"ana"})");
  EXPECT_EQ(Count("AccessKeyMetadata/member"), 0u);
}

TEST_F(IamUsersTest, PagingOverManyUsers) {
  ASSERT_TRUE(directory_
                  ->Change([](EntityTable* entities) {
                    for (int i = 0; i < 250; ++i) {
                      Entity user;
                      user.account = "111122223333";
                      user.path = i % 2 == 0 ? "/even/" : "/odd/";
                      user.name = absl::StrCat("u", 1000 + i);
                      entities->Put(user);
                    }
                    return true;
                  })
                  .ok());
  size_t users = 0, pages = 0;
  std::string marker, last;
  do {
    Call("ListUsers", absl::StrCat(R"({"MaxItems":"40")",
                                   marker.empty() ? "" : ",\"Marker\":\"",
                                   marker, marker.empty() ? "}" : "\"}"));
    ASSERT_EQ(status_, 200);
    for (pugi::xml_node user : result_.child("Result").child("Users")) {
      const std::string name = user.child("UserName").text().get();
      EXPECT_LT(last, name);
      last = name;
      ++users;
    }
    EXPECT_EQ(At("IsTruncated"), At("Marker").empty() ? "false" : "true");
    marker = At("Marker");
    ++pages;
  } while (!marker.empty());
  EXPECT_EQ(users, 252u);
  EXPECT_EQ(pages, 7u);
  Call("ListUsers", R"({"PathPrefix":"/even/","MaxItems":"1000"})");
  EXPECT_EQ(Count("Users/member"), 125u);
  Call("ListUsers");
  EXPECT_EQ(Count("Users/member"), 100u);
  // The last user of a page goes before the next is asked for.
  Call("ListUsers", R"({"PathPrefix":"/even/","MaxItems":"2"})");
  marker = At("Marker");
  Call("DeleteUser", R"({"UserName":"u1002"})");
  Call("ListUsers",
       absl::StrCat(R"({"PathPrefix":"/even/","MaxItems":"1","Marker":")",
                    marker, "\"}"));
  EXPECT_EQ(At("Users/member/UserName"), "u1004");
}

TEST_F(IamUsersTest, BadMarkersAndLimits) {
  for (const char* bad : {"x", "!!", "MTp4Og==", "MTotMTo=", "Og"}) {
    EXPECT_EQ(Call("ListUsers", absl::StrCat("{\"Marker\":\"", bad, "\"}")),
              "ValidationError: Invalid Marker.")
        << bad;
  }
  EXPECT_THAT(Call("ListUsers", R"({"MaxItems":"0"})"),
              HasSubstr("Member must have value greater than or equal to 1"));
  EXPECT_THAT(Call("ListUsers", R"({"MaxItems":"1001"})"),
              HasSubstr("Member must have value less than or equal to 1000"));
  EXPECT_THAT(Call("ListUsers", R"({"MaxItems":"many"})"),
              StartsWith("ValidationError"));
}

TEST_F(IamUsersTest, Tags) {
  EXPECT_EQ(
      Call(
          "TagUser",
          R"({"UserName":"learner","Tags":[{"Key":"Course","Value":"2"},{"Key":"x","Value":""}]})"),
      "");
  EXPECT_EQ(Call("ListUserTags", R"({"UserName":"learner"})"),
            "<Tags><member><Key>Course</Key><Value>2</Value></member>"
            "<member><Key>x</Key><Value></Value></member></Tags>"
            "<IsTruncated>false</IsTruncated>");
  EXPECT_EQ(
      Call(
          "TagUser",
          R"({"UserName":"learner","Tags":[{"Key":"a","Value":"1"},{"Key":"A","Value":"2"}]})"),
      "InvalidInput: Duplicate tag keys found. Please note that Tag keys are "
      "case insensitive.");
  EXPECT_THAT(
      Call("TagUser",
           R"({"UserName":"learner","Tags":[{"Key":"aws:a","Value":"1"}]})"),
      StartsWith("InvalidInput: aws: prefixed tag key names"));
  EXPECT_THAT(
      Call("TagUser",
           R"({"UserName":"learner","Tags":[{"Key":"a*","Value":"1"}]})"),
      StartsWith("InvalidInput"));
  EXPECT_EQ(
      Call("UntagUser", R"({"UserName":"learner","TagKeys":["COURSE","no"]})"),
      "");
  Call("ListUserTags", R"({"UserName":"learner"})");
  EXPECT_EQ(Count("Tags/member"), 1u);
  std::string many;
  for (int i = 0; i < 50; ++i) {
    absl::StrAppend(&many, i == 0 ? "" : ",", "{\"Key\":\"k", i,
                    "\",\"Value\":\"\"}");
  }
  EXPECT_THAT(Call("TagUser", absl::StrCat(R"({"UserName":"learner","Tags":[)",
                                           many, "]}")),
              StartsWith("LimitExceeded"));
}

TEST_F(IamUsersTest, Groups) {
  Call("CreateGroup", R"({"GroupName":"devs","Path":"/a/"})");
  EXPECT_EQ(At("Group/Arn"), "arn:aws:iam::111122223333:group/a/devs");
  EXPECT_THAT(Call("CreateGroup", R"({"GroupName":"Devs"})"),
              StartsWith("EntityAlreadyExists: Group with name Devs"));
  EXPECT_EQ(
      Call("AddUserToGroup", R"({"GroupName":"devs","UserName":"learner"})"),
      "");
  EXPECT_EQ(
      Call("AddUserToGroup", R"({"GroupName":"devs","UserName":"learner"})"),
      "");
  EXPECT_EQ(
      Call("AddUserToGroup", R"({"GroupName":"devs","UserName":"nobody"})"),
      "NoSuchEntity: The user with name nobody cannot be found.");
  EXPECT_EQ(Call("AddUserToGroup", R"({"GroupName":"no","UserName":"nobody"})"),
            "NoSuchEntity: The group with name no cannot be found.");
  Call("ListGroupsForUser", R"({"UserName":"learner"})");
  EXPECT_EQ(Count("Groups/member"), 2u);
  EXPECT_THAT(Call("DeleteGroup", R"({"GroupName":"devs"})"),
              StartsWith("DeleteConflict"));
  EXPECT_EQ(
      Call("UpdateGroup", R"({"GroupName":"devs","NewGroupName":"builders"})"),
      "");
  Call("GetGroup", R"({"GroupName":"builders"})");
  EXPECT_EQ(At("Users/member/UserName"), "learner");
  Call("ListGroups", R"({"PathPrefix":"/a/"})");
  EXPECT_EQ(At("Groups/member/GroupName"), "builders");
  EXPECT_EQ(Call("RemoveUserFromGroup",
                 R"({"GroupName":"builders","UserName":"learner"})"),
            "");
  EXPECT_EQ(Call("DeleteGroup", R"({"GroupName":"builders"})"), "");
  for (int i = 0; i < 10; ++i) {
    Call("CreateGroup", absl::StrCat("{\"GroupName\":\"g", i, "\"}"));
    Call("AddUserToGroup", absl::StrCat("{\"GroupName\":\"g", i,
                                        "\",\"UserName\":\"iam-admin\"}"));
  }
  EXPECT_EQ(Call("AddUserToGroup",
                 R"({"GroupName":"learners","UserName":"iam-admin"})"),
            "LimitExceeded: Cannot exceed quota for GroupsPerUser: 10");
}

TEST_F(IamUsersTest, Roles) {
  Call(
      "CreateRole",
      absl::StrCat(
          R"({"RoleName":"App","Description":"d","MaxSessionDuration":"7200","AssumeRolePolicyDocument":")",
          kTrustEc2, "\"}"));
  EXPECT_EQ(At("Role/Arn"), "arn:aws:iam::111122223333:role/App");
  EXPECT_THAT(At("Role/RoleId"), StartsWith("AROA"));
  EXPECT_THAT(At("Role/AssumeRolePolicyDocument"),
              StartsWith("%7B%22Version%22%3A%222012-10-17%22%2C"));
  EXPECT_EQ(At("Role/MaxSessionDuration"), "7200");
  EXPECT_THAT(
      Call("CreateRole",
           absl::StrCat(R"({"RoleName":"B","AssumeRolePolicyDocument":")",
                        kAllowS3, "\"}")),
      StartsWith("MalformedPolicyDocument: document:1:"));
  EXPECT_THAT(
      Call(
          "CreateRole",
          R"({"RoleName":"B","MaxSessionDuration":"60","AssumeRolePolicyDocument":"{}"})"),
      HasSubstr("Member must have value greater than or equal to 3600"));
  EXPECT_EQ(
      Call("UpdateRole", R"({"RoleName":"App","MaxSessionDuration":"3600"})"),
      "");
  Call("UpdateRoleDescription", R"({"RoleName":"App","Description":"e"})");
  EXPECT_EQ(At("Role/Description"), "e");
  EXPECT_THAT(Call("UpdateAssumeRolePolicy",
                   R"({"RoleName":"App","PolicyDocument":"{"})"),
              StartsWith("MalformedPolicyDocument"));
  EXPECT_EQ(Call("UpdateAssumeRolePolicy",
                 absl::StrCat(R"({"RoleName":"App","PolicyDocument":")",
                              kTrustEc2, "\"}")),
            "");
  Call("GetRole", R"({"RoleName":"App"})");
  EXPECT_EQ(At("Role/MaxSessionDuration"), "3600");
  EXPECT_EQ(Count("Role/RoleLastUsed"), 1u);
  Call("ListRoles");
  EXPECT_EQ(Count("Roles/member"), 1u);
  EXPECT_EQ(Call("DeleteRole", R"({"RoleName":"App"})"), "");
  EXPECT_EQ(Call("GetRole", R"({"RoleName":"App"})"),
            "NoSuchEntity: The role with name App cannot be found.");
}

TEST_F(IamUsersTest, InstanceProfiles) {
  Call("CreateRole",
       absl::StrCat(R"({"RoleName":"App","AssumeRolePolicyDocument":")",
                    kTrustEc2, "\"}"));
  Call("CreateInstanceProfile", R"({"InstanceProfileName":"P"})");
  EXPECT_EQ(At("InstanceProfile/Arn"),
            "arn:aws:iam::111122223333:instance-profile/P");
  const std::string both = R"({"InstanceProfileName":"P","RoleName":"App"})";
  EXPECT_EQ(Call("AddRoleToInstanceProfile", both), "");
  EXPECT_THAT(Call("AddRoleToInstanceProfile", both),
              StartsWith("LimitExceeded"));
  Call("ListInstanceProfilesForRole", R"({"RoleName":"App"})");
  EXPECT_EQ(At("InstanceProfiles/member/Roles/member/RoleName"), "App");
  Call("ListInstanceProfiles");
  EXPECT_EQ(Count("InstanceProfiles/member"), 1u);
  EXPECT_THAT(Call("DeleteRole", R"({"RoleName":"App"})"),
              StartsWith("DeleteConflict"));
  EXPECT_THAT(Call("DeleteInstanceProfile", R"({"InstanceProfileName":"P"})"),
              StartsWith("DeleteConflict"));
  Open();
  Call("GetInstanceProfile", R"({"InstanceProfileName":"P"})");
  EXPECT_EQ(At("InstanceProfile/Roles/member/RoleName"), "App");
  EXPECT_EQ(Call("RemoveRoleFromInstanceProfile", both), "");
  EXPECT_THAT(Call("RemoveRoleFromInstanceProfile", both),
              StartsWith("NoSuchEntity"));
  EXPECT_EQ(Call("DeleteInstanceProfile", R"({"InstanceProfileName":"P"})"),
            "");
  EXPECT_EQ(Call("GetInstanceProfile", R"({"InstanceProfileName":"P"})"),
            "NoSuchEntity: Instance Profile P cannot be found.");
}

}  // namespace
}  // namespace iam
