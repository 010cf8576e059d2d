#ifndef IAM_SIMULATOR_CREDENTIALS_KEY_STORE_H_
#define IAM_SIMULATOR_CREDENTIALS_KEY_STORE_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/credentials/access_keys.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/credentials/state_database.h"

namespace iam {

// Whatever their status (R8.1).
inline constexpr int kMostAccessKeysOfUser = 2;

// The KeyStore is the access keys of a state directory, secrets sealed. What
// another process does to them is seen at once. Thread-safe.
//
// User names are compared exactly: they are as the directory spells them, which
// takes no two that differ in case alone.
//
// Messages of errors are IAM's, and name keys by their ids alone.
class KeyStore : public AccessKeys {
 public:
  // Both must outlive the store.
  KeyStore(StateDatabase* database, const SecretBox* box)
      : database_(database), box_(box) {}
  ~KeyStore() override;
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;

  // A new key, active, and the only sight of its secret; on the disk before
  // this returns. kResourceExhausted for a third one of a user. Whether there
  // is such a user is for the caller to know.
  absl::StatusOr<AccessKeyWithSecret> Create(absl::string_view account,
                                             absl::string_view user_name,
                                             absl::Time now) override;

  // kNotFound if there is none.
  absl::StatusOr<AccessKey> Find(absl::string_view id) override;

  // For whoever checks signatures: also of an inactive key; without its last
  // use. Of a key that was asked for before, next to nothing; else a few
  // microseconds.
  absl::StatusOr<AccessKeyWithSecret> FindWithSecret(absl::string_view id);

  // In the order of creation.
  absl::StatusOr<std::vector<AccessKey>> ListOfUser(
      absl::string_view account, absl::string_view user_name) override;
  absl::StatusOr<std::vector<AccessKey>> ListOfAccount(
      absl::string_view account);
  absl::StatusOr<std::vector<AccessKey>> ListAll();

  // kNotFound if there is none.
  absl::Status SetActive(absl::string_view id, bool active) override;
  absl::Status Delete(absl::string_view id) override;

  // Keys follow their user to a new name.
  absl::Status RenameUser(absl::string_view account, absl::string_view old_name,
                          absl::string_view new_name) override;

  // Notes that a key was used. Only in memory, until FlushUses(); the reads
  // above flush, and so does the destructor.
  void RecordUse(absl::string_view id, absl::Time when,
                 absl::string_view region, absl::string_view service);

  // Writes down what was noted, in one transaction; what could not be written
  // stays noted. To be called now and then, so that a crash loses little.
  absl::Status FlushUses();

 private:
  using Uses = std::map<std::string, AccessKey::Use, std::less<>>;

  // A key as it was at a version of the state.
  struct Known {
    StateDatabase::Version version;
    AccessKeyWithSecret key;
  };

  absl::StatusOr<AccessKeyWithSecret> ReadWithSecret(absl::string_view id);
  void ForgetKnown();

  absl::StatusOr<std::vector<AccessKey>> List(
      const char* sql, const std::vector<StateValue>& values);
  absl::Status WriteUses(const Uses& uses);

  StateDatabase* database_;
  const SecretBox* box_;
  std::mutex mutex_;  // of all below
  Uses uses_;         // later than the database's
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_KEY_STORE_H_
