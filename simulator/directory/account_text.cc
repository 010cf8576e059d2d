#include "simulator/directory/account_text.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/directory/entity_json.h"

namespace iam {

SourcePtr AccountText(const EntityTable& entities, absl::string_view account) {
  static constexpr std::pair<absl::string_view, EntityKind> kLists[] = {
      {"UserDetailList", EntityKind::kUser},
      {"GroupDetailList", EntityKind::kGroup},
      {"RoleDetailList", EntityKind::kRole},
      {"Policies", EntityKind::kPolicy}};
  std::string text = "{";
  for (const auto& [list, kind] : kLists) {
    absl::StrAppend(&text, "\"", list, "\":[");
    const char* comma = "\n";
    for (const EntityPtr& entity : entities.List(account, kind)) {
      absl::StrAppend(&text, comma, EntityJson(*entity));
      comma = ",\n";
    }
    text += "],\n";
  }
  text += "\"IsTruncated\":false}\n";
  return std::make_shared<const Source>(absl::StrCat("account ", account),
                                        std::move(text));
}

}  // namespace iam
