#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/snapshot/file_reader.h"

namespace iam {
namespace {

std::string DirectoryPrefix(absl::string_view path) {
  return path == "." ? "" : JoinPath(path, "");
}

absl::Status Missing(absl::string_view path) {
  return absl::NotFoundError(
      absl::StrCat("no such file or directory: '", path, "'"));
}

}  // namespace

absl::StatusOr<FileReader::Kind> MemoryFileReader::KindOf(
    absl::string_view path) {
  if (files_.count(std::string(path)) > 0) return Kind::kFile;
  const std::string prefix = DirectoryPrefix(path);
  const auto below = files_.lower_bound(prefix);
  if (below != files_.end() &&
      below->first.compare(0, prefix.size(), prefix) == 0) {
    return Kind::kDirectory;
  }
  return Missing(path);
}

absl::StatusOr<std::string> MemoryFileReader::ReadFile(absl::string_view path) {
  const auto file = files_.find(std::string(path));
  if (file == files_.end()) return Missing(path);
  return file->second;
}

absl::StatusOr<std::vector<std::string>> MemoryFileReader::ListDirectory(
    absl::string_view path) {
  const std::string prefix = DirectoryPrefix(path);
  std::vector<std::string> names;
  for (auto file = files_.lower_bound(prefix); file != files_.end(); ++file) {
    absl::string_view name = file->first;
    if (!absl::ConsumePrefix(&name, prefix)) break;
    const size_t slash = name.find('/');
    if (slash != name.npos) name = name.substr(0, slash + 1);
    if (names.empty() || names.back() != name) names.emplace_back(name);
  }
  if (names.empty()) return Missing(path);
  return names;
}

}  // namespace iam
