// What holds of all operations, and of those that users, groups and roles
// share.
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_split.h"
#include "simulator/services/iam/operations.h"
#include "tests/services/iam_service_fixture.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using IamOperationsTest = IamServiceTest;

std::vector<std::string> ParametersOf(const OperationRow& row) {
  std::vector<std::string> names;
  for (absl::string_view entry :
       absl::StrSplit(row.takes, ' ', absl::SkipEmpty())) {
    names.emplace_back(entry.substr(0, entry.find_first_of("![{")));
  }
  return names;
}

TEST_F(IamOperationsTest, TableIsInOrder) {
  for (size_t i = 1; i < Operations().size(); ++i) {
    EXPECT_LT(Operations()[i - 1].name, Operations()[i].name);
  }
}

// Whatever comes as parameters, there is an answer, and nothing of it changes
// the directory.
TEST_F(IamOperationsTest, OddParameters) {
  const std::string longest(5000, 'x');
  const std::vector<std::string> odd = {"\"\"",
                                        R"("\u0000")",
                                        R"("\u0007")",
                                        "[]",
                                        "[[]]",
                                        "[{}]",
                                        "{}",
                                        R"(["\u0000"])",
                                        R"([{"Key":[]}])",
                                        "null",
                                        "0",
                                        "-1",
                                        "1.5",
                                        R"("arn:aws:iam::111122223333:user/")",
                                        R"("arn:::::")",
                                        R"("ü")",
                                        R"("\ud83d\ude00")",
                                        absl::StrCat("\"", longest, "\"")};
  const auto before = directory_->Now();
  for (const OperationRow& row : Operations()) {
    for (const std::string& value : odd) {
      std::string parameters;
      for (const std::string& name : ParametersOf(row)) {
        absl::StrAppend(&parameters, parameters.empty() ? "" : ",", "\"", name,
                        "\":", value);
      }
      if (parameters.empty() || value == "null") continue;
      const std::string said =
          Call(row.name, absl::StrCat("{", parameters, "}"));
      EXPECT_THAT(status_, testing::AnyOf(200, 400, 403, 404))
          << row.name << " " << said;
      EXPECT_EQ(said.find('\0'), std::string::npos) << row.name;
    }
  }
  EXPECT_EQ(directory_->Now(), before);
}

TEST_F(IamOperationsTest, RequiredParametersAreRequired) {
  for (const OperationRow& row : Operations()) {
    const std::string said = Call(row.name);
    if (absl::StrContains(row.takes, "!")) {
      EXPECT_THAT(said, StartsWith("ValidationError: ")) << row.name;
      EXPECT_THAT(said, HasSubstr("Member must not be null")) << row.name;
    } else {
      EXPECT_THAT(status_, testing::AnyOf(200, 400, 404)) << row.name << said;
    }
  }
}

TEST_F(IamOperationsTest, Others05UnknownParameterOfEachOperation) {
  for (const OperationRow& row : Operations()) {
    EXPECT_EQ(Call(row.name, R"({"Sudo":"true"})"),
              absl::StrCat("ValidationError: The operation ", row.name,
                           " has no parameter 'Sudo'"));
  }
}

// The operations that exist for groups and roles as for users.
class IamKindsTest : public IamServiceTest,
                     public testing::WithParamInterface<const char*> {
 protected:
  IamKindsTest() {
    Call("CreateGroup", R"({"GroupName":"n"})");
    Call("CreateUser", R"({"UserName":"n"})");
    Call("CreateRole",
         absl::StrCat(R"({"RoleName":"n","AssumeRolePolicyDocument":")",
                      kTrustEc2, "\"}"));
    Call("CreatePolicy",
         absl::StrCat(R"({"PolicyName":"S3","PolicyDocument":")", kAllowS3,
                      "\"}"));
  }
  // "Put%Policy" with the kind's name in the place of '%'.
  std::string CallKind(absl::string_view operation, absl::string_view more) {
    const std::vector<std::string> parts = absl::StrSplit(operation, '%');
    return Call(absl::StrCat(parts[0], GetParam(), parts[1]),
                absl::StrCat("{\"", GetParam(), "Name\":\"n\"", more, "}"));
  }
};

