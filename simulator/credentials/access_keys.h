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

// A long-term access key, without its secret.
struct AccessKey {
  struct Use {
    absl::Time when;
    std::string region;
    std::string service;  // signing name
  };

  std::string id;  // "AKIA…"
  std::string account;
  std::string user_name;  // "" for the root user
  bool active = true;     // else authenticates nothing
  absl::Time created;
  std::optional<Use> last_use;
};

struct AccessKeyWithSecret {
  AccessKey key;
  std::string secret;
};

// AccessKeys is what IAM's API asks of a store of access keys. User names
// compare exactly.
class AccessKeys {
 public:
  virtual ~AccessKeys() = default;

  // A new key, active, and the only sight of its secret. kResourceExhausted if
  // the user has as many as one can have. Whether there is such a user is for
  // the caller to know.
  virtual absl::StatusOr<AccessKeyWithSecret> Create(
      absl::string_view account, absl::string_view user_name,
      absl::Time now) = 0;

  // kNotFound if there is none.
  virtual absl::StatusOr<AccessKey> Find(absl::string_view id) = 0;

  // In the order of creation.
  virtual absl::StatusOr<std::vector<AccessKey>> ListOfUser(
      absl::string_view account, absl::string_view user_name) = 0;

  // kNotFound if there is none.
  virtual absl::Status SetActive(absl::string_view id, bool active) = 0;
  virtual absl::Status Delete(absl::string_view id) = 0;

  // Keys follow their user to a new name. Called within a transaction of the
  // state database.
  virtual absl::Status RenameUser(absl::string_view account,
                                  absl::string_view old_name,
                                  absl::string_view new_name) = 0;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_ACCESS_KEYS_H_
