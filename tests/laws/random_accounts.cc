#include "tests/laws/random_accounts.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/differential/make_world.h"
#include "tests/differential/spec.h"

namespace iam::differential {
namespace {

constexpr const char* kAccounts[] = {"111122223333", "444455556666",
                                     "123456789012"};

struct Identity {
  const char* arn;
  const char* id;
};
constexpr Identity kUsers[] = {
    {"arn:aws:iam::111122223333:user/ana", "AIDAEXAMPLEUSERID2345"},
    {"arn:aws:iam::111122223333:user/team/zoe", "AIDAEXAMPLEOTHERID678"},
    {"arn:aws:iam::444455556666:user/ben", "AIDAEXAMPLEBENSID2345"},
    {"arn:aws:iam::123456789012:user/boss", "AIDAEXAMPLEBOSSID2345"},
};
constexpr Identity kRoles[] = {
    {"arn:aws:iam::111122223333:role/deploy", "AROAEXAMPLEROLEID2345"},
    {"arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
     "AWSServiceRoleForX",
     "AROAEXAMPLELINKEDROLE"},
    {"arn:aws:iam::444455556666:role/deploy", "AROAEXAMPLEOTHERID67X"},
    {"arn:aws:iam::123456789012:role/admin", "AROAEXAMPLEADMINID2345"},
};

// Documents of several random worlds, by the layer they were made for.
class Pool {
 public:
  Pool(const Focus& focus, Random* random) : random_(random) {
    Focus of_roles = focus;
    of_roles.assumes_roles = true;
    Focus of_others = focus;
    of_others.assumes_roles = false;
    for (int i = 0; i < kWorlds; ++i) {
      Take(MakeWorld(i % 2 == 0 ? of_others : of_roles, random));
    }
  }

  // One of the layer; full access for one that no world had.
  std::string Document(PolicyType type) {
    const std::vector<std::string>& documents = by_type_[type];
    if (!documents.empty()) return random_->Pick(documents);
    return type == PolicyType::kTrust || type == PolicyType::kResourceBased
               ? ""
               : R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
                 R"("Action":"*","Resource":"*"}]})";
  }

 private:
  static constexpr int kWorlds = 8;

  void Take(const WorldSpec& world) {
    for (size_t i = 0; i < world.layers.size(); ++i) {
      if (!world.layers[i].has_value()) continue;
      for (const LevelSpec& level : *world.layers[i]) {
        for (const DocumentSpec& document : level) {
          by_type_[static_cast<PolicyType>(i)].push_back(ToJson(document));
        }
      }
    }
  }

  Random* random_;
  std::map<PolicyType, std::vector<std::string>> by_type_;
};

std::string InlinePolicies(Pool* pool, Random* random) {
  std::vector<std::string> policies;
  for (size_t i = random->Below(4); i > 0; --i) {
    policies.push_back(
        absl::StrCat(R"({"PolicyName":"p)", i, R"(","PolicyDocument":)",
                     pool->Document(PolicyType::kIdentityBased), "}"));
  }
  return absl::StrCat("[", absl::StrJoin(policies, ","), "]");
}

std::string Boundary(Random* random) {
  if (!random->Percent(25)) return "";
  return absl::StrCat(R"(,"PermissionsBoundary":{"PermissionsBoundaryArn":)",
                      random->Percent(90)
                          ? R"("arn:aws:iam::111122223333:policy/limits")"
                          : R"("arn:aws:iam::111122223333:policy/missing")",
                      "}");
}

std::string Attached(Random* random) {
  if (!random->Percent(30)) return "[]";
  return random->Percent(80)
             ? R"([{"PolicyArn":"arn:aws:iam::111122223333:policy/shared"}])"
             : R"([{"PolicyArn":"arn:aws:iam::111122223333:policy/missing"}])";
}

std::string Managed(absl::string_view name, absl::string_view document) {
  return absl::StrCat(R"({"Arn":"arn:aws:iam::111122223333:policy/)", name,
                      R"(","DefaultVersionId":"v1","PolicyVersionList":[)",
                      R"({"VersionId":"v1","IsDefaultVersion":true,)",
                      R"("Document":)", document, "}]}");
}

std::string MakeIdentities(Pool* pool, Random* random,
                           std::vector<std::string>* principals) {
  std::vector<std::string> users;
  for (const Identity& user : kUsers) {
    principals->push_back(user.arn);
    users.push_back(absl::StrCat(
        R"({"Arn":")", user.arn, R"(","UserId":")", user.id,
        R"(","UserPolicyList":)", InlinePolicies(pool, random),
        R"(,"AttachedManagedPolicies":)", Attached(random), Boundary(random),
        random->Percent(30) ? R"(,"Tags":[{"Key":"team","Value":"blue"}])" : "",
        "}"));
  }
  std::vector<std::string> roles;
  for (const Identity& role : kRoles) {
    principals->push_back(role.arn);
    const std::string trust = pool->Document(PolicyType::kTrust);
    roles.push_back(absl::StrCat(
        R"({"Arn":")", role.arn, R"(","RoleId":")", role.id,
        R"(","RolePolicyList":)", InlinePolicies(pool, random),
        R"(,"AttachedManagedPolicies":)", Attached(random), Boundary(random),
        trust.empty() ? "" : R"(,"AssumeRolePolicyDocument":)", trust, "}"));
  }
  return absl::StrCat(
      R"({"UserDetailList":[)", absl::StrJoin(users, ","),
      R"(],"RoleDetailList":[)", absl::StrJoin(roles, ","),
      R"(],"GroupDetailList":[],"Policies":[)",
      Managed("shared", pool->Document(PolicyType::kIdentityBased)), ",",
      Managed("limits", pool->Document(PolicyType::kPermissionsBoundary)),
      "]}");
}

