#ifndef IAM_SIMULATOR_CREDENTIALS_PRIVATE_FILE_H_
#define IAM_SIMULATOR_CREDENTIALS_PRIVATE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iam {

// Files that hold secrets: mode 0600, on the disk before a call returns, whole
// or not there. What they hold is in no message.

// A file larger than this holds no secrets of ours.
inline constexpr size_t kMaxPrivateFileBytes = size_t{1} << 20;

// The whole file. kNotFound, or kInvalidArgument with the reason.
absl::StatusOr<std::string> ReadPrivateFile(const std::string& path);

// Makes the file, unless it is there: kAlreadyExists then. Of several processes
// that try, one makes it, and the others find it whole.
absl::Status MakePrivateFile(const std::string& path,
                             absl::string_view content);

// Puts a file with this content into the place of the one that may be there,
// and makes the directory (mode 0700) where it is missing. A symbolic link
// stays: the file it leads to is replaced.
absl::Status ReplacePrivateFile(const std::string& path,
                                absl::string_view content);

// kInvalidArgument if others than its owner may read or write the file.
absl::Status CheckPrivate(const std::string& path);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_PRIVATE_FILE_H_
