#ifndef IAM_TESTS_SIGNATURE_KNOWN_KEYS_H_
#define IAM_TESTS_SIGNATURE_KNOWN_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/signature/authenticator.h"
#include "tests/credentials/state_directory.h"

namespace iam {

// An authenticator that knows the keys it is told, AWS's documented ones among
// them, and the users "ana" and "bo" of 111122223333.
class KnownKeys {
 public:
  static constexpr char kAccount[] = "111122223333";

  void Add(absl::string_view id, absl::string_view secret,
           absl::string_view user = "ana") {
    const std::string sealed =
        state_.box.Seal(secret, absl::StrCat("access-key ", id));
    if (!state_.database
             ->Run("INSERT INTO access_key (id, account, user_name, active, "
                   "created, sealed_secret) VALUES (?, ?, ?, 1, 0, ?)",
                   {id, absl::string_view(kAccount), user,
                    absl::string_view(sealed)})
             .ok()) {
      std::abort();
    }
  }

  std::variant<Authenticated, AuthError> Authenticate(
      const HttpRequest& request, const SignatureRules& rules) const {
    return authenticator_.Authenticate(request, rules);
  }

  absl::Time now;
  TemporaryDirectory directory_;
  OpenState state_{directory_.path()};
  KeyStore keys{state_.database.get(), &state_.box};

 private:
  static std::optional<UserRecord> FindUser(absl::string_view account,
                                            absl::string_view name) {
    if (account != kAccount || (name != "ana" && name != "bo")) {
      return std::nullopt;
    }
    return UserRecord{absl::StrCat("arn:aws:iam::", account, ":user/", name),
                      absl::StrCat("AIDA", name)};
  }

  Authenticator authenticator_{&keys, &state_.box, [this] { return now; },
                               &FindUser};
};

}  // namespace iam

#endif  // IAM_TESTS_SIGNATURE_KNOWN_KEYS_H_
