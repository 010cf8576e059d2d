#ifndef IAM_SIMULATOR_CREDENTIALS_ACCESS_KEYS_H_
#define IAM_SIMULATOR_CREDENTIALS_ACCESS_KEYS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace iam {

// What may be told of an access key: everything but its secret.
struct AccessKeyInfo {
  struct Use {
    absl::Time when;
    std::string region;
    std::string service;
  };

  std::string id;  // "AKIA…"
  std::string account;
  std::string user_name;
  bool active = true;
  absl::Time created;
  std::optional<Use> used;
};

// A key with its secret, which is told once.
struct CreatedAccessKey {
  AccessKeyInfo key;
  std::string secret;
};

// AccessKeys is what IAM's API asks of a store of access keys. An error is one
// of the store, except where a function says otherwise.
class AccessKeys {
 public:
  virtual ~AccessKeys() = default;

  // kResourceExhausted if the user has as many as one can have.
  virtual absl::StatusOr<CreatedAccessKey> CreateKey(absl::string_view account,
                                                     absl::string_view user,
                                                     absl::Time now) = 0;
  // nullopt if there is none.
  virtual absl::StatusOr<std::optional<AccessKeyInfo>> FindKey(
      absl::string_view id) = 0;
  // In the order of their making.
  virtual absl::StatusOr<std::vector<AccessKeyInfo>> KeysOfUser(
      absl::string_view account, absl::string_view user) = 0;
  virtual absl::Status SetKeyActive(absl::string_view id, bool active) = 0;
  virtual absl::Status DeleteKey(absl::string_view id) = 0;
  // The keys of `user` follow it to its new name.
  virtual absl::Status RenameUser(absl::string_view account,
                                  absl::string_view user,
                                  absl::string_view new_name) = 0;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_ACCESS_KEYS_H_
