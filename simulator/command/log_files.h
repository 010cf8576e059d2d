#ifndef IAM_SIMULATOR_COMMAND_LOG_FILES_H_
#define IAM_SIMULATOR_COMMAND_LOG_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "simulator/snapshot/file_reader.h"

namespace iam {

// How deep directories of logs may lie in one another; CloudTrail's are nine
// deep. Links that lead back upwards end here.
inline constexpr int kMaxLogDepth = 32;

// A file by itself; of a directory all "*.json" and "*.json.gz" in it and
// below, in the order of their names. kNotFound if there is no such path or no
// such file in it, kInvalidArgument if a directory cannot be listed or lies too
// deep.
absl::StatusOr<std::vector<std::string>> LogFiles(absl::string_view path,
                                                  FileReader& files);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_LOG_FILES_H_
