// A row for each operation of IAM's API that is answered: its name, what does
// it, for which kind of entity, and the parameters it takes.
#include "simulator/services/iam/operations.h"

namespace iam {
namespace {

constexpr EntityKind kUser = EntityKind::kUser;
constexpr EntityKind kGroup = EntityKind::kGroup;
constexpr EntityKind kRole = EntityKind::kRole;
constexpr EntityKind kPolicy = EntityKind::kPolicy;
constexpr EntityKind kProfile = EntityKind::kInstanceProfile;
constexpr EntityKind kProvider = EntityKind::kOidcProvider;
constexpr EntityKind kAlias = EntityKind::kAccountAlias;

// clang-format off
constexpr OperationRow kOperations[] = {
    {"AddRoleToInstanceProfile", AddRoleToInstanceProfile, kProfile,
     "InstanceProfileName! RoleName!"},
    {"AddUserToGroup", AddUserToGroup, kGroup, "GroupName! UserName!"},
    {"AttachGroupPolicy", AttachPolicy, kGroup, "GroupName! PolicyArn!"},
    {"AttachRolePolicy", AttachPolicy, kRole, "RoleName! PolicyArn!"},
    {"AttachUserPolicy", AttachPolicy, kUser, "UserName! PolicyArn!"},
    {"CreateAccessKey", CreateAccessKey, kUser, "UserName"},
    {"CreateAccountAlias", CreateAccountAlias, kAlias, "AccountAlias!"},
    {"CreateGroup", CreateGroup, kGroup, "GroupName! Path"},
    {"CreateInstanceProfile", CreateInstanceProfile, kProfile,
     "InstanceProfileName! Path Tags{}"},
    {"CreateOpenIDConnectProvider", CreateOidcProvider, kProvider,
     "Url! ClientIDList[] ThumbprintList[] Tags{}"},
    {"CreatePolicy", CreatePolicy, kPolicy,
     "PolicyName! Path PolicyDocument! Description Tags{}"},
    {"CreatePolicyVersion", CreatePolicyVersion, kPolicy,
     "PolicyArn! PolicyDocument! SetAsDefault"},
    {"CreateRole", CreateRole, kRole,
     "RoleName! AssumeRolePolicyDocument! Path Description MaxSessionDuration "
     "PermissionsBoundary Tags{}"},
    {"CreateUser", CreateUser, kUser,
     "UserName! Path PermissionsBoundary Tags{}"},
    {"DeleteAccessKey", DeleteAccessKey, kUser, "AccessKeyId! UserName"},
    {"DeleteAccountAlias", DeleteAccountAlias, kAlias, "AccountAlias!"},
    {"DeleteGroup", DeleteGroup, kGroup, "GroupName!"},
    {"DeleteGroupPolicy", DeleteInlinePolicy, kGroup, "GroupName! PolicyName!"},
    {"DeleteInstanceProfile", DeleteInstanceProfile, kProfile,
     "InstanceProfileName!"},
    {"DeleteOpenIDConnectProvider", DeleteOidcProvider, kProvider,
     "OpenIDConnectProviderArn!"},
    {"DeletePolicy", DeletePolicy, kPolicy, "PolicyArn!"},
    {"DeletePolicyVersion", DeletePolicyVersion, kPolicy,
     "PolicyArn! VersionId!"},
    {"DeleteRole", DeleteRole, kRole, "RoleName!"},
    {"DeleteRolePermissionsBoundary", DeleteBoundary, kRole, "RoleName!"},
    {"DeleteRolePolicy", DeleteInlinePolicy, kRole, "RoleName! PolicyName!"},
    {"DeleteUser", DeleteUser, kUser, "UserName!"},
    {"DeleteUserPermissionsBoundary", DeleteBoundary, kUser, "UserName!"},
    {"DeleteUserPolicy", DeleteInlinePolicy, kUser, "UserName! PolicyName!"},
    {"DetachGroupPolicy", DetachPolicy, kGroup, "GroupName! PolicyArn!"},
    {"DetachRolePolicy", DetachPolicy, kRole, "RoleName! PolicyArn!"},
    {"DetachUserPolicy", DetachPolicy, kUser, "UserName! PolicyArn!"},
    {"GetAccessKeyLastUsed", GetAccessKeyLastUsed, kUser, "AccessKeyId!"},
    {"GetAccountAuthorizationDetails", GetAccountAuthorizationDetails, kUser,
     "Filter[] MaxItems Marker"},
    {"GetAccountSummary", GetAccountSummary, kUser, ""},
    {"GetContextKeysForCustomPolicy", GetContextKeysForCustomPolicy, kUser,
     "PolicyInputList[]!"},
    {"GetContextKeysForPrincipalPolicy", GetContextKeysForPrincipalPolicy,
     kUser, "PolicySourceArn! PolicyInputList[]"},
    {"GetGroup", GetGroup, kGroup, "GroupName! MaxItems Marker"},
    {"GetGroupPolicy", GetInlinePolicy, kGroup, "GroupName! PolicyName!"},
    {"GetInstanceProfile", GetInstanceProfile, kProfile,
     "InstanceProfileName!"},
    {"GetLoginProfile", GetLoginProfile, kUser, "UserName"},
    {"GetOpenIDConnectProvider", GetOidcProvider, kProvider,
     "OpenIDConnectProviderArn!"},
    {"GetPolicy", GetPolicy, kPolicy, "PolicyArn!"},
    {"GetPolicyVersion", GetPolicyVersion, kPolicy, "PolicyArn! VersionId!"},
    {"GetRole", GetRole, kRole, "RoleName!"},
    {"GetRolePolicy", GetInlinePolicy, kRole, "RoleName! PolicyName!"},
    {"GetUser", GetUser, kUser, "UserName"},
    {"GetUserPolicy", GetInlinePolicy, kUser, "UserName! PolicyName!"},
    {"ListAccessKeys", ListAccessKeys, kUser, "UserName MaxItems Marker"},
    {"ListAccountAliases", ListAccountAliases, kAlias, "MaxItems Marker"},
    {"ListAttachedGroupPolicies", ListAttachedPolicies, kGroup,
     "GroupName! PathPrefix MaxItems Marker"},
    {"ListAttachedRolePolicies", ListAttachedPolicies, kRole,
     "RoleName! PathPrefix MaxItems Marker"},
    {"ListAttachedUserPolicies", ListAttachedPolicies, kUser,
     "UserName! PathPrefix MaxItems Marker"},
    {"ListEntitiesForPolicy", ListEntitiesForPolicy, kPolicy,
     "PolicyArn! EntityFilter PathPrefix PolicyUsageFilter MaxItems Marker"},
    {"ListGroupPolicies", ListInlinePolicies, kGroup,
     "GroupName! MaxItems Marker"},
    {"ListGroups", ListGroups, kGroup, "PathPrefix MaxItems Marker"},
    {"ListGroupsForUser", ListGroupsForUser, kUser,
     "UserName! MaxItems Marker"},
    {"ListInstanceProfiles", ListInstanceProfiles, kProfile,
     "PathPrefix MaxItems Marker"},
    {"ListInstanceProfilesForRole", ListInstanceProfilesForRole, kProfile,
     "RoleName! MaxItems Marker"},
    {"ListMFADevices", ListMfaDevices, kUser, "UserName MaxItems Marker"},
    {"ListOpenIDConnectProviders", ListOidcProviders, kProvider, ""},
    {"ListPolicies", ListPolicies, kPolicy,
     "Scope OnlyAttached PathPrefix PolicyUsageFilter MaxItems Marker"},
    {"ListPolicyTags", ListEntityTags, kPolicy, "PolicyArn! MaxItems Marker"},
    {"ListPolicyVersions", ListPolicyVersions, kPolicy,
     "PolicyArn! MaxItems Marker"},
    {"ListRolePolicies", ListInlinePolicies, kRole,
     "RoleName! MaxItems Marker"},
    {"ListRoleTags", ListEntityTags, kRole, "RoleName! MaxItems Marker"},
    {"ListRoles", ListRoles, kRole, "PathPrefix MaxItems Marker"},
    {"ListSSHPublicKeys", ListSshPublicKeys, kUser,
     "UserName MaxItems Marker"},
    {"ListServiceSpecificCredentials", ListServiceSpecificCredentials, kUser,
     "UserName ServiceName AllUsers MaxItems Marker"},
    {"ListSigningCertificates", ListSigningCertificates, kUser,
     "UserName MaxItems Marker"},
    {"ListUserPolicies", ListInlinePolicies, kUser,
     "UserName! MaxItems Marker"},
    {"ListUserTags", ListEntityTags, kUser, "UserName! MaxItems Marker"},
    {"ListUsers", ListUsers, kUser, "PathPrefix MaxItems Marker"},
    {"ListVirtualMFADevices", ListVirtualMfaDevices, kUser,
     "AssignmentStatus MaxItems Marker"},
    {"PutGroupPolicy", PutInlinePolicy, kGroup,
     "GroupName! PolicyName! PolicyDocument!"},
    {"PutRolePermissionsBoundary", PutBoundary, kRole,
     "RoleName! PermissionsBoundary!"},
    {"PutRolePolicy", PutInlinePolicy, kRole,
     "RoleName! PolicyName! PolicyDocument!"},
    {"PutUserPermissionsBoundary", PutBoundary, kUser,
     "UserName! PermissionsBoundary!"},
    {"PutUserPolicy", PutInlinePolicy, kUser,
     "UserName! PolicyName! PolicyDocument!"},
    {"RemoveRoleFromInstanceProfile", RemoveRoleFromInstanceProfile, kProfile,
     "InstanceProfileName! RoleName!"},
    {"RemoveUserFromGroup", RemoveUserFromGroup, kGroup,
     "GroupName! UserName!"},
    {"SetDefaultPolicyVersion", SetDefaultPolicyVersion, kPolicy,
     "PolicyArn! VersionId!"},
    {"SimulateCustomPolicy", SimulateCustomPolicy, kUser,
     "PolicyInputList[]! PermissionsBoundaryPolicyInputList[] ActionNames[]! "
     "ResourceArns[] ResourcePolicy ResourceOwner CallerArn ContextEntries{} "
     "ResourceHandlingOption MaxItems Marker"},
    {"SimulatePrincipalPolicy", SimulatePrincipalPolicy, kUser,
     "PolicySourceArn! PolicyInputList[] PermissionsBoundaryPolicyInputList[] "
     "ActionNames[]! ResourceArns[] ResourcePolicy ResourceOwner CallerArn "
     "ContextEntries{} ResourceHandlingOption MaxItems Marker"},
    {"TagPolicy", TagEntity, kPolicy, "PolicyArn! Tags{}!"},
    {"TagRole", TagEntity, kRole, "RoleName! Tags{}!"},
    {"TagUser", TagEntity, kUser, "UserName! Tags{}!"},
    {"UntagPolicy", UntagEntity, kPolicy, "PolicyArn! TagKeys[]!"},
    {"UntagRole", UntagEntity, kRole, "RoleName! TagKeys[]!"},
    {"UntagUser", UntagEntity, kUser, "UserName! TagKeys[]!"},
    {"UpdateAccessKey", UpdateAccessKey, kUser,
     "AccessKeyId! Status! UserName"},
    {"UpdateAssumeRolePolicy", UpdateAssumeRolePolicy, kRole,
     "RoleName! PolicyDocument!"},
    {"UpdateGroup", UpdateGroup, kGroup, "GroupName! NewPath NewGroupName"},
    {"UpdateRole", UpdateRole, kRole,
     "RoleName! Description MaxSessionDuration"},
    {"UpdateRoleDescription", UpdateRoleDescription, kRole,
     "RoleName! Description!"},
    {"UpdateUser", UpdateUser, kUser, "UserName! NewPath NewUserName"},
};
// clang-format on

}  // namespace

absl::Span<const OperationRow> Operations() { return kOperations; }

const OperationRow* FindOperation(absl::string_view name) {
  for (const OperationRow& row : kOperations) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace iam
