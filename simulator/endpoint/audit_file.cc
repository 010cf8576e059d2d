#include "simulator/endpoint/audit_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace iam {

absl::StatusOr<std::unique_ptr<AuditFile>> AuditFile::Open(
    const std::string& path) {
  const int file =
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot write to '", path, "': ", strerror(errno)));
  }
  return std::unique_ptr<AuditFile>(new AuditFile(file));
}

AuditFile::~AuditFile() { close(file_); }

bool AuditFile::Write(const std::string& line) const {
  const std::string text = absl::StrCat(line, "\n");
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t wrote = write(file_, text.data() + done, text.size() - done);
    if (wrote < 0 && errno != EINTR) return false;
    if (wrote > 0) done += static_cast<size_t>(wrote);
  }
  return true;
}

}  // namespace iam
