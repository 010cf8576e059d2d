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
  absl::StatusOr<CreatedAccessKey> CreateKey(absl::string_view account,
                                             absl::string_view user,
                                             absl::Time now) override {
    if (KeysOfUser(account, user)->size() >= 2) {
      return absl::ResourceExhaustedError("two are enough");
    }
    AccessKeyInfo key;
    key.id = absl::StrCat("AKIATESTTESTTEST000", ++made_);
    key.account = std::string(account);
    key.user_name = std::string(user);
    key.created = now;
    keys_.push_back(key);
    return CreatedAccessKey{key, "the-secret"};
  }

  absl::StatusOr<std::optional<AccessKeyInfo>> FindKey(
      absl::string_view id) override {
    AccessKeyInfo* key = Find(id);
    if (key == nullptr) return std::optional<AccessKeyInfo>();
    return std::optional<AccessKeyInfo>(*key);
  }

  absl::StatusOr<std::vector<AccessKeyInfo>> KeysOfUser(
      absl::string_view account, absl::string_view user) override {
    std::vector<AccessKeyInfo> found;
    for (const AccessKeyInfo& key : keys_) {
      if (key.account == account && key.user_name == user) {
        found.push_back(key);
      }
    }
    return found;
  }

  absl::Status SetKeyActive(absl::string_view id, bool active) override {
    Find(id)->active = active;
    return absl::OkStatus();
  }

  absl::Status DeleteKey(absl::string_view id) override {
    std::erase_if(keys_,
                  [id](const AccessKeyInfo& key) { return key.id == id; });
    return absl::OkStatus();
  }

  absl::Status RenameUser(absl::string_view account, absl::string_view user,
                          absl::string_view new_name) override {
    for (AccessKeyInfo& key : keys_) {
      if (key.account == account && key.user_name == user) {
        key.user_name = std::string(new_name);
      }
    }
    return absl::OkStatus();
  }

  AccessKeyInfo* Find(absl::string_view id) {
    for (AccessKeyInfo& key : keys_) {
      if (key.id == id) return &key;
    }
    return nullptr;
  }

 private:
  std::vector<AccessKeyInfo> keys_;
  int made_ = 0;
};

}  // namespace iam

#endif  // IAM_TESTS_SERVICES_MEMORY_ACCESS_KEYS_H_
