// Statements are drawn first and kept in short, since requests are aimed at
// them; the texts are written from the same draws. Everything hangs on one
// generator with a fixed seed.
#include "bench/small_world.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace iam::bench {
namespace {

struct Size {
  const char* name;
  size_t accounts;
  size_t users;       // an account
  size_t policies;    // an account
  size_t statements;  // a policy
  size_t buckets;     // an account
};

constexpr Size kSizes[] = {
    {"S", 1, 1, 5, 6, 6},          {"M", 2, 100, 90, 6, 30},
    {"M10", 20, 100, 90, 6, 30},   {"M100", 200, 100, 90, 6, 30},
    {"L", 16, 312, 1250, 10, 150},
};

// However large the world, requests come from as many accounts.
constexpr size_t kMostActiveAccounts = 16;
constexpr size_t kMostActiveAccountsOfM = 2;
constexpr size_t kGroups = 8;  // an account
constexpr size_t kMostAttached = 4;

constexpr absl::string_view kServices[] = {
    "s3",   "ec2",    "dynamodb", "sqs", "sns", "lambda", "kms",
    "logs", "events", "ecr",      "rds", "ssm", "eks",    "secretsmanager"};
constexpr absl::string_view kVerbs[] = {"Get",    "Put",      "List",
                                        "Delete", "Describe", "Update"};
constexpr absl::string_view kNouns[] = {"Object", "Item", "Queue", "Topic",
                                        "Image",  "Key",  "Rule",  "Stream"};
constexpr absl::string_view kTeams[] = {"payments", "search", "ledger",
                                        "mobile",   "infra",  "risk"};
constexpr absl::string_view kRegions[] = {"us-east-1", "eu-west-1",
                                          "eu-central-1"};

// A statement in short: what a request needs to match it.
struct Grant {
  std::string action;
  std::string prefix;  // of the resource
};

struct User {
  std::string arn;
  std::string name;
  std::vector<size_t> policies;
};

std::string AccountId(size_t number) {
  return absl::StrFormat("%012d", 111100000000 + number * 7919);
}

class Maker {
 public:
  Maker(const Size& size, bool is_m) : size_(size), is_m_(is_m) {}

  Workload Make(size_t most_requests);

 private:
  size_t Below(size_t limit) { return random_() % limit; }
  bool Chance(int percent) { return Below(100) < static_cast<size_t>(percent); }
  template <typename List>
  absl::string_view One(const List& list) {
    return list[Below(std::size(list))];
  }

  std::string Bucket(size_t account);
  std::string Statement(size_t account, bool deny, Grant* grant);
  std::string Condition();
  void AddPolicies(size_t account);
  void AddUsers(size_t account);
  std::string World() const;
  std::string OrganizationText() const;
  std::string ResourcePolicies() const;
  Request MakeRequest();

  const Size& size_;
  const bool is_m_;
  std::mt19937_64 random_{1};
  std::vector<Grant> grants_;
  std::vector<std::string> policies_;  // as texts
  std::vector<std::string> users_;
  std::vector<std::string> groups_;
  std::vector<User> active_;
  std::string account_;  // the one being made
};

std::string Maker::Bucket(size_t account) {
  return absl::StrCat("amzn-s3-demo-bucket-", AccountId(account), "-",
                      Below(size_.buckets));
}

std::string Maker::Condition() {
  switch (Below(4)) {
    case 0:
      return R"("StringEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]})";
    case 1:
      return R"("IpAddress": {"aws:SourceIp": ["203.0.113.0/25", "192.0.2.0/24"]})";
    case 2:
      return R"("Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"})";
    default:
      return absl::StrCat(R"("StringLike": {"aws:PrincipalTag/Team": ")",
                          One(kTeams), R"(*"})");
  }
}

std::string Maker::Statement(size_t account, bool deny, Grant* grant) {
  const absl::string_view service = One(kServices);
  const absl::string_view verb = One(kVerbs);
  const absl::string_view noun = One(kNouns);
  grant->action = absl::StrCat(service, ":", verb, noun);
  grant->prefix =
      service == "s3"
          ? absl::StrCat("arn:aws:s3:::", Bucket(account), "/", One(kTeams))
          : absl::StrCat("arn:aws:", service, ":", One(kRegions), ":",
                         AccountId(account), ":", noun, "/", One(kTeams));
  const std::string action = Chance(20) && !deny
                                 ? absl::StrCat(service, ":", verb, "*")
                                 : grant->action;
  return absl::StrCat(
      R"({"Effect": ")", deny ? "Deny" : "Allow", R"(", "Action": [")", action,
      R"(", ")", service, ":", One(kVerbs), "Tags", R"("], "Resource": )",
      Chance(10) && !deny ? R"("*")" : absl::StrCat("\"", grant->prefix, "*\""),
      deny || Chance(40) ? absl::StrCat(R"(, "Condition": {)", Condition(), "}")
                         : "",
      "}");
}

