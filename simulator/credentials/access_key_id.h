#ifndef IAM_SIMULATOR_CREDENTIALS_ACCESS_KEY_ID_H_
#define IAM_SIMULATOR_CREDENTIALS_ACCESS_KEY_ID_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// Identifiers as AWS makes them: four letters that say of what, then base 32
// (A–Z, 2–7). What is not said by the account is random, from OpenSSL's
// generator, so that identifiers do not meet; those of two kinds never do.

inline constexpr absl::string_view kLongTermKeyPrefix = "AKIA";
inline constexpr absl::string_view kTemporaryKeyPrefix = "ASIA";

// An access key id of 20 characters with the account (12 digits) in it
// (R8.12, R8.13).
std::string MakeAccessKeyId(absl::string_view prefix,
                            absl::string_view account);

// The account that an access key id names; "ASIAY34FZKBOKMUTVV7A" is of
// "609629065308". nullopt for what is none, and for ids of the old kind, which
// hold no account ("AKIAIOSFODNN7EXAMPLE").
std::optional<std::string> AccountOfAccessKeyId(absl::string_view id);

// The unique id of a user ("AIDA"), role ("AROA"), group ("AGPA"), policy
// ("ANPA") or instance profile ("AIPA"): 21 characters.
std::string MakeUniqueId(absl::string_view prefix);

// A secret access key: 40 characters, 240 random bits.
std::string MakeSecret();

// Whether a text is shaped like an access key id: 16 to 128 word characters
// (IAM API Reference).
bool IsAccessKeyId(absl::string_view text);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_ACCESS_KEY_ID_H_
