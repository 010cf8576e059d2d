#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "simulator/snapshot/file_reader.h"

namespace iam {
namespace {

namespace fs = std::filesystem;

fs::path PathOf(absl::string_view path) {
  return fs::path(std::string(path.data(), path.size()));
}

absl::Status Unreadable(absl::string_view path, absl::string_view reason) {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read '", path, "': ", reason));
}

}  // namespace

absl::StatusOr<FileReader::Kind> DiskFileReader::KindOf(
    absl::string_view path) {
  std::error_code error;
  const fs::file_status status = fs::status(PathOf(path), error);
  if (status.type() == fs::file_type::not_found) {
    return absl::NotFoundError(
        absl::StrCat("no such file or directory: '", path, "'"));
  }
  if (error) return Unreadable(path, error.message());
  return fs::is_directory(status) ? Kind::kDirectory : Kind::kFile;
}

absl::StatusOr<std::string> DiskFileReader::ReadFile(absl::string_view path) {
  absl::StatusOr<Kind> kind = KindOf(path);
  if (!kind.ok()) return kind.status();
  if (*kind == Kind::kDirectory) return Unreadable(path, "it is a directory");
  errno = 0;
  std::ifstream file(PathOf(path), std::ios::binary);
  if (!file) return Unreadable(path, std::strerror(errno));
  // The size is a guess only: pipes have none, and files grow.
  std::error_code error;
  const auto size = fs::file_size(PathOf(path), error);
  std::string text;
  if (!error && size <= kMaxFileBytes) text.reserve(size + 1);
  char buffer[1 << 16];
  while (file.read(buffer, sizeof buffer), file.gcount() > 0) {
    text.append(buffer, static_cast<size_t>(file.gcount()));
    if (text.size() > kMaxFileBytes) {
      return Unreadable(path, "it is larger than 4 GiB");
    }
  }
  if (file.bad()) return Unreadable(path, std::strerror(errno));
  return text;
}

absl::StatusOr<std::vector<std::string>> DiskFileReader::ListDirectory(
    absl::string_view path) {
  std::error_code error;
  fs::directory_iterator entries(PathOf(path), error);
  if (error) return Unreadable(path, error.message());
  std::vector<std::string> names;
  while (entries != fs::directory_iterator()) {
    std::error_code unknown;  // a dangling link is a file that cannot be read
    const bool is_directory = entries->is_directory(unknown);
    names.push_back(entries->path().filename().string() +
                    (is_directory ? "/" : ""));
    entries.increment(error);
    if (error) return Unreadable(path, error.message());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string JoinPath(absl::string_view directory, absl::string_view name) {
  const bool closed = !directory.empty() && directory.back() == '/';
  return absl::StrCat(directory, closed || directory.empty() ? "" : "/", name);
}

}  // namespace iam