TEST_P(IamKindsTest, InlinePolicies) {
  const std::string name = R"(,"PolicyName":"P")";
  EXPECT_EQ(CallKind("Put%Policy", absl::StrCat(name, R"(,"PolicyDocument":")",
                                                kAllowS3, "\"")),
            "");
  CallKind("Get%Policy", name);
  EXPECT_THAT(At("PolicyDocument"), StartsWith("%7B"));
  CallKind("List%Policies", "");
  EXPECT_EQ(At("PolicyNames/member"), "P");
  EXPECT_THAT(CallKind("Delete%", ""),
              StartsWith("DeleteConflict: Cannot delete entity, must delete "
                         "policies first."));
  EXPECT_EQ(CallKind("Delete%Policy", name), "");
  EXPECT_THAT(CallKind("Get%Policy", name), StartsWith("NoSuchEntity"));
  EXPECT_EQ(CallKind("Delete%", ""), "");
}

TEST_P(IamKindsTest, ManagedPolicies) {
  const std::string policy =
      R"(,"PolicyArn":"arn:aws:iam::111122223333:policy/S3")";
  EXPECT_EQ(CallKind("Attach%Policy", policy), "");
  CallKind("ListAttached%Policies", "");
  EXPECT_EQ(At("AttachedPolicies/member/PolicyName"), "S3");
  CallKind("ListAttached%Policies", R"(,"PathPrefix":"/x/")");
  EXPECT_EQ(Count("AttachedPolicies/member"), 0u);
  EXPECT_THAT(CallKind("Delete%", ""),
              StartsWith("DeleteConflict: Cannot delete entity, must detach "
                         "all policies first."));
  Open();
  EXPECT_EQ(CallKind("Detach%Policy", policy), "");
  CallKind("ListAttached%Policies", "");
  EXPECT_EQ(Count("AttachedPolicies/member"), 0u);
}

TEST_P(IamKindsTest, BoundariesAndTags) {
  if (std::string(GetParam()) == "Group") return;  // groups have neither
  const std::string policy =
      R"(,"PermissionsBoundary":"arn:aws:iam::111122223333:policy/S3")";
  EXPECT_EQ(CallKind("Put%PermissionsBoundary", policy), "");
  Call("DeletePolicy",
       R"({"PolicyArn":"arn:aws:iam::111122223333:policy/S3"})");
  EXPECT_EQ(status_, 409);
  CallKind("Get%", "");
  EXPECT_EQ(Count("*/PermissionsBoundary"), 1u);
  EXPECT_EQ(CallKind("Delete%PermissionsBoundary", ""), "");
  EXPECT_EQ(CallKind("Tag%", R"(,"Tags":[{"Key":"a","Value":"b"}])"), "");
  CallKind("List%Tags", "");
  EXPECT_EQ(At("Tags/member/Value"), "b");
  EXPECT_EQ(CallKind("Untag%", R"(,"TagKeys":["a"])"), "");
  CallKind("List%Tags", "");
  EXPECT_EQ(Count("Tags/member"), 0u);
}

INSTANTIATE_TEST_SUITE_P(All, IamKindsTest,
                         testing::Values("User", "Group", "Role"));

TEST_F(IamOperationsTest, PolicyTags) {
  const std::string policy =
      R"("PolicyArn":"arn:aws:iam::111122223333:policy/ManageIam")";
  Call("TagPolicy",
       absl::StrCat("{", policy, R"(,"Tags":[{"Key":"a","Value":"b"}]})"));
  Open();
  Call("ListPolicyTags", absl::StrCat("{", policy, "}"));
  EXPECT_EQ(At("Tags/member/Key"), "a");
  EXPECT_EQ(
      Call("UntagPolicy", absl::StrCat("{", policy, R"(,"TagKeys":["a"]})")),
      "");
}

// Readers see one moment or another, whole, while calls change things.
TEST_F(IamOperationsTest, ReadersDoNotWait) {
  std::thread reader([this] {
    for (int i = 0; i < 300; ++i) {
      const auto now = directory_->Now();
      const bool listed =
          now->entities.Find("111122223333", EntityKind::kUser, "x") != nullptr;
      Request request;
      request.principal = "arn:aws:iam::111122223333:user/x";
      request.action = "s3:ListAllMyBuckets";
      EXPECT_EQ(now->world->Authorize(request).ok(), listed);
    }
  });
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(Call("CreateUser", R"({"UserName":"x"})"),
                StartsWith("<User>"));
    EXPECT_THAT(Call("DeleteUser", R"({"UserName":"x"})"), IsEmpty());
  }
  reader.join();
}

}  // namespace
}  // namespace iam
