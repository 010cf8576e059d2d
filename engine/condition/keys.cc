#include "engine/condition/keys.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

struct KeyRow {
  absl::string_view name;
  bool multivalued;
};

constexpr KeyRow kKeys[] = {
#define IAM_CONDITION_KEY(name, multivalued) {name, multivalued},
#define IAM_CONDITION_KEY_PREFIX(prefix)
#include "engine/condition/keys.inc"
#undef IAM_CONDITION_KEY
#undef IAM_CONDITION_KEY_PREFIX
};

constexpr absl::string_view kTagPrefixes[] = {
#define IAM_CONDITION_KEY(name, multivalued)
#define IAM_CONDITION_KEY_PREFIX(prefix) prefix,
#include "engine/condition/keys.inc"
#undef IAM_CONDITION_KEY
#undef IAM_CONDITION_KEY_PREFIX
};

constexpr absl::string_view kServiceListKeys[] = {
#define IAM_MULTIVALUED_KEY(name) name,
#define IAM_MULTIVALUED_KEY_PREFIX(prefix)
#include "engine/condition/multivalued_keys.inc"
#undef IAM_MULTIVALUED_KEY
#undef IAM_MULTIVALUED_KEY_PREFIX
};

constexpr absl::string_view kServiceListKeyPrefixes[] = {
#define IAM_MULTIVALUED_KEY(name)
#define IAM_MULTIVALUED_KEY_PREFIX(prefix) prefix,
#include "engine/condition/multivalued_keys.inc"
#undef IAM_MULTIVALUED_KEY
#undef IAM_MULTIVALUED_KEY_PREFIX
};

bool IsServiceListKey(absl::string_view folded) {
  return std::binary_search(std::begin(kServiceListKeys),
                            std::end(kServiceListKeys), folded) ||
         std::any_of(std::begin(kServiceListKeyPrefixes),
                     std::end(kServiceListKeyPrefixes),
                     [&](absl::string_view prefix) {
                       return absl::StartsWith(folded, prefix);
                     });
}

const KeyRow* FindRow(absl::string_view name) {
  for (const KeyRow& row : kKeys) {
    if (absl::EqualsIgnoreCase(row.name, name)) return &row;
  }
  return nullptr;
}

const absl::string_view* FindTagPrefix(absl::string_view name) {
  for (const absl::string_view& prefix : kTagPrefixes) {
    if (absl::StartsWithIgnoreCase(name, prefix)) return &prefix;
  }
  return nullptr;
}

}  // namespace

ConditionKey MakeConditionKey(absl::string_view name) {
  ConditionKey key{std::string(name), absl::AsciiStrToLower(name), {}};
  if (const KeyRow* row = FindRow(name)) {
    key.multivalued = row->multivalued;
  } else if (FindTagPrefix(name) != nullptr) {
    key.multivalued = false;
  } else if (IsServiceListKey(key.folded)) {
    key.multivalued = true;
  }
  return key;
}

std::string CanonicalKeyName(absl::string_view name) {
  if (const KeyRow* row = FindRow(name)) return std::string(row->name);
  if (const absl::string_view* prefix = FindTagPrefix(name)) {
    return absl::StrCat(*prefix, name.substr(prefix->size()));
  }
  return std::string(name);
}

bool IsMultivalued(const ConditionKey& key, const Context::Entry& entry) {
  if (entry.values.size() > 1) return true;
  return key.multivalued.value_or(entry.is_list);
}

bool IsTagKey(absl::string_view folded) {
  return absl::StrContains(folded, "tag/");
}

}  // namespace iam
