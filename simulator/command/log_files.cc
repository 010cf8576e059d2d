#include "simulator/command/log_files.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

bool IsLog(absl::string_view name) {
  return absl::EndsWith(name, ".json") || absl::EndsWith(name, ".json.gz");
}

// Recursion is bounded by kMaxLogDepth.
absl::Status AddLogs(const std::string& directory, int depth, FileReader& files,
                     std::vector<std::string>* logs) {
  if (depth > kMaxLogDepth) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", directory, "' lies more than ", kMaxLogDepth,
                     " directories deep; does a link lead back?"));
  }
  const absl::StatusOr<std::vector<std::string>> names =
      files.ListDirectory(directory);
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) {
    const std::string path = JoinPath(directory, name);
    if (absl::EndsWith(name, "/")) {
      const absl::Status status = AddLogs(path, depth + 1, files, logs);
      if (!status.ok()) return status;
    } else if (IsLog(name)) {
      logs->push_back(path);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> LogFiles(absl::string_view path,
                                                  FileReader& files) {
  const absl::StatusOr<FileReader::Kind> kind = files.KindOf(path);
  if (!kind.ok()) return kind.status();
  std::vector<std::string> logs;
  if (*kind == FileReader::Kind::kFile) {
    logs.emplace_back(path);
    return logs;
  }
  if (absl::Status status = AddLogs(std::string(path), 1, files, &logs);
      !status.ok()) {
    return status;
  }
  if (logs.empty()) {
    return absl::NotFoundError(absl::StrCat(
        "no '*.json' or '*.json.gz' file in directory '", path, "' or below"));
  }
  return logs;
}

}  // namespace iam