std::string OrganizationPolicy(absl::string_view id, absl::string_view type,
                               absl::string_view document) {
  return absl::StrCat(R"({"PolicySummary":{"Id":")", id, R"(","Name":")", id,
                      R"(","Type":")", type, R"("},"Content":)", document, "}");
}

std::string MakeOrganization(Pool* pool, Random* random) {
  std::vector<std::string> accounts;
  for (const char* account : kAccounts) {
    accounts.push_back(
        absl::StrCat(R"({"Id":")", account, R"(","ParentId":"r-ab12"})"));
  }
  std::vector<std::string> policies;
  std::vector<std::string> targets = {
      R"({"TargetId":"r-ab12","PolicyId":"p-scproot"})",
      R"({"TargetId":"444455556666","PolicyId":"p-FullAWSAccess"})",
      R"({"TargetId":"123456789012","PolicyId":"p-FullAWSAccess"})",
      random->Percent(85)
          ? R"({"TargetId":"111122223333","PolicyId":"p-scpone11"})"
          : R"({"TargetId":"111122223333","PolicyId":"p-missing1"})"};
  for (const char* id : {"p-scproot", "p-scpone11"}) {
    policies.push_back(
        OrganizationPolicy(id, "SERVICE_CONTROL_POLICY",
                           pool->Document(PolicyType::kServiceControlPolicy)));
  }
  if (random->Percent(40)) {
    policies.push_back(OrganizationPolicy(
        "p-rcproot", "RESOURCE_CONTROL_POLICY",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny",)"
        R"("Principal":"*","Action":"s3:PutObject","Resource":"*",)"
        R"("Condition":{"StringNotEqualsIfExists":)"
        R"({"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}]})"));
    targets.push_back(R"({"TargetId":"r-ab12","PolicyId":"p-rcproot"})");
  }
  return absl::StrCat(
      R"({"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":)",
      R"("123456789012"},"Roots":[{"Id":"r-ab12"}],)",
      R"("OrganizationalUnits":[],"Accounts":[)", absl::StrJoin(accounts, ","),
      R"(],"Policies":[)", absl::StrJoin(policies, ","), R"(],"Targets":[)",
      absl::StrJoin(targets, ","), "]}");
}

std::string MakeResourcePolicies(const Focus& focus, Pool* pool,
                                 Random* random) {
  std::vector<std::string> policies;
  std::vector<std::string> seen;
  for (std::string resource : focus.resources) {
    if (absl::StrContains(resource, ":iam:") || resource == "*" ||
        absl::StrContains(resource, "$") || !random->Percent(70)) {
      continue;
    }
    const bool bucket = absl::StartsWith(resource, "arn:aws:s3:::");
    if (bucket) resource = "arn:aws:s3:::amzn-s3-demo-bucket";
    const std::string document = pool->Document(PolicyType::kResourceBased);
    const bool is_new =
        std::find(seen.begin(), seen.end(), resource) == seen.end();
    if (document.empty() || !is_new) continue;
    seen.push_back(resource);
    policies.push_back(absl::StrCat(
        R"({"ResourceArn":")", resource, "\"",
        bucket ? absl::StrCat(R"(,"Account":")", random->Pick(kAccounts), "\"")
               : "",
        R"(,"Policy":)", document, "}"));
  }
  return absl::StrCat("[", absl::StrJoin(policies, ","), "]");
}

}  // namespace

RandomAccounts MakeAccounts(const Focus& focus, Random* random) {
  Pool pool(focus, random);
  RandomAccounts accounts;
  accounts.texts.push_back(MakeIdentities(&pool, random, &accounts.principals));
  if (random->Percent(60)) {
    accounts.texts.push_back(MakeOrganization(&pool, random));
  }
  const std::string resources = MakeResourcePolicies(focus, &pool, random);
  if (resources != "[]") accounts.texts.push_back(resources);
  for (const char* account : kAccounts) {
    accounts.principals.push_back(
        absl::StrCat("arn:aws:iam::", account, ":root"));
  }
  return accounts;
}

}  // namespace iam::differential
