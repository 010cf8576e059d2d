#ifndef IAM_SIMULATOR_SERVICES_IAM_OPERATIONS_H_
#define IAM_SIMULATOR_SERVICES_IAM_OPERATIONS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "simulator/directory/entity.h"
#include "simulator/services/iam/iam_call.h"

namespace iam {

// The operations of IAM's API, a function each; `kind` tells the operations of
// users, groups and roles apart that do the same: PutUserPolicy, PutRolePolicy.
using IamOperation = IamResult (*)(IamCall& call, EntityKind kind);

struct OperationRow {
  absl::string_view name;
  IamOperation operation;
  EntityKind kind;
  absl::string_view takes;  // parameter_check.h
};

// All that are answered, by name.
absl::Span<const OperationRow> Operations();
// Null if we do not know it.
const OperationRow* FindOperation(absl::string_view name);

// user_operations.cc
IamResult CreateUser(IamCall& call, EntityKind kind);
IamResult GetUser(IamCall& call, EntityKind kind);
IamResult UpdateUser(IamCall& call, EntityKind kind);
IamResult DeleteUser(IamCall& call, EntityKind kind);
IamResult ListUsers(IamCall& call, EntityKind kind);

// group_operations.cc
IamResult CreateGroup(IamCall& call, EntityKind kind);
IamResult GetGroup(IamCall& call, EntityKind kind);
IamResult UpdateGroup(IamCall& call, EntityKind kind);
IamResult DeleteGroup(IamCall& call, EntityKind kind);
IamResult ListGroups(IamCall& call, EntityKind kind);
IamResult AddUserToGroup(IamCall& call, EntityKind kind);
IamResult RemoveUserFromGroup(IamCall& call, EntityKind kind);
IamResult ListGroupsForUser(IamCall& call, EntityKind kind);

// role_operations.cc
IamResult CreateRole(IamCall& call, EntityKind kind);
IamResult GetRole(IamCall& call, EntityKind kind);
IamResult UpdateRole(IamCall& call, EntityKind kind);
IamResult UpdateRoleDescription(IamCall& call, EntityKind kind);
IamResult UpdateAssumeRolePolicy(IamCall& call, EntityKind kind);
IamResult DeleteRole(IamCall& call, EntityKind kind);
IamResult ListRoles(IamCall& call, EntityKind kind);

// instance_profile_operations.cc
IamResult CreateInstanceProfile(IamCall& call, EntityKind kind);
IamResult GetInstanceProfile(IamCall& call, EntityKind kind);
IamResult DeleteInstanceProfile(IamCall& call, EntityKind kind);
IamResult ListInstanceProfiles(IamCall& call, EntityKind kind);
IamResult ListInstanceProfilesForRole(IamCall& call, EntityKind kind);
IamResult AddRoleToInstanceProfile(IamCall& call, EntityKind kind);
IamResult RemoveRoleFromInstanceProfile(IamCall& call, EntityKind kind);

// inline_policy_operations.cc
IamResult PutInlinePolicy(IamCall& call, EntityKind kind);
IamResult GetInlinePolicy(IamCall& call, EntityKind kind);
IamResult DeleteInlinePolicy(IamCall& call, EntityKind kind);
IamResult ListInlinePolicies(IamCall& call, EntityKind kind);

// attachment_operations.cc
IamResult AttachPolicy(IamCall& call, EntityKind kind);
IamResult DetachPolicy(IamCall& call, EntityKind kind);
IamResult ListAttachedPolicies(IamCall& call, EntityKind kind);
IamResult ListEntitiesForPolicy(IamCall& call, EntityKind kind);
IamResult PutBoundary(IamCall& call, EntityKind kind);
IamResult DeleteBoundary(IamCall& call, EntityKind kind);

// policy_operations.cc
IamResult CreatePolicy(IamCall& call, EntityKind kind);
IamResult GetPolicy(IamCall& call, EntityKind kind);
IamResult DeletePolicy(IamCall& call, EntityKind kind);
IamResult ListPolicies(IamCall& call, EntityKind kind);

// policy_version_operations.cc
IamResult CreatePolicyVersion(IamCall& call, EntityKind kind);
IamResult GetPolicyVersion(IamCall& call, EntityKind kind);
IamResult ListPolicyVersions(IamCall& call, EntityKind kind);
IamResult SetDefaultPolicyVersion(IamCall& call, EntityKind kind);
IamResult DeletePolicyVersion(IamCall& call, EntityKind kind);

// tag_operations.cc
IamResult TagEntity(IamCall& call, EntityKind kind);
IamResult UntagEntity(IamCall& call, EntityKind kind);
IamResult ListEntityTags(IamCall& call, EntityKind kind);

// key_operations.cc
IamResult CreateAccessKey(IamCall& call, EntityKind kind);
IamResult UpdateAccessKey(IamCall& call, EntityKind kind);
IamResult DeleteAccessKey(IamCall& call, EntityKind kind);
IamResult ListAccessKeys(IamCall& call, EntityKind kind);
IamResult GetAccessKeyLastUsed(IamCall& call, EntityKind kind);

// account_operations.cc
IamResult GetAccountSummary(IamCall& call, EntityKind kind);
IamResult CreateAccountAlias(IamCall& call, EntityKind kind);
IamResult DeleteAccountAlias(IamCall& call, EntityKind kind);
IamResult ListAccountAliases(IamCall& call, EntityKind kind);
IamResult GetLoginProfile(IamCall& call, EntityKind kind);
IamResult ListMfaDevices(IamCall& call, EntityKind kind);
IamResult ListSigningCertificates(IamCall& call, EntityKind kind);
IamResult ListSshPublicKeys(IamCall& call, EntityKind kind);
IamResult ListServiceSpecificCredentials(IamCall& call, EntityKind kind);
IamResult ListVirtualMfaDevices(IamCall& call, EntityKind kind);

// oidc_operations.cc
IamResult CreateOidcProvider(IamCall& call, EntityKind kind);
IamResult GetOidcProvider(IamCall& call, EntityKind kind);
IamResult ListOidcProviders(IamCall& call, EntityKind kind);
IamResult DeleteOidcProvider(IamCall& call, EntityKind kind);

// authorization_details_operation.cc
IamResult GetAccountAuthorizationDetails(IamCall& call, EntityKind kind);

// simulate_operations.cc
IamResult SimulatePrincipalPolicy(IamCall& call, EntityKind kind);
IamResult SimulateCustomPolicy(IamCall& call, EntityKind kind);

// context_key_operations.cc
IamResult GetContextKeysForPrincipalPolicy(IamCall& call, EntityKind kind);
IamResult GetContextKeysForCustomPolicy(IamCall& call, EntityKind kind);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_OPERATIONS_H_
