#include "simulator/credentials/state_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// "user_version" of files that are ours.
constexpr int kSchemaVersion = 1;

// Processes wait that long for each other.
constexpr int kBusyMilliseconds = 10000;

// Of the index that is shared, two headers of 48 bytes.
constexpr size_t kSharedBytes = 96;

constexpr char kTables[] = R"sql(
CREATE TABLE access_key (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  user_name TEXT NOT NULL,
  active INTEGER NOT NULL,
  created INTEGER NOT NULL,     -- seconds since 1970
  sealed_secret BLOB NOT NULL,  -- SecretBox
  used INTEGER NOT NULL DEFAULT 0,
  used_region TEXT NOT NULL DEFAULT '',
  used_service TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX access_key_of_user ON access_key (account, user_name);
CREATE TABLE entity (
  account TEXT NOT NULL,
  kind TEXT NOT NULL,           -- "user", "group", "role", "policy", …
  name TEXT NOT NULL,
  document TEXT NOT NULL,       -- JSON
  PRIMARY KEY (account, kind, name)
) WITHOUT ROWID;
-- What the world's files said of an entity when they were last read.
CREATE TABLE seed (
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (account, kind, name)
) WITHOUT ROWID;
)sql";

// Word by word, in their order, while other processes may write.
StateDatabase::Version ReadVersion(const char* at) {
  StateDatabase::Version version;
  const auto* const words = reinterpret_cast<const uint32_t*>(at);
  for (size_t i = 0; i < version.size() / sizeof(uint32_t); ++i) {
    const uint32_t word = __atomic_load_n(&words[i], __ATOMIC_ACQUIRE);
    std::memcpy(&version[i * sizeof(word)], &word, sizeof(word));
  }
  return version;
}

absl::Status MakeDirectory(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("cannot make directory '", path, "': ", strerror(errno)));
}

// The file must be for its owner alone.
absl::Status CheckMode(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return absl::OkStatus();
  if ((status.st_mode & 077) == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("others may read '", path,
                                                 "'\n'chmod 600 ", path,
                                                 "' keeps it to yourself"));
}

}  // namespace

absl::string_view StateRow::Text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return {static_cast<const char*>(bytes), static_cast<size_t>(size)};
}

int64_t StateRow::Number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

absl::StatusOr<std::unique_ptr<StateDatabase>> StateDatabase::Open(
    const std::string& directory) {
  if (absl::Status made = MakeDirectory(directory); !made.ok()) return made;
  std::unique_ptr<StateDatabase> database(new StateDatabase(directory));
  absl::Status ready = CheckMode(database->path());
  if (ready.ok()) ready = database->Connect(&database->writer_);
  if (ready.ok()) ready = database->MakeTables();
  if (!ready.ok()) return ready;
  database->ShareIndex();
  return database;
}

StateDatabase::~StateDatabase() {
  if (shared_index_ != nullptr) {
    munmap(const_cast<char*>(shared_index_), kSharedBytes);
  }
}

// The writer's connection keeps the file where it is.
void StateDatabase::ShareIndex() {
  const int file =
      open(absl::StrCat(path(), "-shm").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct stat status = {};
  if (fstat(file, &status) == 0 &&
      status.st_size >= static_cast<off_t>(kSharedBytes)) {
    void* const mapped =
        mmap(nullptr, kSharedBytes, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) shared_index_ = static_cast<const char*>(mapped);
  }
  close(file);
}

std::optional<StateDatabase::Version> StateDatabase::CurrentVersion() const {
  if (shared_index_ == nullptr) return std::nullopt;
  // There are two copies: a writer changes the second first.
  const Version first = ReadVersion(shared_index_);
  const Version second = ReadVersion(shared_index_ + sizeof(Version));
  if (first != second) return std::nullopt;
  return first;
}

StateDatabase::Connection::~Connection() {
  for (const auto& [sql, statement] : prepared) sqlite3_finalize(statement);
  sqlite3_close(handle);
}

std::string StateDatabase::path() const {
  return absl::StrCat(directory_, "/state.db");
}

absl::Status StateDatabase::Connect(Connection* connection) const {
  // SQLite gives its other files the mode of this one.
  const mode_t before = umask(0077);
  const int opened = sqlite3_open_v2(
      path().c_str(), &connection->handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      nullptr);
  absl::Status ready;
  if (opened != SQLITE_OK) {
    ready = Error(*connection, "cannot be opened");
  } else {
    sqlite3_busy_timeout(connection->handle, kBusyMilliseconds);
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
          "PRAGMA trusted_schema = OFF"}) {
      if (sqlite3_exec(connection->handle, pragma, nullptr, nullptr, nullptr) !=
          SQLITE_OK) {
        ready = Error(*connection, "cannot be read");
        break;
      }
    }
  }
  umask(before);
  return ready;
}

