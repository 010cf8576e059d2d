#ifndef IAM_CONDITION_KEYS_H_
#define IAM_CONDITION_KEYS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iam/request.h"

namespace iam {

// The name of a condition key as a policy writes it, with what is known of it.
struct ConditionKey {
  std::string name;    // as written
  std::string folded;  // lower case: what names are compared by
  // Whether the key holds lists is a property of the key, not of a request;
  // nullopt for keys that are in no table.
  std::optional<bool> multivalued;
};

ConditionKey MakeConditionKey(absl::string_view name);

// The spelling AWS documents for a key of the global table, else `name`. Of a
// tag key ("aws:PrincipalTag/Team") only the part up to the slash is respelt.
std::string CanonicalKeyName(absl::string_view name);

// Whether the values found under `key` count as a list. A key in no table is
// taken as the request gives it.
bool IsMultivalued(const ConditionKey& key, const Context::Entry& entry);

// True for keys whose last part is the user's choice of tag, which may differ
// in case alone: "aws:ResourceTag/…", "ec2:ResourceTag/…", ….
bool IsTagKey(absl::string_view folded);

}  // namespace iam

#endif  // IAM_CONDITION_KEYS_H_
