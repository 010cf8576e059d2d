// A file is written beside its place under a name of its own, synced, and then
// linked or renamed into it, so that nobody ever sees half of it.
#include "simulator/credentials/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

absl::Status Failed(absl::string_view doing, const std::string& path,
                    int error) {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot ", doing, " '", path, "': ", strerror(error)));
}

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A new name in a directory is on the disk once the directory is.
absl::Status SyncDirectory(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return Failed("open", path, errno);
  const int synced = fsync(file);
  const int error = errno;
  close(file);
  return synced == 0 ? absl::OkStatus() : Failed("write", path, error);
}

absl::Status WriteAll(int file, const std::string& path,
                      absl::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write", path, errno);
    content.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0 ? absl::OkStatus() : Failed("write", path, errno);
}

// Writes the content to a new file beside `path`; its name.
absl::StatusOr<std::string> WriteBeside(const std::string& path,
                                        absl::string_view content) {
  std::string name = absl::StrCat(path, ".XXXXXX");
  const int file = mkostemp(name.data(), O_CLOEXEC);  // mode 0600
  if (file < 0) return Failed("write", path, errno);
  const absl::Status written = WriteAll(file, path, content);
  close(file);
  if (written.ok()) return name;
  unlink(name.c_str());
  return written;
}

// Where a symbolic link leads; other paths as they are.
std::string Resolved(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string result = resolved;
  free(resolved);
  return result;
}

}  // namespace

absl::StatusOr<std::string> ReadPrivateFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) {
    return absl::NotFoundError(absl::StrCat("no such file: '", path, "'"));
  }
  if (file < 0) return Failed("read", path, errno);
  const auto closing = absl::MakeCleanup([file] { close(file); });
  std::string content;
  char buffer[4096];
  while (true) {
    const ssize_t size = read(file, buffer, sizeof(buffer));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return Failed("read", path, errno);
    if (size == 0) return content;
    content.append(buffer, static_cast<size_t>(size));
    if (content.size() > kMaxPrivateFileBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat("'", path, "' is larger than 1 MiB"));
    }
  }
}

absl::Status MakePrivateFile(const std::string& path,
                             absl::string_view content) {
  const absl::StatusOr<std::string> beside = WriteBeside(path, content);
  if (!beside.ok()) return beside.status();
  // Unlike rename(), link() leaves a file alone that is there.
  const int linked = link(beside->c_str(), path.c_str());
  const int error = errno;
  unlink(beside->c_str());
  if (linked != 0 && error == EEXIST) {
    return absl::AlreadyExistsError(absl::StrCat("'", path, "' exists"));
  }
  if (linked != 0) return Failed("make", path, error);
  return SyncDirectory(DirectoryOf(path));
}

absl::Status ReplacePrivateFile(const std::string& path,
                                absl::string_view content) {
  const std::string directory = DirectoryOf(path);
  if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return Failed("make directory", directory, errno);
  }
  const std::string target = Resolved(path);
  const absl::StatusOr<std::string> beside = WriteBeside(target, content);
  if (!beside.ok()) return beside.status();
  if (rename(beside->c_str(), target.c_str()) != 0) {
    const int error = errno;
    unlink(beside->c_str());
    return Failed("write", path, error);
  }
  return SyncDirectory(DirectoryOf(target));
}

absl::Status CheckPrivate(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return Failed("read", path, errno);
  if ((status.st_mode & 077) == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("others may read '", path,
                                                 "'\n'chmod 600 ", path,
                                                 "' keeps it to yourself"));
}

}  // namespace iam
