#ifndef IAM_TESTS_GOLDEN_GOLDEN_FILE_H_
#define IAM_TESTS_GOLDEN_GOLDEN_FILE_H_

#include <filesystem>
#include <string>

namespace iam {

// A file's bytes; a test failure and "" if it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

// Expects `actual` to be what the file holds. With IAM_UPDATE_GOLDEN=1 in the
// environment the file is written instead: review the diff.
void ExpectGolden(const std::filesystem::path& path, const std::string& actual);

}  // namespace iam

#endif  // IAM_TESTS_GOLDEN_GOLDEN_FILE_H_
