#ifndef IAM_CONDITION_KEYS_H_
#define IAM_CONDITION_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iam/request.h"

namespace iam {

// Rows that the table of global keys can have: a Context has a bit for each.
inline constexpr size_t kMostGlobalKeys = 128;

// The row of a key in the table of global keys (keys.inc); nullopt if it is in
// none. Ignores case; does not allocate.
std::optional<uint32_t> GlobalKeyIndex(absl::string_view name);

// The key's name as AWS spells it. `index` is one that GlobalKeyIndex() gave.
absl::string_view GlobalKeyName(uint32_t index);

// A hash that does not see case.
uint32_t HashFoldedName(absl::string_view name);

// A condition key that a policy names, with what is known of it.
struct ConditionKey {
  std::string name;  // as written; empty in "${}"
  KeyCode code;
  // Whether the key holds lists is a property of the key, not of a request;
  // nullopt for keys that are in no table.
  std::optional<bool> multivalued;
};

ConditionKey MakeConditionKey(absl::string_view name);

// The spelling AWS documents for a key of the global table, else `name`. Of a
// tag key ("aws:PrincipalTag/Team") only the part up to the slash is respelt.
std::string CanonicalKeyName(absl::string_view name);

// What a request has under a key: nothing, or values.
struct KeyValues {
  Context::Values values;
  bool is_list = false;  // given as a list, however short
};

// Whether the values found under `key` count as a list. A key in no table is
// taken as the request gives it.
inline bool IsMultivalued(const ConditionKey& key, const KeyValues& found) {
  return found.values.size() > 1 || key.multivalued.value_or(found.is_list);
}

// True for keys whose last part is the user's choice of tag, which may differ
// in case alone: "aws:ResourceTag/…", "ec2:ResourceTag/…", …. Ignores case.
bool IsTagKey(absl::string_view name);

}  // namespace iam

#endif  // IAM_CONDITION_KEYS_H_
