#ifndef IAM_SIMULATOR_SIGNATURE_SIGNATURE_RULES_H_
#define IAM_SIMULATOR_SIGNATURE_SIGNATURE_RULES_H_

#include <string>
#include <vector>

namespace iam {

// What a service wants of signatures.
struct SignatureRules {
  std::string service = {};               // signing name; "": any
  std::vector<std::string> regions = {};  // none: any that looks like one
  bool s3 = false;  // S3's path, payloads and unsigned or chunked bodies
  bool allow_anonymous = false;
  // Takes UNSIGNED-PAYLOAD, as S3 always does (authtype "v4-unsigned-body").
  bool unsigned_payload = false;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SIGNATURE_RULES_H_
