#ifndef IAM_TESTS_FOREIGN_FOREIGN_DATA_H_
#define IAM_TESTS_FOREIGN_FOREIGN_DATA_H_

#include <string>

namespace iam {

// The folder of documents that are not ours to publish (real exports, AWS's
// own policies), from the environment variable IAMSIM_SHARED_DATA; empty if
// there is none: such tests skip, and say so.
std::string ForeignDataFolder();

// The output of "gzip -dc"; empty if it cannot be read.
std::string Unzip(const std::string& path);

}  // namespace iam

#endif  // IAM_TESTS_FOREIGN_FOREIGN_DATA_H_