absl::Status StateDatabase::Error(const Connection& connection,
                                  absl::string_view doing) const {
  return absl::InvalidArgumentError(absl::StrCat(
      "'", path(), "' ", doing, ": ", sqlite3_errmsg(connection.handle)));
}

absl::Status StateDatabase::MakeTables() {
  return InTransaction([this]() -> absl::Status {
    int64_t version = 0, tables = 0;
    absl::Status read =
        Query("PRAGMA user_version", {},
              [&](const StateRow& row) { version = row.Number(0); });
    if (read.ok()) {
      read = Query("SELECT count(*) FROM sqlite_master", {},
                   [&](const StateRow& row) { tables = row.Number(0); });
    }
    if (!read.ok() || version == kSchemaVersion) return read;
    if (version != 0 || tables != 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "'", path(), "' is of ",
          version == 0 ? "another program" : "another version of iamsim",
          "\ngive an empty directory, or one of this version"));
    }
    const std::string mark =
        absl::StrCat("PRAGMA user_version = ", kSchemaVersion);
    for (const char* sql : {kTables, mark.c_str()}) {
      if (sqlite3_exec(writer_.handle, sql, nullptr, nullptr, nullptr) !=
          SQLITE_OK) {
        return Error(writer_, "cannot be made");
      }
    }
    return absl::OkStatus();
  });
}

absl::Status StateDatabase::Run(const char* sql,
                                const std::vector<StateValue>& values) {
  return Query(sql, values, [](const StateRow&) {});
}

absl::Status StateDatabase::Query(
    const char* sql, const std::vector<StateValue>& values,
    absl::FunctionRef<void(const StateRow&)> found) {
  const std::lock_guard<std::recursive_mutex> lock(writer_.mutex);
  return QueryOn(&writer_, sql, values, found);
}

absl::Status StateDatabase::Look(
    const char* sql, const std::vector<StateValue>& values,
    absl::FunctionRef<void(const StateRow&)> found) {
  // One that nobody has at the moment; the first if all are taken.
  Connection* free = &readers_.front();
  std::unique_lock<std::recursive_mutex> lock;
  for (Connection& reader : readers_) {
    lock =
        std::unique_lock<std::recursive_mutex>(reader.mutex, std::try_to_lock);
    if (lock.owns_lock()) {
      free = &reader;
      break;
    }
  }
  if (!lock.owns_lock()) {
    lock = std::unique_lock<std::recursive_mutex>(free->mutex);
  }
  if (free->handle == nullptr) {
    if (absl::Status opened = Connect(free); !opened.ok()) return opened;
  }
  return QueryOn(free, sql, values, found);
}

absl::Status StateDatabase::QueryOn(
    Connection* connection, const char* sql,
    const std::vector<StateValue>& values,
    absl::FunctionRef<void(const StateRow&)> found) const {
  sqlite3_stmt*& statement = connection->prepared[sql];
  if (statement == nullptr &&
      sqlite3_prepare_v3(connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK) {
    return Error(*connection, "cannot be asked");
  }
  const auto reset = absl::MakeCleanup([statement = statement] {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  });
  int place = 0;
  for (const StateValue& value : values) {
    ++place;
    if (const auto* number = std::get_if<int64_t>(&value)) {
      sqlite3_bind_int64(statement, place, *number);
    } else {
      const absl::string_view text = std::get<absl::string_view>(value);
      // An empty view may point nowhere, which would mean NULL.
      sqlite3_bind_text(statement, place, text.empty() ? "" : text.data(),
                        static_cast<int>(text.size()), SQLITE_STATIC);
    }
  }
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    found(StateRow(statement));
  }
  if (step != SQLITE_DONE) {
    return Error(*connection, "cannot be read or written");
  }
  return absl::OkStatus();
}

int64_t StateDatabase::ChangedRows() const {
  const std::lock_guard<std::recursive_mutex> lock(writer_.mutex);
  return sqlite3_changes(writer_.handle);
}

absl::Status StateDatabase::InTransaction(
    absl::FunctionRef<absl::Status()> work) {
  const std::lock_guard<std::recursive_mutex> lock(writer_.mutex);
  // IMMEDIATE: who reads first and writes then must not find that another
  // process wrote in between.
  absl::Status done = Run("BEGIN IMMEDIATE");
  if (!done.ok()) return done;
  done = work();
  if (done.ok()) done = Run("COMMIT");
  if (!done.ok()) {
    sqlite3_exec(writer_.handle, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  return done;
}

}  // namespace iam
