#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world/build_world.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

World TwoAccounts() {
  Built built = BuildWorld(
      {Account({.users = {User("staff/ana"), User("deploy"), User("jane.doe"),
                          R"({"Arn":"arn:aws:iam::444455556666:user/bob"})",
                          User("bob")},
                .roles = {Role("ci/deploy"), Role("Auditor")}})});
  return *std::move(built.world);
}

TEST(FindPrincipal, TakesNamesAndArns) {
  const World world = TwoAccounts();
  constexpr char kStaffAna[] = "arn:aws:iam::111122223333:user/staff/ana";
  constexpr char kDeployUser[] = "arn:aws:iam::111122223333:user/deploy";
  constexpr char kDeployRole[] = "arn:aws:iam::111122223333:role/ci/deploy";
  const struct {
    absl::string_view name;
    absl::string_view found;
  } kRows[] = {
      {"ana", kStaffAna},
      {"user/ana", kStaffAna},
      {"user/staff/ana", kStaffAna},
      {kStaffAna, kStaffAna},
      {"user/deploy", kDeployUser},
      {"role/deploy", kDeployRole},
      {"role/ci/deploy", kDeployRole},
      {kDeployRole, kDeployRole},
      {"Auditor", "arn:aws:iam::111122223333:role/Auditor"},
      // A name like a service's.
      {"jane.doe", "arn:aws:iam::111122223333:user/jane.doe"},
      {"arn:aws:sts::111122223333:assumed-role/deploy/s",
       "arn:aws:sts::111122223333:assumed-role/deploy/s"},
      {"ec2.amazonaws.com", "ec2.amazonaws.com"},
      {"*", "*"},
      {"999999999999", "999999999999"},
      {"arn:aws:iam::999999999999:root", "arn:aws:iam::999999999999:root"},
  };
  for (const auto& row : kRows) {
    const absl::StatusOr<std::string> found = world.FindPrincipal(row.name);
    ASSERT_TRUE(found.ok()) << row.name << ": " << found.status();
    EXPECT_EQ(*found, row.found);
  }
}

TEST(FindPrincipal, AccountsAreKnownToo) {
  EXPECT_THAT(TwoAccounts().Accounts(),
              testing::ElementsAre("111122223333", "444455556666"));
  // Of the organization, without an export.
  const Built built = BuildWorld(
      {Account({.users = {User("ana")}}),
       R"({"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"999999999999"},
           "Roots":[{"Id":"r-ab12"}],
           "Accounts":[{"Id":"444455556666","ParentId":"r-ab12"}]})"});
  ASSERT_TRUE(built.world.ok()) << built.world.status();
  EXPECT_THAT(built.world->Accounts(),
              testing::ElementsAre("111122223333", "444455556666"));
}

TEST(FindPrincipal, NamesTheNearestOfWhatIsMissing) {
  const World world = TwoAccounts();
  const struct {
    absl::string_view name;
    absl::string_view message;
  } kRows[] = {
      {"Auditr", "did you mean 'Auditor'?"},
      {"role/Auditr", "did you mean 'role/Auditor'?"},
      {"user/Auditor", "no user or role 'user/Auditor' in this world"},
      // The path left out.
      {"arn:aws:iam::111122223333:user/ana",
       "did you mean 'arn:aws:iam::111122223333:user/staff/ana'?"},
      {"arn:aws:iam::111122223333:role/auditor",
       "did you mean 'arn:aws:iam::111122223333:role/Auditor'?"},
      {"arn:aws:sts::111122223333:assumed-role/Auditr/s",
       "did you mean 'arn:aws:iam::111122223333:role/Auditor'?"},
      {"arn:aws:iam::111122223333:group/devs", "no user or role"},
      {"", "no user or role ''"},
  };
  for (const auto& row : kRows) {
    const absl::Status status = world.FindPrincipal(row.name).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << row.name;
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.message));
  }
}

TEST(FindPrincipal, HelpsExplainToo) {
  const World world = TwoAccounts();
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/bobb";
  request.action = "s3:GetObject";
  EXPECT_EQ(world.Explain(request).status().message(),
            "no user or role 'arn:aws:iam::111122223333:user/bobb' in this "
            "world; did you mean 'arn:aws:iam::111122223333:user/bob'?");
}

TEST(FindPrincipal, RefusesToGuess) {
  const World world = TwoAccounts();
  for (const char* name : {"deploy", "bob", "user/bob"}) {
    const absl::Status status = world.FindPrincipal(name).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_THAT(std::string(status.message()), HasSubstr("give the ARN"));
  }
}

}  // namespace
}  // namespace iam
