#ifndef IAM_SIMULATOR_SIGNATURE_SIGNING_KEY_H_
#define IAM_SIMULATOR_SIGNATURE_SIGNING_KEY_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "simulator/signature/signed_request.h"

namespace iam {

// The key that signs for a day, region and service (R8.22): 32 bytes.
std::string DeriveSigningKey(absl::string_view secret,
                             const CredentialScope& scope);

// The signature of a text: 64 hexadecimal digits.
std::string Signature(absl::string_view signing_key,
                      absl::string_view string_to_sign);

// A SigningKeyCache remembers keys once derived, as most requests of a key are
// of one day, region and service. Forgets all when it is full. Thread-safe.
class SigningKeyCache {
 public:
  ~SigningKeyCache();

  // DeriveSigningKey(). A key id whose secret changed is derived anew.
  std::string Get(absl::string_view secret, const CredentialScope& scope);

 private:
  struct Entry {
    std::string secret;
    std::string signing_key;
  };
  void Clear();

  std::mutex mutex_;
  absl::flat_hash_map<std::string, Entry> entries_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SIGNING_KEY_H_
