#ifndef IAM_SIMULATOR_FOUND_JSON_MEMBERS_H_
#define IAM_SIMULATOR_FOUND_JSON_MEMBERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"

namespace iam {

// JSON of others, read leniently: log pipelines change the case of names, and
// what is missing or of another type is just not there.

// The member of this name in any case, the exact one first; null if there is
// none or `value` is null or no object.
const JsonValue* MemberOf(const JsonValue* value, absl::string_view name);

// The member's string, number or boolean; empty if there is none.
absl::string_view TextOf(const JsonValue* value, absl::string_view name);

// The items of the list that `value` is or, in AWS's {"items": […]}, has.
std::vector<const JsonValue*> ItemsOf(const JsonValue* value);

// The scalar itself, or those of a list.
std::vector<std::string> ScalarsOf(const JsonValue* value);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_JSON_MEMBERS_H_
