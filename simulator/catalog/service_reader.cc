// Texts stay where they are, in the table: reading a service is cutting its
// line into pieces. The table is our own and was checked when it was made, so
// numbers out of range are read as "none" and nothing is reported.
#include "simulator/catalog/service_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/strip.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

using Names = std::vector<absl::string_view>;

absl::string_view TypeOf(char letter) {
  switch (letter) {
    case 'A':
      return "ARN";
    case 'B':
      return "Bool";
    case 'N':
      return "Numeric";
    case 'D':
      return "Date";
    case 'I':
      return "IPAddress";
    case 's':
      return "ArrayOfString";
    case 'a':
      return "ArrayOfARN";
    case 'b':
      return "ArrayOfBool";
    default:
      return "String";
  }
}

AccessLevel LevelOf(absl::string_view letter) {
  if (letter == "L") return AccessLevel::kList;
  if (letter == "W") return AccessLevel::kWrite;
  if (letter == "T") return AccessLevel::kTagging;
  if (letter == "P") return AccessLevel::kPermissions;
  return AccessLevel::kRead;
}

// The element that `number` names; an empty one for "".
template <typename T>
T At(const std::vector<T>& list, absl::string_view number) {
  if (number.empty()) return {};
  const size_t index = NumberIn(number);
  return index < list.size() ? list[index] : T();
}

// The sets of keys that actions and types share, as lists of names.
std::vector<Names> ReadKeySets(absl::string_view text,
                               const std::vector<CatalogKey>& keys) {
  std::vector<Names> sets;
  ForEachPart(text, ';', [&](absl::string_view set) {
    Names& names = sets.emplace_back();
    ForEachPart(set, ',', [&](absl::string_view number) {
      names.push_back(At(keys, number).name);
    });
  });
  return sets;
}

struct Lists {
  std::vector<Names> key_sets;
  std::vector<CatalogResourceType> types;
  Names depends;
};

CatalogAction ReadAction(absl::string_view text, const Lists& lists) {
  CatalogAction action;
  action.name = Cut(&text, '=');
  action.level = LevelOf(Cut(&text, '='));
  action.keys = At(lists.key_sets, Cut(&text, '='));
  ForEachPart(Cut(&text, '='), ',', [&](absl::string_view resource) {
    absl::string_view type = Cut(&resource, '.');
    const bool required = absl::ConsumeSuffix(&type, "!");
    action.resources.push_back({.type = At(lists.types, type).name,
                                .required = required,
                                .keys = At(lists.key_sets, resource)});
  });
  ForEachPart(text, ',', [&](absl::string_view number) {
    action.depends.push_back(At(lists.depends, number));
  });
  return action;
}

}  // namespace

std::vector<CatalogKey> ReadKeys(absl::string_view text) {
  std::vector<CatalogKey> keys;
  ForEachPart(text, ';', [&](absl::string_view key) {
    const absl::string_view name = Cut(&key, '=');
    keys.push_back({name, TypeOf(key.empty() ? 'S' : key.front())});
  });
  return keys;
}

CatalogService ReadService(absl::string_view line) {
  CatalogService service;
  service.prefix = Cut(&line, '\t');
  service.name = Cut(&line, '\t');
  service.rcp = Cut(&line, '\t') == "rcp";
  service.keys = ReadKeys(Cut(&line, '\t'));
  Lists lists;
  lists.key_sets = ReadKeySets(Cut(&line, '\t'), service.keys);
  ForEachPart(Cut(&line, '\t'), ';', [&](absl::string_view type) {
    const absl::string_view name = Cut(&type, '=');
    const absl::string_view arn = Cut(&type, '=');
    lists.types.push_back({name, arn, At(lists.key_sets, type)});
  });
  ForEachPart(Cut(&line, '\t'), ';', [&](absl::string_view action) {
    lists.depends.push_back(action);
  });
  ForEachPart(line, ';', [&](absl::string_view action) {
    service.actions.push_back(ReadAction(action, lists));
  });
  service.resources = std::move(lists.types);
  return service;
}

std::vector<absl::string_view> ReadActionNames(absl::string_view line) {
  line.remove_prefix(line.rfind('\t') + 1);
  Names names;
  ForEachPart(line, ';', [&](absl::string_view action) {
    names.push_back(Cut(&action, '='));
  });
  return names;
}

const CatalogAction* CatalogService::FindAction(
    absl::string_view action) const {
  const auto found =
      std::lower_bound(actions.begin(), actions.end(), action,
                       [](const CatalogAction& a, absl::string_view b) {
                         return CompareNames(a.name, b) < 0;
                       });
  if (found == actions.end() || CompareNames(found->name, action) != 0) {
    return nullptr;
  }
  return &*found;
}

const CatalogResourceType* CatalogService::FindResource(
    absl::string_view type) const {
  const auto found = std::find_if(resources.begin(), resources.end(),
                                  [type](const CatalogResourceType& t) {
                                    return CompareNames(t.name, type) == 0;
                                  });
  return found == resources.end() ? nullptr : &*found;
}

}  // namespace iam
