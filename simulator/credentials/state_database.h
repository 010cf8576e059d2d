#ifndef IAM_SIMULATOR_CREDENTIALS_STATE_DATABASE_H_
#define IAM_SIMULATOR_CREDENTIALS_STATE_DATABASE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct sqlite3;
struct sqlite3_stmt;

namespace iam {

// A row that a query found; valid during the call it is given to.
class StateRow {
 public:
  explicit StateRow(sqlite3_stmt* statement) : statement_(statement) {}
  // Columns count from 0; NULL reads as "" and 0. Bytes may be anything.
  absl::string_view Text(int column) const;
  int64_t Number(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// A value of a statement's "?": a number, or bytes.
using StateValue = std::variant<int64_t, absl::string_view>;

// The StateDatabase is the file "state.db" of a state directory: what access
// keys and IAM entities there are. SQLite, write-ahead log, each transaction on
// the disk before it is acknowledged. Several processes may have it open.
//
// Thread-safe. One thread at a time writes: a transaction goes on until it
// ends, and others, also those of other processes, wait. Look() waits for no
// writer.
class StateDatabase {
 public:
  // Makes the directory (mode 0700) and the file (0600) where they are missing.
  // kInvalidArgument if a file is none of ours, of a later version, or others
  // may read it.
  static absl::StatusOr<std::unique_ptr<StateDatabase>> Open(
      const std::string& directory);
  ~StateDatabase();
  StateDatabase(const StateDatabase&) = delete;
  StateDatabase& operator=(const StateDatabase&) = delete;

  const std::string& directory() const { return directory_; }

  // Runs a statement. Its text must live as long as the program: what was
  // prepared is kept. Messages of errors hold no values.
  absl::Status Run(const char* sql, const std::vector<StateValue>& values = {});
  // The same, calling `found` for each row.
  absl::Status Query(const char* sql, const std::vector<StateValue>& values,
                     absl::FunctionRef<void(const StateRow&)> found);
  // A Query() that sees what was committed when it began, also while somebody
  // writes: for what many threads look up often. Not within a transaction.
  absl::Status Look(const char* sql, const std::vector<StateValue>& values,
                    absl::FunctionRef<void(const StateRow&)> found);
  // What the state was at a moment. It is another one after each commit, of
  // whatever process, so what was looked up at one holds as long as it is the
  // same. nullopt: it cannot be told. Costs next to nothing: SQLite's processes
  // tell each other in a piece of shared memory ("WAL-mode File Format").
  using Version = std::array<char, 48>;
  std::optional<Version> CurrentVersion() const;

  // How many rows the last Run() of this thread's transaction changed.
  int64_t ChangedRows() const;

  // Does `work` as one transaction: all of it, or nothing if it returns an
  // error (which is returned). Run() and Query() may be called in it.
  absl::Status InTransaction(absl::FunctionRef<absl::Status()> work);

 private:
  // A connection with what was prepared on it.
  struct Connection {
    ~Connection();
    mutable std::recursive_mutex mutex;
    sqlite3* handle = nullptr;
    std::unordered_map<const char*, sqlite3_stmt*> prepared;
  };
  static constexpr size_t kReaders = 4;

  std::string path() const;
  explicit StateDatabase(std::string directory)
      : directory_(std::move(directory)) {}
  absl::Status Connect(Connection* connection) const;
  absl::Status Error(const Connection& connection,
                     absl::string_view doing) const;
  // Under the connection's lock.
  absl::Status QueryOn(Connection* connection, const char* sql,
                       const std::vector<StateValue>& values,
                       absl::FunctionRef<void(const StateRow&)> found) const;
  absl::Status MakeTables();

  void ShareIndex();

  std::string directory_;
  const char* shared_index_ = nullptr;  // "state.db-shm", or null
  Connection writer_;
  std::array<Connection, kReaders> readers_;  // opened when first needed
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_STATE_DATABASE_H_
