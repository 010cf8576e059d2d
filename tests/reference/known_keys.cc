// The keys of section 5.2, as AWS spells them.

#include "tests/reference/context.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

struct KnownKey {
  absl::string_view name;
  bool multivalued = false;
};

constexpr KnownKey kKnownKeys[] = {
    {"aws:PrincipalArn"},
    {"aws:PrincipalAccount"},
    {"aws:PrincipalOrgID"},
    {"aws:PrincipalOrgPaths", true},
    {"aws:PrincipalIsAWSService"},
    {"aws:PrincipalServiceName"},
    {"aws:PrincipalServiceNamesList", true},
    {"aws:PrincipalType"},
    {"aws:userid"},
    {"aws:username"},
    {"aws:AssumedRoot"},
    {"aws:FederatedProvider"},
    {"aws:TokenIssueTime"},
    {"aws:SignInSessionArn"},
    {"aws:ChatbotSourceArn"},
    {"aws:MultiFactorAuthPresent"},
    {"aws:MultiFactorAuthAge"},
    {"aws:Ec2InstanceSourceVpc"},
    {"aws:Ec2InstanceSourcePrivateIPv4"},
    {"aws:SourceIdentity"},
    {"ec2:RoleDelivery"},
    {"ec2:SourceInstanceArn"},
    {"glue:RoleAssumedBy"},
    {"glue:CredentialIssuingService"},
    {"codebuild:BuildArn"},
    {"codebuild:ProjectArn"},
    {"lambda:SourceFunctionArn"},
    {"ssm:SourceInstanceArn"},
    {"identitystore:UserId"},
    {"aws:SourceIp"},
    {"aws:SourceVpcArn"},
    {"aws:SourceVpc"},
    {"aws:SourceVpce"},
    {"aws:VpceAccount"},
    {"aws:VpceOrgID"},
    {"aws:VpceOrgPaths", true},
    {"aws:VpcSourceIp"},
    {"aws:ResourceAccount"},
    {"aws:ResourceOrgID"},
    {"aws:ResourceOrgPaths", true},
    {"aws:CalledVia", true},
    {"aws:CalledViaFirst"},
    {"aws:CalledViaLast"},
    {"aws:CalledViaAWSMCP"},
    {"aws:ViaAWSService"},
    {"aws:ViaAWSMCPService"},
    {"aws:IsMcpServiceAction"},
    {"aws:CurrentTime"},
    {"aws:EpochTime"},
    {"aws:referer"},
    {"aws:RequestedRegion"},
    {"aws:TagKeys", true},
    {"aws:SecureTransport"},
    {"aws:SourceAccount"},
    {"aws:SourceOrgID"},
    {"aws:SourceArn"},
    {"aws:SourceOrgPaths", true},
    {"aws:SourceOwner"},
    {"aws:UserAgent"},
    {"sts:TransitiveTagKeys", true},
    {"kms:EncryptionContextKeys", true},
};

// R4.36: single-valued for each tag.
constexpr absl::string_view kTagPrefixes[] = {
    "aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/"};

// Keys of single services that hold lists, in lower case.
constexpr absl::string_view kServiceLists[] = {
#define IAM_MULTIVALUED_KEY(name) name,
#define IAM_MULTIVALUED_KEY_PREFIX(prefix)
#include "engine/condition/multivalued_keys.inc"
#undef IAM_MULTIVALUED_KEY
#undef IAM_MULTIVALUED_KEY_PREFIX
};

constexpr absl::string_view kServiceListPrefixes[] = {
#define IAM_MULTIVALUED_KEY(name)
#define IAM_MULTIVALUED_KEY_PREFIX(prefix) prefix,
#include "engine/condition/multivalued_keys.inc"
#undef IAM_MULTIVALUED_KEY
#undef IAM_MULTIVALUED_KEY_PREFIX
};

bool IsServiceList(absl::string_view key) {
  for (absl::string_view name : kServiceLists) {
    if (EqualIgnoringCase(key, name)) return true;
  }
  for (absl::string_view prefix : kServiceListPrefixes) {
    if (BeginsIgnoringCase(key, prefix)) return true;
  }
  return false;
}

}  // namespace

bool IsMultivalued(const RequestContext::Key& key) {
  for (const KnownKey& known : kKnownKeys) {
    if (EqualIgnoringCase(known.name, key.name)) {
      return known.multivalued || key.values.size() > 1;
    }
  }
  for (absl::string_view prefix : kTagPrefixes) {
    if (BeginsIgnoringCase(key.name, prefix)) return key.values.size() > 1;
  }
  return key.is_list || IsServiceList(key.name);
}

std::optional<std::string> WellKnownSpelling(absl::string_view name) {
  for (const KnownKey& known : kKnownKeys) {
    if (EqualIgnoringCase(known.name, name)) return std::string(known.name);
  }
  for (absl::string_view prefix : kTagPrefixes) {
    if (BeginsIgnoringCase(name, prefix)) {
      return std::string(prefix) + std::string(name.substr(prefix.size()));
    }
  }
  return std::nullopt;
}

}  // namespace iam::reference
