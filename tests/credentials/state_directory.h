#ifndef IAM_TESTS_CREDENTIALS_STATE_DIRECTORY_H_
#define IAM_TESTS_CREDENTIALS_STATE_DIRECTORY_H_

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "simulator/credentials/secret_box.h"
#include "simulator/credentials/state_database.h"

namespace iam {

// A directory of its own for a test, gone with it.
class TemporaryDirectory {
 public:
  TemporaryDirectory()
      : path_(std::filesystem::temp_directory_path() / "iamsim-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A state directory, opened.
struct OpenState {
  explicit OpenState(const std::string& directory)
      : database(StateDatabase::Open(directory).value()),
        box(SecretBox::Open(directory).value()) {}
  std::unique_ptr<StateDatabase> database;
  SecretBox box;
};

}  // namespace iam

#endif  // IAM_TESTS_CREDENTIALS_STATE_DIRECTORY_H_
