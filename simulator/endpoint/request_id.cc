#include "simulator/endpoint/request_id.h"

#include <cstdint>

#include "absl/random/random.h"
#include "absl/strings/str_format.h"

namespace iam {

std::string NewRequestId() {
  // Nothing is kept secret by it, so that it need not be hard to guess.
  thread_local absl::BitGen generator;
  const auto high = absl::Uniform<uint64_t>(generator);
  const auto low = absl::Uniform<uint64_t>(generator);
  // Version 4, variant 1. RFC 9562, section 5.4.
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%012x", high >> 32,
                         (high >> 16) & 0xFFFF, high & 0xFFF,
                         ((low >> 48) & 0x3FFF) | 0x8000, low & 0xFFFFFFFFFFFF);
}

}  // namespace iam
