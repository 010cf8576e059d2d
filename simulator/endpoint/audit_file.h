#ifndef IAM_SIMULATOR_ENDPOINT_AUDIT_FILE_H_
#define IAM_SIMULATOR_ENDPOINT_AUDIT_FILE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace iam {

// A file that gets a line for each call. Appended to, for its owner alone.
// Thread-safe.
class AuditFile {
 public:
  // kInvalidArgument if it cannot be written to.
  static absl::StatusOr<std::unique_ptr<AuditFile>> Open(
      const std::string& path);
  ~AuditFile();
  AuditFile(const AuditFile&) = delete;
  AuditFile& operator=(const AuditFile&) = delete;

  // Each line in one piece. False if the disk takes no more.
  [[nodiscard]] bool Write(const std::string& line) const;

 private:
  explicit AuditFile(int file) : file_(file) {}
  const int file_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_AUDIT_FILE_H_