void Maker::AddPolicies(size_t account) {
  for (size_t i = 0; i < size_.policies; ++i) {
    std::vector<std::string> statements;
    for (size_t k = 0; k < size_.statements; ++k) {
      Grant& grant = grants_.emplace_back();
      statements.push_back(Statement(account, Chance(5), &grant));
    }
    policies_.push_back(absl::StrFormat(
        R"({"PolicyName": "policy-%d", "Arn": "arn:aws:iam::%s:policy/policy-%d", "DefaultVersionId": "v1", "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [%s]}}]})",
        i, account_, i, absl::StrJoin(statements, ", ")));
  }
  policies_.push_back(absl::StrFormat(
      R"({"PolicyName": "boundary", "Arn": "arn:aws:iam::%s:policy/boundary", "DefaultVersionId": "v1", "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": ["eks:*", "ssm:*"], "Resource": "*"}]}}]})",
      account_));
}

void Maker::AddUsers(size_t account) {
  const size_t first_policy = account * size_.policies;
  const auto attached = [&](size_t policy) {
    return absl::StrFormat(
        R"({"PolicyName": "policy-%d", "PolicyArn": "arn:aws:iam::%s:policy/policy-%d"})",
        policy, account_, policy);
  };
  for (size_t i = 0; i < kGroups; ++i) {
    groups_.push_back(absl::StrFormat(
        R"({"GroupName": "group-%d", "Arn": "arn:aws:iam::%s:group/group-%d", "GroupPolicyList": [], "AttachedManagedPolicies": [%s]})",
        i, account_, i, attached(i % size_.policies)));
  }
  const size_t active = is_m_ ? kMostActiveAccountsOfM : kMostActiveAccounts;
  for (size_t i = 0; i < size_.users; ++i) {
    User user;
    user.name = absl::StrCat("user-", i);
    user.arn = absl::StrCat("arn:aws:iam::", account_, ":user/", user.name);
    std::vector<std::string> texts;
    for (size_t k = 0; k < size_.policies; ++k) {
      if (texts.size() == kMostAttached) break;
      const size_t policy = (i * kMostAttached + k) % size_.policies;
      texts.push_back(attached(policy));
      user.policies.push_back(first_policy + policy);
    }
    users_.push_back(absl::StrFormat(
        R"({"UserName": "%s", "UserId": "AIDA%012d", "Arn": "%s", "UserPolicyList": [], "GroupList": ["group-%d"], %s"AttachedManagedPolicies": [%s], "Tags": [{"Key": "Team", "Value": "%s"}]})",
        user.name, users_.size(), user.arn, i % kGroups,
        i % 4 == 0
            ? absl::StrFormat(
                  R"("PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::%s:policy/boundary"}, )",
                  account_)
            : "",
        absl::StrJoin(texts, ", "), One(kTeams)));
    if (account < active) active_.push_back(std::move(user));
  }
}

std::string Maker::World() const {
  return absl::StrCat(R"({"UserDetailList": [)", absl::StrJoin(users_, ",\n"),
                      R"(], "GroupDetailList": [)",
                      absl::StrJoin(groups_, ",\n"),
                      R"(], "RoleDetailList": [], "Policies": [)",
                      absl::StrJoin(policies_, ",\n"), "]}\n");
}

std::string Maker::OrganizationText() const {
  std::vector<std::string> accounts, targets;
  for (absl::string_view id : {"r-be01", "ou-be01-00000000"}) {
    targets.push_back(absl::StrFormat(
        R"({"TargetId": "%s", "PolicyId": "p-FullAWSAccess"}, {"TargetId": "%s", "PolicyId": "p-guardrails"})",
        id, id));
  }
  for (size_t i = 0; i < size_.accounts; ++i) {
    accounts.push_back(absl::StrFormat(
        R"({"Id": "%s", "Name": "account%d", "ParentId": "ou-be01-00000000"})",
        AccountId(i), i));
    targets.push_back(absl::StrFormat(
        R"({"TargetId": "%s", "PolicyId": "p-FullAWSAccess"})", AccountId(i)));
  }
  return absl::StrCat(
      R"({"Organization": {"Id": "o-bench00001", "MasterAccountId": "999999999999"},)",
      R"("Roots": [{"Id": "r-be01", "Name": "Root"}],)",
      R"("OrganizationalUnits": [{"Id": "ou-be01-00000000", "Name": "Unit", "ParentId": "r-be01"}],)",
      R"("Accounts": [)", absl::StrJoin(accounts, ",\n"),
      R"(], "Policies": [{"PolicySummary": {"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}, "Content": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},)",
      R"({"PolicySummary": {"Id": "p-guardrails", "Name": "Guardrails", "Type": "SERVICE_CONTROL_POLICY"}, "Content": {"Version": "2012-10-17", "Statement": [)",
      R"({"Effect": "Deny", "Action": ["organizations:LeaveOrganization", "account:CloseAccount"], "Resource": "*"},)",
      R"({"Effect": "Deny", "NotAction": ["iam:*", "sts:*", "s3:*", "kms:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1", "eu-central-1"]}}},)",
      R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}],)",
      R"("Targets": [)", absl::StrJoin(targets, ",\n"), "]}\n");
}

