#ifndef IAM_TESTS_SERVICES_MEMORY_ACCESS_KEYS_H_
#define IAM_TESTS_SERVICES_MEMORY_ACCESS_KEYS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "simulator/credentials/access_keys.h"

namespace iam {

// Access keys in memory.
class MemoryAccessKeys : public AccessKeys {
 public:
  absl::StatusOr<AccessKeyWithSecret> Create(absl::string_view account,
                                             absl::string_view user,
                                             absl::Time now) override {
    if (ListOfUser(account, user)->size() >= 2) {
      return absl::ResourceExhaustedError("two are enough");
    }
    AccessKey key;
    key.id = absl::StrCat("AKIATESTTESTTEST000", ++made_);
    key.account = std::string(account);
    key.user_name = std::string(user);
    key.created = now;
    keys_.push_back(key);
    return AccessKeyWithSecret{key, "the-secret"};
  }

  absl::StatusOr<AccessKey> Find(absl::string_view id) override {
    const AccessKey* key = At(id);
    if (key == nullptr) return absl::NotFoundError("no such key");
    return *key;
  }

  absl::StatusOr<std::vector<AccessKey>> ListOfUser(
      absl::string_view account, absl::string_view user) override {
    std::vector<AccessKey> found;
    for (const AccessKey& key : keys_) {
      if (key.account == account && key.user_name == user) {
        found.push_back(key);
      }
    }
    return found;
  }

  absl::Status SetActive(absl::string_view id, bool active) override {
    At(id)->active = active;
    return absl::OkStatus();
  }

  absl::Status Delete(absl::string_view id) override {
    std::erase_if(keys_, [id](const AccessKey& key) { return key.id == id; });
    return absl::OkStatus();
  }

  absl::Status RenameUser(absl::string_view account, absl::string_view user,
                          absl::string_view new_name) override {
    for (AccessKey& key : keys_) {
      if (key.account == account && key.user_name == user) {
        key.user_name = std::string(new_name);
      }
    }
    return absl::OkStatus();
  }

  AccessKey* At(absl::string_view id) {
    for (AccessKey& key : keys_) {
      if (key.id == id) return &key;
    }
    return nullptr;
  }

 private:
  std::vector<AccessKey> keys_;
  int made_ = 0;
};

}  // namespace iam

#endif  // IAM_TESTS_SERVICES_MEMORY_ACCESS_KEYS_H_
