#include "bench/reference_world.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bench/workload.h"
#include "simulator/request/policies_reader.h"

namespace iam::bench {
namespace {

// The text of a member, "" if there is none.
std::string Text(const JsonValue& object, absl::string_view name) {
  const JsonValue* member = object.Find(name);
  return std::string(member != nullptr ? member->text() : "");
}

absl::Span<const JsonValue> List(const JsonValue& object,
                                 absl::string_view name) {
  const JsonValue* member = object.Find(name);
  return member != nullptr ? member->items() : absl::Span<const JsonValue>();
}

absl::string_view LastSegment(absl::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The six fields of an ARN; fewer if it is none.
std::vector<absl::string_view> Fields(absl::string_view arn) {
  return absl::StrSplit(arn, absl::MaxSplits(':', 5));
}

absl::string_view AccountOf(absl::string_view arn) {
  const std::vector<absl::string_view> fields = Fields(arn);
  return fields.size() == 6 ? fields[4] : absl::string_view();
}

void SetUnlessGiven(absl::string_view key, absl::string_view value,
                    Context* context) {
  if (!context->Find(key).has_value()) context->Set(key, value);
}

void ImplyTags(absl::string_view prefix, const JsonValue& identity,
               Context* context) {
  for (const JsonValue& tag : List(identity, "Tags")) {
    SetUnlessGiven(absl::StrCat(prefix, Text(tag, "Key")), Text(tag, "Value"),
                   context);
  }
}

}  // namespace

ReferenceWorld::ReferenceWorld(const std::vector<SourcePtr>& sources) {
  texts_.reserve(sources.size());
  for (const SourcePtr& source : sources) {
    Diagnostics diagnostics;
    std::optional<JsonDocument> root = ParseJson(source, &diagnostics);
    if (!root.has_value()) Fail(diagnostics.ToString());
    texts_.emplace_back(source, *std::move(root));
  }
  for (const auto& [source, document] : texts_) Add(document.root(), source);
}

void ReferenceWorld::AddAll(const JsonValue& root, const SourcePtr& source,
                            absl::string_view list, absl::string_view key,
                            Index* index) {
  for (const JsonValue& item : List(root, list)) {
    std::string name = Text(item, key);
    // Their names are unique in an account; the path is left out.
    if (list == "RoleDetailList" || list == "GroupDetailList") {
      name = absl::StrCat(AccountOf(name), "/", LastSegment(name));
    }
    (*index)[name] = {&item, source};
  }
}

void ReferenceWorld::Add(const JsonValue& root, const SourcePtr& source) {
  AddAll(root, source, "UserDetailList", "Arn", &users_);
  AddAll(root, source, "RoleDetailList", "Arn", &roles_);
  AddAll(root, source, "GroupDetailList", "Arn", &groups_);
  AddAll(root, source, "ResourcePolicies", "ResourceArn", &resources_);
  if (const JsonValue* owners = root.Find("BucketOwners")) {
    for (const JsonValue::Member& owner : owners->members()) {
      bucket_owners_[std::string(owner.name())] =
          std::string(owner.value.text());
    }
  }
  const JsonValue* organization = root.Find("Organization");
  if (organization == nullptr) {
    AddAll(root, source, "Policies", "Arn", &managed_);
    return;
  }
  for (absl::string_view list : {"Roots", "OrganizationalUnits", "Accounts"}) {
    AddAll(root, source, list, "Id", &nodes_);
  }
  for (const JsonValue& policy : List(root, "Policies")) {
    scps_[Text(*policy.Find("PolicySummary"), "Id")] = {&policy, source};
  }
  for (const JsonValue& target : List(root, "Targets")) {
    targets_[Text(target, "TargetId")].push_back(Text(target, "PolicyId"));
  }
  if (!organization->is_object()) return;
  organization_.emplace();
  organization_->id = Text(*organization, "Id");
  organization_->management_account = Text(*organization, "MasterAccountId");
  for (const JsonValue& account : List(root, "Accounts")) {
    std::string path;
    for (std::string id = Text(account, "ParentId"); !id.empty();
         id = Text(*nodes_.at(id).value, "ParentId")) {
      path = absl::StrCat(id, "/", path);
    }
    organization_->account_paths[Text(account, "Id")] =
        absl::StrCat(organization_->id, "/", path);
  }
}

const Policy& ReferenceWorld::Parsed(const JsonValue& document,
                                     const SourcePtr& source) {
  const auto known = parsed_.find(&document);
  if (known != parsed_.end()) return known->second;
  Diagnostics diagnostics;
  absl::StatusOr<Policy> policy =
      ReadDocument(document, source, "document", &diagnostics);
  if (!policy.ok()) Fail(diagnostics.ToString());
  return parsed_.emplace(&document, *std::move(policy)).first->second;
}

void ReferenceWorld::AddDocument(PolicyType type, const std::string& name,
                                 const JsonValue& document,
                                 const SourcePtr& source, PolicySet* policies) {
  policies->Add(type, name, Parsed(document, source));
}

void ReferenceWorld::AddManaged(PolicyType type, const std::string& arn,
                                PolicySet* policies) {
  const Place& policy = managed_.at(arn);
  for (const JsonValue& version : List(*policy.value, "PolicyVersionList")) {
    if (Text(version, "VersionId") != Text(*policy.value, "DefaultVersionId")) {
      continue;
    }
    AddDocument(type, arn, *version.Find("Document"), policy.source, policies);
  }
}

void ReferenceWorld::AddOwn(const Place& identity,
                            absl::string_view inline_list,
                            PolicySet* policies) {
  for (const JsonValue& policy : List(*identity.value, inline_list)) {
    AddDocument(PolicyType::kIdentityBased, Text(policy, "PolicyName"),
                *policy.Find("PolicyDocument"), identity.source, policies);
  }
  for (const JsonValue& attached :
       List(*identity.value, "AttachedManagedPolicies")) {
    AddManaged(PolicyType::kIdentityBased, Text(attached, "PolicyArn"),
               policies);
  }
}

void ReferenceWorld::AddCaller(const Place& caller, absl::string_view account,
                               Case* made) {
  PolicySet* policies = &made->policies;
  policies->Open(PolicyType::kIdentityBased);
  const bool is_role = caller.value->Find("RoleName") != nullptr;
  AddOwn(caller, is_role ? "RolePolicyList" : "UserPolicyList", policies);
  for (const JsonValue& group : List(*caller.value, "GroupList")) {
    AddOwn(groups_.at(absl::StrCat(account, "/", group.text())),
           "GroupPolicyList", policies);
  }
  if (const JsonValue* boundary = caller.value->Find("PermissionsBoundary")) {
    AddManaged(PolicyType::kPermissionsBoundary,
               Text(*boundary, "PermissionsBoundaryArn"), policies);
  }
  Context* context = &made->request.context;
  ImplyTags("aws:PrincipalTag/", *caller.value, context);
  SetUnlessGiven("aws:PrincipalArn", Text(*caller.value, "Arn"), context);
  SetUnlessGiven("aws:userid",
                 is_role ? absl::StrCat(Text(*caller.value, "RoleId"), ":",
                                        LastSegment(made->request.principal))
                         : Text(*caller.value, "UserId"),
                 context);
}

void ReferenceWorld::AddScps(absl::string_view account, PolicySet* policies) {
  // An organization without SCPs has them switched off.
  if (scps_.empty()) return;
  std::vector<std::string> path;
  for (std::string id(account); !id.empty();
       id = Text(*nodes_.at(id).value, "ParentId")) {
    path.insert(path.begin(), id);
  }
  for (const std::string& id : path) {
    policies->AddLevel(PolicyType::kServiceControlPolicy);
    for (const std::string& target : targets_[id]) {
      const Place& scp = scps_.at(target);
      AddDocument(PolicyType::kServiceControlPolicy, target,
                  *scp.value->Find("Content"), scp.source, policies);
    }
  }
}

void ReferenceWorld::AddResource(absl::string_view account, Case* made) {
  Request& request = made->request;
  const std::vector<absl::string_view> fields = Fields(request.resource);
  if (fields.size() != 6) return;
  if (fields[2] == "iam" && absl::StartsWith(fields[5], "role/")) {
    const auto role = roles_.find(
        absl::StrCat(fields[4], "/", LastSegment(request.resource)));
    if (role == roles_.end() ||
        Text(*role->second.value, "Arn") != request.resource) {
      return;
    }
    ImplyTags("aws:ResourceTag/", *role->second.value, &request.context);
    if (ResourcePolicyTypeFor(request) == PolicyType::kTrust) {
      AddDocument(PolicyType::kTrust, request.resource,
                  *role->second.value->Find("AssumeRolePolicyDocument"),
                  role->second.source, &made->policies);
    }
    return;
  }
  if (const auto user = users_.find(request.resource); user != users_.end()) {
    ImplyTags("aws:ResourceTag/", *user->second.value, &request.context);
  }
  if (fields[2] != "s3") return;
  const absl::string_view bucket = fields[5].substr(0, fields[5].find('/'));
  const auto owner = bucket_owners_.find(bucket);
  if (request.resource_account.empty()) {
    request.resource_account =
        owner == bucket_owners_.end() ? std::string(account) : owner->second;
  }
  const auto policy = resources_.find(absl::StrCat("arn:aws:s3:::", bucket));
  if (policy == resources_.end()) return;
  AddDocument(PolicyType::kResourceBased, policy->first,
              *policy->second.value->Find("Policy"), policy->second.source,
              &made->policies);
}

const ReferenceWorld::Place& ReferenceWorld::CallerOf(
    absl::string_view principal) const {
  // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION
  const std::vector<absl::string_view> fields = Fields(principal);
  const std::vector<absl::string_view> path =
      absl::StrSplit(fields.back(), '/');
  const bool session = path.size() == 3 && path[0] == "assumed-role";
  const Index& index = session ? roles_ : users_;
  const auto caller =
      index.find(session ? absl::StrCat(AccountOf(principal), "/", path[1])
                         : std::string(principal));
  if (caller == index.end()) {
    Fail(absl::StrCat("no user or role '", principal, "' in this world"));
  }
  return caller->second;
}

ReferenceWorld::Case ReferenceWorld::CaseOf(const Request& request) {
  Case made;
  made.request = request;
  made.policies.organization = organization_;
  const std::string account(AccountOf(request.principal));
  AddCaller(CallerOf(request.principal), account, &made);
  AddScps(account, &made.policies);
  AddResource(account, &made);
  return made;
}

}  // namespace iam::bench
