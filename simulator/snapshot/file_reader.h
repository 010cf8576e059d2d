#ifndef IAM_SIMULATOR_SNAPSHOT_FILE_READER_H_
#define IAM_SIMULATOR_SNAPSHOT_FILE_READER_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iam {

// A file as large as this is not read: places in a text have 32 bits.
inline constexpr size_t kMaxFileBytes = 0xFFFFFFFF;

// A FileReader is the only way to the file system, so that whatever reads files
// can be tested from memory.
class FileReader {
 public:
  enum class Kind { kFile, kDirectory };

  virtual ~FileReader() = default;

  // kNotFound if there is nothing of that name.
  virtual absl::StatusOr<Kind> KindOf(absl::string_view path) = 0;

  // The whole file. kNotFound, or kInvalidArgument with the reason.
  virtual absl::StatusOr<std::string> ReadFile(absl::string_view path) = 0;

  // The names in a directory, not recursive, without "." and "..", in byte
  // order; those of directories end in '/'.
  virtual absl::StatusOr<std::vector<std::string>> ListDirectory(
      absl::string_view path) = 0;
};

// Reads the disk.
class DiskFileReader : public FileReader {
 public:
  absl::StatusOr<Kind> KindOf(absl::string_view path) override;
  absl::StatusOr<std::string> ReadFile(absl::string_view path) override;
  absl::StatusOr<std::vector<std::string>> ListDirectory(
      absl::string_view path) override;
};

// Reads a table of files: what lies below "dir/" is in the directory "dir".
//
//   MemoryFileReader files({{"world/account.json", "{…}"},
//                           {"world/tags.json", "{…}"}});
class MemoryFileReader : public FileReader {
 public:
  explicit MemoryFileReader(std::map<std::string, std::string> files)
      : files_(std::move(files)) {}

  absl::StatusOr<Kind> KindOf(absl::string_view path) override;
  absl::StatusOr<std::string> ReadFile(absl::string_view path) override;
  absl::StatusOr<std::vector<std::string>> ListDirectory(
      absl::string_view path) override;

 private:
  std::map<std::string, std::string> files_;
};

// "dir/name"; `directory` may end in '/'.
std::string JoinPath(absl::string_view directory, absl::string_view name);

}  // namespace iam

#endif  // IAM_SIMULATOR_SNAPSHOT_FILE_READER_H_
