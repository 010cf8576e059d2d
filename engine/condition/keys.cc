#include "engine/condition/keys.h"

#include <algorithm>
#include <array>
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

bool IsServiceListKey(absl::string_view name) {
  const std::string folded = absl::AsciiStrToLower(name);
  return std::binary_search(std::begin(kServiceListKeys),
                            std::end(kServiceListKeys), folded) ||
         std::any_of(std::begin(kServiceListKeyPrefixes),
                     std::end(kServiceListKeyPrefixes),
                     [&](absl::string_view prefix) {
                       return absl::StartsWith(folded, prefix);
                     });
}

const absl::string_view* FindTagPrefix(absl::string_view name) {
  for (const absl::string_view& prefix : kTagPrefixes) {
    if (absl::StartsWithIgnoreCase(name, prefix)) return &prefix;
  }
  return nullptr;
}

// FNV-1a over the name in lower case.
constexpr uint32_t HashFolded(absl::string_view name) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const char folded =
        c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    hash = (hash ^ static_cast<unsigned char>(folded)) * 16777619u;
  }
  return hash;
}

// The rows of kKeys by hash: open addressing, empty where kNoRow stands.
constexpr size_t kIndexSize = 256;
constexpr uint8_t kNoRow = 0xFF;
static_assert(std::size(kKeys) <= kMostGlobalKeys);

constexpr std::array<uint8_t, kIndexSize> MakeIndex() {
  std::array<uint8_t, kIndexSize> index = {};
  for (uint8_t& slot : index) slot = kNoRow;
  for (size_t row = 0; row < std::size(kKeys); ++row) {
    size_t at = HashFolded(kKeys[row].name) % kIndexSize;
    while (index[at] != kNoRow) at = (at + 1) % kIndexSize;
    index[at] = static_cast<uint8_t>(row);
  }
  return index;
}

constexpr std::array<uint8_t, kIndexSize> kIndex = MakeIndex();

}  // namespace

std::optional<uint32_t> GlobalKeyIndex(absl::string_view name) {
  size_t at = HashFolded(name) % kIndexSize;
  for (; kIndex[at] != kNoRow; at = (at + 1) % kIndexSize) {
    if (absl::EqualsIgnoreCase(kKeys[kIndex[at]].name, name)) {
      return kIndex[at];
    }
  }
  return std::nullopt;
}

absl::string_view GlobalKeyName(uint32_t index) { return kKeys[index].name; }

uint32_t HashFoldedName(absl::string_view name) { return HashFolded(name); }

ConditionKey MakeConditionKey(absl::string_view name) {
  ConditionKey key{std::string(name), KeyCode::Of(name), {}};
  if (key.code.is_global()) {
    key.multivalued = kKeys[key.code.value].multivalued;
  } else if (FindTagPrefix(name) != nullptr) {
    key.multivalued = false;
  } else if (IsServiceListKey(name)) {
    key.multivalued = true;
  }
  return key;
}

std::string CanonicalKeyName(absl::string_view name) {
  if (const std::optional<uint32_t> index = GlobalKeyIndex(name)) {
    return std::string(GlobalKeyName(*index));
  }
  if (const absl::string_view* prefix = FindTagPrefix(name)) {
    return absl::StrCat(*prefix, name.substr(prefix->size()));
  }
  return std::string(name);
}

bool IsTagKey(absl::string_view name) {
  constexpr absl::string_view kTag = "tag/";
  for (size_t i = 0; i + kTag.size() <= name.size(); ++i) {
    if (absl::EqualsIgnoreCase(name.substr(i, kTag.size()), kTag)) return true;
  }
  return false;
}

}  // namespace iam
