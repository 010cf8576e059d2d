#ifndef IAM_SIMULATOR_RENDER_KEYS_H_
#define IAM_SIMULATOR_RENDER_KEYS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/credentials/key_store.h"

namespace iam {

// What `iamsim keys` answers. JSON is in the form of IAM's API, with the
// account besides; each ends in a line break.

// A new key. With `secret` "", its secret was put elsewhere and is not shown.
std::string CreatedKeyText(const AccessKey& key, absl::string_view secret);
std::string CreatedKeyJson(const AccessKey& key, absl::string_view secret);

std::string KeyListText(const std::vector<AccessKey>& keys);
std::string KeyListJson(const std::vector<AccessKey>& keys);

std::string LastUsedText(const AccessKey& key);
std::string LastUsedJson(const AccessKey& key);

// A key as it is now, after it was changed; `status` is "Active", "Inactive" or
// "Deleted".
std::string ChangedKeyText(const AccessKey& key, absl::string_view status);
std::string ChangedKeyJson(const AccessKey& key, absl::string_view status);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_KEYS_H_
