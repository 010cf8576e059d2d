#ifndef IAM_SIMULATOR_SIGNATURE_SIGN_REQUEST_H_
#define IAM_SIMULATOR_SIGNATURE_SIGN_REQUEST_H_

#include <string>

#include "absl/time/time.h"
#include "simulator/http/http_message.h"

namespace iam {

// Who signs, and for what.
struct Signer {
  std::string access_key_id;
  std::string secret;
  std::string session_token;  // of temporary credentials, else ""
  std::string region;
  std::string service;  // signing name
  bool s3 = false;      // S3's path and payload
};

// Signs a request in its header Authorization, in place of the credentials it
// has, in the header or in the query. "host", "content-type" and all "x-amz-"
// headers are signed; a request without "host" is the caller's mistake, and its
// signature verifies nowhere. S3's payload is the hash of the body, unless
// x-amz-content-sha256 says UNSIGNED-PAYLOAD.
void SignRequest(const Signer& signer, absl::Time now, HttpRequest* request);

// Signs it in its query, for so many seconds. "host" alone and "x-amz-" headers
// are signed.
void PresignRequest(const Signer& signer, absl::Time now, int seconds,
                    HttpRequest* request);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SIGN_REQUEST_H_
