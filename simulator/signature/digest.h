#ifndef IAM_SIMULATOR_SIGNATURE_DIGEST_H_
#define IAM_SIMULATOR_SIGNATURE_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// SHA-256 and what Signature Version 4 makes of it, by OpenSSL. Algorithms are
// looked up once a thread, which costs more than to run them.

// 32 bytes.
std::string Sha256(absl::string_view text);
// In lower-case hexadecimal: 64 characters.
std::string HexSha256(absl::string_view text);
// 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view text);

// Whether two texts are equal, in a time that does not tell where they differ:
// the only way that signatures and secrets are compared.
bool EqualInConstantTime(absl::string_view a, absl::string_view b);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_DIGEST_H_
