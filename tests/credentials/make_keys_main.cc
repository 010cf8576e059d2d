// The child of kill_test.py.
//
//   make_keys STATE_DIR make N  makes keys without end, for users N, N+1, …:
//                               prints "trying USER", then "created ID USER"
//   make_keys STATE_DIR list    prints "ID USER" of each key, whose secret must
//                               open
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "simulator/credentials/key_store.h"

namespace iam {
namespace {

constexpr char kAccount[] = "111122223333";

int Make(KeyStore* keys, int user) {
  while (true) {
    const std::string name = absl::StrCat("user-", user++);
    std::cout << "trying " << name << std::endl;
    const auto made =
        keys->Create(kAccount, name, absl::FromUnixSeconds(1795767065));
    if (!made.ok()) {
      std::cerr << made.status() << "\n";
      return 1;
    }
    // Acknowledged.
    std::cout << "created " << made->key.id << " " << name << std::endl;
  }
}

int List(KeyStore* keys) {
  const auto found = keys->ListAll();
  if (!found.ok()) {
    std::cerr << found.status() << "\n";
    return 1;
  }
  for (const AccessKey& key : *found) {
    const auto with_secret = keys->FindWithSecret(key.id);
    if (!with_secret.ok() || with_secret->secret.size() != 40) {
      std::cerr << key.id << " is not whole\n";
      return 1;
    }
    std::cout << key.id << " " << key.user_name << "\n";
  }
  return 0;
}

int Main(const std::string& directory, const std::string& job, int user) {
  const auto database = StateDatabase::Open(directory);
  if (!database.ok()) {
    std::cerr << database.status() << "\n";
    return 1;
  }
  const auto box = SecretBox::Open(directory);
  if (!box.ok()) {
    std::cerr << box.status() << "\n";
    return 1;
  }
  KeyStore keys(database->get(), &*box);
  return job == "make" ? Make(&keys, user) : List(&keys);
}

}  // namespace
}  // namespace iam

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return iam::Main(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 0);
}