std::string Maker::ResourcePolicies() const {
  std::vector<std::string> owners, policies;
  for (size_t a = 0; a < size_.accounts; ++a) {
    for (size_t i = 0; i < size_.buckets; ++i) {
      const std::string account = AccountId(a);
      const std::string bucket =
          absl::StrCat("amzn-s3-demo-bucket-", account, "-", i);
      owners.push_back(absl::StrFormat(R"("%s": "%s")", bucket, account));
      if (i % 3 == 2) continue;
      policies.push_back(absl::StrFormat(
          R"({"ResourceArn": "arn:aws:s3:::%s", "Account": "%s", "Policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::%s", "arn:aws:s3:::%s/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}})",
          bucket, account, bucket, bucket));
    }
  }
  return absl::StrCat(R"({"BucketOwners": {)", absl::StrJoin(owners, ",\n"),
                      R"(}, "ResourcePolicies": [)",
                      absl::StrJoin(policies, ",\n"), "]}\n");
}

Request Maker::MakeRequest() {
  // Some users call much more often than others.
  const size_t most = std::min(Below(active_.size()), Below(active_.size()));
  const User& user = active_[std::min(most, Below(active_.size()))];
  const size_t policy = Chance(75) ? user.policies[Below(user.policies.size())]
                                   : Below(grants_.size() / size_.statements);
  const Grant& grant =
      grants_[policy * size_.statements + Below(size_.statements)];
  Request request;
  request.principal = user.arn;
  request.action = grant.action;
  request.resource =
      absl::StrCat(grant.prefix, "-", Below(4096), "/part-", Below(1u << 20));
  Context& context = request.context;
  context.Set("aws:CurrentTime", absl::StrFormat("2024-06-%02dT%02d:24:19Z",
                                                 1 + Below(28), Below(24)));
  context.Set("aws:SourceIp", absl::StrCat("203.0.113.", Below(256)));
  context.Set("aws:RequestedRegion", One(kRegions));
  context.Set("aws:UserAgent", "aws-cli/2.15.0 Python/3.11.6");
  context.Set("aws:MultiFactorAuthPresent", Chance(70) ? "true" : "false");
  context.Set("aws:MultiFactorAuthAge", absl::StrCat(Below(7200)));
  context.Set("aws:PrincipalTag/Team", One(kTeams));
  return request;
}

Workload Maker::Make(size_t most_requests) {
  for (size_t i = 0; i < size_.accounts; ++i) {
    account_ = AccountId(i);
    AddPolicies(i);
    AddUsers(i);
  }
  Workload workload;
  workload.texts = {{"world.json", World()},
                    {"organization.json", OrganizationText()},
                    {"resource_policies.json", ResourcePolicies()}};
  workload.requests.reserve(most_requests);
  while (workload.requests.size() < most_requests) {
    workload.requests.push_back(MakeRequest());
  }
  return workload;
}

}  // namespace

Workload MakeSmallWorkload(absl::string_view name, size_t most_requests) {
  for (const Size& size : kSizes) {
    if (size.name == name) {
      return Maker(size, name[0] == 'M').Make(most_requests);
    }
  }
  return {};
}

Workload MakeOnePolicyWorkload(absl::string_view shape, size_t others,
                               size_t most_requests) {
  const auto allow = [](absl::string_view action, absl::string_view resource) {
    return absl::StrFormat(
        R"({"Effect": "Allow", "Action": "%s", "Resource": "arn:aws:%s"})",
        action, resource);
  };
  std::vector<std::string> statements;
  for (size_t i = 0; i < others; ++i) {
    if (shape == "actions") {
      statements.push_back(
          allow(absl::StrCat("s3:Get", i, "Object"), "s3:::b-0/*"));
    } else if (shape == "resources") {
      statements.push_back(
          allow("s3:GetObject", absl::StrCat("s3:::c-", i, "/*")));
    } else {
      statements.push_back(
          allow(absl::StrCat("service", i, ":Get*"), "s3:::b-0/*"));
    }
  }
  const auto middle =
      statements.begin() + static_cast<std::ptrdiff_t>(others / 2);
  statements.insert(middle, {allow("s3:Get*", "s3:::b-*"),
                             allow("s3:GetObject", "s3:::b-?/*")});
  constexpr absl::string_view kUser = "arn:aws:iam::111122223333:user/ana";
  Workload workload;
  workload.texts = {
      {"world.json",
       absl::StrFormat(
           R"({"UserDetailList": [{"UserName": "ana", "UserId": "AIDA0", "Arn": "%s", "UserPolicyList": [{"PolicyName": "one", "PolicyDocument": {"Version": "2012-10-17", "Statement": [%s]}}], "GroupList": [], "AttachedManagedPolicies": []}], "GroupDetailList": [], "RoleDetailList": [], "Policies": []})",
           kUser, absl::StrJoin(statements, ", "))}};
  for (size_t i = 0; i < most_requests; ++i) {
    Request& request = workload.requests.emplace_back();
    request.principal = std::string(kUser);
    request.action = "s3:GetObject";
    request.resource = absl::StrCat("arn:aws:s3:::b-", i % 10, "/", i);
    request.context.Set("aws:SourceIp", "203.0.113.7");
  }
  return workload;
}

}  // namespace iam::bench
