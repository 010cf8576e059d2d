#include "simulator/endpoint/request_id.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "simulator/credentials/random_bytes.h"

namespace iam {

std::string NewRequestId() {
  std::string bytes = RandomBytes(16);
  // Version 4, variant 1. RFC 9562, section 5.4.
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  const std::string hex = absl::BytesToHexString(bytes);
  const absl::string_view text = hex;
  return absl::StrCat(text.substr(0, 8), "-", text.substr(8, 4), "-",
                      text.substr(12, 4), "-", text.substr(16, 4), "-",
                      text.substr(20));
}

}  // namespace iam
