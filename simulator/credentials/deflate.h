#ifndef IAM_SIMULATOR_CREDENTIALS_DEFLATE_H_
#define IAM_SIMULATOR_CREDENTIALS_DEFLATE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// The text packed (zlib's format).
std::string Deflate(absl::string_view text);

// The text unpacked; nullopt if it is damaged, or longer than `max_bytes`.
std::optional<std::string> Inflate(absl::string_view packed, size_t max_bytes);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_DEFLATE_H_
