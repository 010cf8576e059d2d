#ifndef IAM_SIMULATOR_FOUND_GUNZIP_H_
#define IAM_SIMULATOR_FOUND_GUNZIP_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iam {

// No log packs so well; what does was made to fill the memory.
inline constexpr size_t kMaxGzipRatio = 1000;
// Out of one file.
inline constexpr size_t kMaxGunzippedBytes = size_t{4} << 30;

// Whether the bytes begin as gzip's do, as CloudTrail delivers its logs.
bool IsGzip(absl::string_view bytes);

// Unpacks gzip data: one member, or several one behind the other, and zeros
// behind the last. kInvalidArgument if it is damaged or breaks off, and as soon
// as more than `max_bytes` or kMaxGzipRatio times its size come out; what is
// wrong is said in a form to follow the name of a file, with a hint behind a
// line break.
absl::StatusOr<std::string> Gunzip(absl::string_view bytes,
                                   size_t max_bytes = kMaxGunzippedBytes);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_GUNZIP_H_
