#ifndef IAM_EVAL_SERVICE_RULES_H_
#define IAM_EVAL_SERVICE_RULES_H_

#include "absl/strings/string_view.h"
#include "engine/condition/context_view.h"
#include "engine/match/action_set.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"

namespace iam {

// What single AWS services do differently from the general evaluation logic,
// each rule with its page. Actions are in lower case.

// sts:AssumeRole… and what goes with it: decided by the role's trust policy.
bool AssumesRole(const RequestAction& action, const RequestResource& resource);

// sts:AssumeRoleWithSAML and …WithWebIdentity: unsigned, so that the trust
// policy alone decides, whoever sends the token. STS API Reference.
bool AssumesRoleByToken(const RequestAction& action);

// A KMS key: only its key policy gives access. KMS Developer Guide, "Key
// policies in AWS KMS".
bool IsKmsKey(const RequestResource& resource);

// The ARN that a request on "*" is really authorised on, or `resource`. IAM
// User Guide, "Policy evaluation logic": s3:ListAllMyBuckets on arn:aws:s3:::*.
absl::string_view AuthorizedResource(const RequestAction& action,
                                     absl::string_view resource);

// The owner's root user can always read and mend a bucket policy, even one that
// denies everybody. S3 User Guide, "Bucket policies".
bool MendsBucketPolicy(const RequestAction& action);

// Whether RCPs reach this request. Organizations User Guide, "Resource control
// policies": the list of services, and what is exempt.
bool SupportsRcps(const RequestAction& action, const RequestResource& resource);

// sts:GetCallerIdentity and sts:GetSessionToken: whoever signs may call them.
bool NeedsNoPermission(const RequestAction& action);

enum class ServiceRule { kNone, kAlwaysAllowed, kAlwaysDenied };

// Calls that AWS allows or denies whatever the policies say.
ServiceRule FixedAnswer(const RequestAction& action,
                        const RequestPrincipal& principal,
                        const RequestResource& resource,
                        const ContextView& context);

}  // namespace iam

#endif  // IAM_EVAL_SERVICE_RULES_H_
