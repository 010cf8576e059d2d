#include "simulator/credentials/key_store.h"

#include <openssl/crypto.h>

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "simulator/credentials/access_key_id.h"

namespace iam {
namespace {

// Keys that are kept in memory; all are forgotten when there are more.
constexpr size_t kMostKnown = 1000;

// What ReadKey() wants.
#define IAM_KEY_COLUMNS                            \
  "SELECT id, account, user_name, active, created" \
  ", used, used_region, used_service FROM access_key "
#define IAM_KEY_ORDER " ORDER BY account, user_name, created, id"

// A sealed secret opens only as that of its key.
std::string PurposeOf(absl::string_view id) {
  return absl::StrCat("access-key ", id);
}

absl::Status NoSuchKey(absl::string_view id) {
  return absl::NotFoundError(absl::StrCat("The Access Key with id ",
                                          Harmless(id), " cannot be found."));
}

AccessKey ReadKey(const StateRow& row) {
  AccessKey key;
  key.id = std::string(row.Text(0));
  key.account = std::string(row.Text(1));
  key.user_name = std::string(row.Text(2));
  key.active = row.Number(3) != 0;
  key.created = absl::FromUnixSeconds(row.Number(4));
  if (row.Number(5) != 0) {
    key.last_use =
        AccessKey::Use{absl::FromUnixSeconds(row.Number(5)),
                       std::string(row.Text(6)), std::string(row.Text(7))};
  }
  return key;
}

}  // namespace

KeyStore::~KeyStore() {
  // Nobody is left to tell of an error; only a last use would be lost.
  FlushUses().IgnoreError();
  ForgetKnown();
}

absl::StatusOr<AccessKeyWithSecret> KeyStore::Create(
    absl::string_view account, absl::string_view user_name, absl::Time now) {
  AccessKeyWithSecret made;
  made.secret = MakeSecret();
  AccessKey& key = made.key;
  key.account = std::string(account);
  key.user_name = std::string(user_name);
  key.created = absl::FromUnixSeconds(absl::ToUnixSeconds(now));
  absl::Status done = database_->InTransaction([&]() -> absl::Status {
    int64_t count = 0;
    absl::Status status = database_->Query(
        "SELECT count(*) FROM access_key WHERE account = ? AND user_name = ?",
        {account, user_name},
        [&](const StateRow& row) { count = row.Number(0); });
    if (!status.ok()) return status;
    if (count >= kMostAccessKeysOfUser) {
      return absl::ResourceExhaustedError(
          absl::StrCat("Cannot exceed quota for AccessKeysPerUser: ",
                       kMostAccessKeysOfUser));
    }
    do {  // until the id is nobody else's
      key.id = MakeAccessKeyId(kLongTermKeyPrefix, account);
      const std::string sealed = box_->Seal(made.secret, PurposeOf(key.id));
      status = database_->Run(
          "INSERT OR IGNORE INTO access_key "
          "(id, account, user_name, active, created, sealed_secret) "
          "VALUES (?, ?, ?, 1, ?, ?)",
          {absl::string_view(key.id), account, user_name,
           absl::ToUnixSeconds(now), absl::string_view(sealed)});
    } while (status.ok() && database_->ChangedRows() == 0);
    return status;
  });
  if (!done.ok()) return done;
  return made;
}

absl::StatusOr<AccessKey> KeyStore::Find(absl::string_view id) {
  absl::StatusOr<std::vector<AccessKey>> found =
      List(IAM_KEY_COLUMNS "WHERE id = ?", {id});
  if (!found.ok()) return found.status();
  if (found->empty()) return NoSuchKey(id);
  return std::move(found->front());
}

absl::StatusOr<AccessKeyWithSecret> KeyStore::FindWithSecret(
    absl::string_view id) {
  // Before the key is read: what is committed meanwhile makes another version.
  const std::optional<StateDatabase::Version> version =
      database_->CurrentVersion();
  if (version.has_value()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto known = known_.find(id);
    if (known != known_.end() && known->second.version == *version) {
      return known->second.key;
    }
  }
  absl::StatusOr<AccessKeyWithSecret> found = ReadWithSecret(id);
  if (found.ok() && version.has_value()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (known_.size() == kMostKnown) ForgetKnown();
    known_.insert_or_assign(std::string(id), Known{*version, *found});
  }
  return found;
}

void KeyStore::ForgetKnown() {
  for (auto& [id, known] : known_) {
    OPENSSL_cleanse(known.key.secret.data(), known.key.secret.size());
  }
  known_.clear();
}

absl::StatusOr<AccessKeyWithSecret> KeyStore::ReadWithSecret(
    absl::string_view id) {
  AccessKeyWithSecret found;
  std::string sealed;
  absl::Status status = database_->Look(
      "SELECT account, user_name, active, created, sealed_secret "
      "FROM access_key WHERE id = ?",
      {id}, [&](const StateRow& row) {
        found.key.id = std::string(id);
        found.key.account = std::string(row.Text(0));
        found.key.user_name = std::string(row.Text(1));
        found.key.active = row.Number(2) != 0;
        found.key.created = absl::FromUnixSeconds(row.Number(3));
        sealed = std::string(row.Text(4));
      });
  if (!status.ok()) return status;
  if (found.key.id.empty()) return NoSuchKey(id);
  absl::StatusOr<std::string> secret = box_->Unseal(sealed, PurposeOf(id));
  if (!secret.ok()) return secret.status();
  found.secret = *std::move(secret);
  return found;
}

absl::StatusOr<std::vector<AccessKey>> KeyStore::List(
    const char* sql, const std::vector<StateValue>& values) {
  if (absl::Status flushed = FlushUses(); !flushed.ok()) return flushed;
  std::vector<AccessKey> keys;
  absl::Status status = database_->Query(
      sql, values, [&](const StateRow& row) { keys.push_back(ReadKey(row)); });
  if (!status.ok()) return status;
  return keys;
}

absl::StatusOr<std::vector<AccessKey>> KeyStore::ListOfUser(
    absl::string_view account, absl::string_view user_name) {
  return List(IAM_KEY_COLUMNS
              "WHERE account = ? AND user_name = ?" IAM_KEY_ORDER,
              {account, user_name});
}

absl::StatusOr<std::vector<AccessKey>> KeyStore::ListOfAccount(
    absl::string_view account) {
  return List(IAM_KEY_COLUMNS "WHERE account = ?" IAM_KEY_ORDER, {account});
}

absl::StatusOr<std::vector<AccessKey>> KeyStore::ListAll() {
  return List(IAM_KEY_COLUMNS IAM_KEY_ORDER, {});
}

absl::Status KeyStore::SetActive(absl::string_view id, bool active) {
  return database_->InTransaction([&]() -> absl::Status {
    absl::Status status = database_->Run(
        "UPDATE access_key SET active = ? WHERE id = ?", {int64_t{active}, id});
    if (status.ok() && database_->ChangedRows() == 0) return NoSuchKey(id);
    return status;
  });
}

absl::Status KeyStore::Delete(absl::string_view id) {
  return database_->InTransaction([&]() -> absl::Status {
    absl::Status status =
        database_->Run("DELETE FROM access_key WHERE id = ?", {id});
    if (status.ok() && database_->ChangedRows() == 0) return NoSuchKey(id);
    return status;
  });
}

absl::Status KeyStore::RenameUser(absl::string_view account,
                                  absl::string_view old_name,
                                  absl::string_view new_name) {
  return database_->Run(
      "UPDATE access_key SET user_name = ? WHERE account = ? AND user_name = ?",
      {new_name, account, old_name});
}

void KeyStore::RecordUse(absl::string_view id, absl::Time when,
                         absl::string_view region, absl::string_view service) {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto found = uses_.find(id);
  if (found == uses_.end()) {
    found = uses_.emplace(std::string(id), AccessKey::Use{}).first;
  } else if (found->second.when > when) {
    return;
  }
  AccessKey::Use& use = found->second;
  use.when = when;
  use.region.assign(region.data(), region.size());
  use.service.assign(service.data(), service.size());
}

absl::Status KeyStore::WriteUses(const Uses& uses) {
  return database_->InTransaction([&]() -> absl::Status {
    for (const auto& [id, use] : uses) {
      const int64_t when = absl::ToUnixSeconds(use.when);
      absl::Status status = database_->Run(
          "UPDATE access_key SET used = ?, used_region = ?, used_service = ? "
          "WHERE id = ? AND used <= ?",
          {when, absl::string_view(use.region), absl::string_view(use.service),
           absl::string_view(id), when});
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  });
}

absl::Status KeyStore::FlushUses() {
  Uses uses;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    uses.swap(uses_);
  }
  if (uses.empty()) return absl::OkStatus();
  absl::Status written = WriteUses(uses);
  if (!written.ok()) {
    for (const auto& [id, use] : uses) {
      RecordUse(id, use.when, use.region, use.service);
    }
  }
  return written;
}

}  // namespace iam
