#ifndef IAM_SIMULATOR_CREDENTIALS_SECRET_BOX_H_
#define IAM_SIMULATOR_CREDENTIALS_SECRET_BOX_H_

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iam {

// A SecretBox seals texts with a key that lies beside the state database, in
// the file "secret.key": nobody reads or changes what is sealed without it
// (AES-256-GCM). Who has both files has the secrets; the box is against one
// that wanders off alone, into a backup or a bug report.
//
//   std::string sealed = box.Seal(secret, "access-key AKIA…");
//   box.Unseal(sealed, "access-key AKIA…");  // the secret
//   box.Unseal(sealed, "access-key AKIB…");  // an error
//
// The purpose is not in what is sealed but has to be told again, so that one
// row's secret cannot be put into another. Thread-safe.
class SecretBox {
 public:
  // Reads the directory's key, or makes it; several processes that do so at
  // once agree on one. kInvalidArgument if others may read it, or it is none.
  // The directory must exist (StateDatabase::Open makes it).
  static absl::StatusOr<SecretBox> Open(const std::string& directory);
  ~SecretBox();
  SecretBox(SecretBox&&) = default;
  SecretBox& operator=(SecretBox&&) = delete;
  SecretBox(const SecretBox&) = delete;
  SecretBox& operator=(const SecretBox&) = delete;

  // Bytes, another time others.
  std::string Seal(absl::string_view plain, absl::string_view purpose) const;

  // kInvalidArgument if this key did not seal it for this purpose.
  absl::StatusOr<std::string> Unseal(absl::string_view sealed,
                                     absl::string_view purpose) const;

 private:
  struct FreeCipher {
    void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
  };
  SecretBox(std::string key, EVP_CIPHER* cipher);

  std::string key_;
  std::unique_ptr<EVP_CIPHER, FreeCipher> cipher_;  // looked up once
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_SECRET_BOX_H_
