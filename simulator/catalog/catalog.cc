// The table has a line for each service. Where they begin is found once, on the
// first question; a line is read when its service is first asked for.
#include "simulator/catalog/catalog.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/text/report.h"
#include "simulator/catalog/arn_format.h"
#include "simulator/catalog/service_reader.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

// A service's line, and what was read of it.
struct Entry {
  absl::string_view prefix;
  absl::string_view line;
  mutable std::once_flag once;
  mutable CatalogService service;

  const CatalogService& Read() const {
    std::call_once(once, [this] { service = ReadService(line); });
    return service;
  }
};

struct Index {
  absl::string_view date;
  absl::string_view origin;
  size_t action_count = 0;
  std::vector<CatalogKey> global_keys;
  std::deque<Entry> services;  // sorted by prefix

  Index() {
    absl::string_view rest = ServicesTable();
    absl::string_view heading = Cut(&rest, '\n');
    Cut(&heading, '\t');  // what the file is
    date = Cut(&heading, '\t');
    origin = Cut(&heading, '\t');
    Cut(&heading, '\t');  // the number of services
    action_count = NumberIn(heading);
    global_keys = ReadKeys(Cut(&rest, '\n'));
    ForEachPart(rest, '\n', [this](absl::string_view line) {
      Entry& entry = services.emplace_back();
      entry.line = line;
      entry.prefix = Cut(&line, '\t');
    });
  }

  const Entry* Find(absl::string_view prefix) const {
    const auto found =
        std::lower_bound(services.begin(), services.end(), prefix,
                         [](const Entry& a, absl::string_view b) {
                           return CompareNames(a.prefix, b) < 0;
                         });
    if (found == services.end() || CompareNames(found->prefix, prefix) != 0) {
      return nullptr;
    }
    return &*found;
  }
};

const Index& TheIndex() {
  static const Index* const kIndex = new Index;
  return *kIndex;
}

// "aws:ResourceTag/${TagKey}" and "s3:ExistingObjectTag/<key>" stand for every
// key that has something there, and so do "ssm:resourceTag/tag-key" and
// "glacier:ResourceTag/".
bool IsKey(absl::string_view pattern, absl::string_view key) {
  absl::ConsumeSuffix(&pattern, "tag-key");
  if (absl::EndsWith(pattern, "/")) {
    return key.size() > pattern.size() &&
           absl::StartsWithIgnoreCase(key, pattern);
  }
  const size_t begin = std::min(pattern.find("${"), pattern.find('<'));
  if (begin == absl::string_view::npos) {
    return absl::EqualsIgnoreCase(pattern, key);
  }
  const size_t end = pattern.find_first_of("}>", begin);
  const absl::string_view tail =
      end == absl::string_view::npos ? "" : pattern.substr(end + 1);
  return key.size() > begin + tail.size() &&
         absl::StartsWithIgnoreCase(key, pattern.substr(0, begin)) &&
         absl::EndsWithIgnoreCase(key, tail);
}

bool HasKey(const std::vector<absl::string_view>& patterns,
            absl::string_view key) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [key](absl::string_view p) { return IsKey(p, key); });
}

// The tags that a request brings: only those that an action lists itself count,
// since resource types list them for the actions that make one.
bool IsRequestTag(absl::string_view key) {
  return absl::StartsWithIgnoreCase(key, "aws:RequestTag/") ||
         absl::EqualsIgnoreCase(key, "aws:TagKeys");
}

// aws: keys that only some requests have: tags. All others are facts of any.
bool DependsOnAction(absl::string_view key) {
  return IsRequestTag(key) ||
         absl::StartsWithIgnoreCase(key, "aws:ResourceTag/");
}

// A list of suggestions, without doubles and not longer than it may be.
class Suggestions {
 public:
  explicit Suggestions(size_t most) : most_(most) {}

  bool full() const { return found_.size() >= most_; }

  void Add(absl::string_view prefix, absl::string_view name) {
    std::string action = absl::StrCat(prefix, ":", name);
    if (full() || absl::c_linear_search(found_, action)) return;
    found_.push_back(std::move(action));
  }

  // Of a service's actions the nearest, then those that begin so.
  void AddNearest(const Entry& service, absl::string_view name) {
    const std::vector<absl::string_view> all = ReadActionNames(service.line);
    std::vector<absl::string_view> rest = all;
    while (!full()) {
      const std::string near = Nearest(name, rest);
      if (near.empty()) break;
      Add(service.prefix, near);
      std::erase(rest, near);
    }
    if (name.size() < kShortestBeginning) return;
    for (const absl::string_view action : all) {
      if (absl::StartsWithIgnoreCase(action, name)) Add(service.prefix, action);
    }
  }

  // The actions that are called so, or nearly so: first those of services that
  // most policies name.
  void AddNamesakes(absl::string_view name) {
    std::vector<const Entry*> first;
    for (const char* prefix :
         {"s3", "ec2", "iam", "sts", "lambda", "dynamodb", "sqs", "sns", "kms",
          "logs", "cloudformation", "rds", "ecs", "ssm", "secretsmanager"}) {
      const Entry* entry = TheIndex().Find(prefix);
      if (entry != nullptr) first.push_back(entry);
    }
    for (const Entry* entry : first) AddNamesake(*entry, name);
    for (const Entry* entry : first) {
      if (full()) return;
      const std::string near = Nearest(name, ReadActionNames(entry->line));
      if (!near.empty()) Add(entry->prefix, near);
    }
    for (const Entry& entry : TheIndex().services) AddNamesake(entry, name);
  }

  std::vector<std::string> Take() { return std::move(found_); }

 private:
  static constexpr size_t kShortestBeginning = 3;

  void AddNamesake(const Entry& service, absl::string_view name) {
    if (full()) return;
    for (const absl::string_view action : ReadActionNames(service.line)) {
      if (CompareNames(action, name) == 0) Add(service.prefix, action);
    }
  }

  size_t most_;
  std::vector<std::string> found_;
};

// The name, of any service's action, that is nearest.
std::string NearestName(absl::string_view name) {
  absl::flat_hash_set<absl::string_view> all;
  for (const Entry& entry : TheIndex().services) {
    for (const absl::string_view action : ReadActionNames(entry.line)) {
      all.insert(action);
    }
  }
  std::vector<absl::string_view> sorted(all.begin(), all.end());
  absl::c_sort(sorted);
  return Nearest(name, sorted);
}

}  // namespace

const Catalog& Catalog::Get() {
  static const Catalog kCatalog;
  return kCatalog;
}

absl::string_view Catalog::date() const { return TheIndex().date; }
absl::string_view Catalog::origin() const { return TheIndex().origin; }
size_t Catalog::action_count() const { return TheIndex().action_count; }

std::vector<absl::string_view> Catalog::prefixes() const {
  std::vector<absl::string_view> prefixes;
  for (const Entry& entry : TheIndex().services) {
    prefixes.push_back(entry.prefix);
  }
  return prefixes;
}

const CatalogService* Catalog::FindService(absl::string_view prefix) const {
  const Entry* entry = TheIndex().Find(prefix);
  return entry == nullptr ? nullptr : &entry->Read();
}

std::optional<Catalog::Found> Catalog::FindAction(
    absl::string_view action) const {
  const size_t colon = action.find(':');
  if (colon == absl::string_view::npos) return std::nullopt;
  const CatalogService* service = FindService(action.substr(0, colon));
  if (service == nullptr) return std::nullopt;
  const CatalogAction* found = service->FindAction(action.substr(colon + 1));
  if (found == nullptr) return std::nullopt;
  return Found{service, found};
}

std::vector<std::string> Catalog::NearestActions(absl::string_view action,
                                                 size_t most) const {
  Suggestions suggestions(most);
  const size_t colon = action.find(':');
  if (colon == absl::string_view::npos) {
    suggestions.AddNamesakes(action);
    if (!suggestions.full()) suggestions.AddNamesakes(NearestName(action));
    return suggestions.Take();
  }
  const absl::string_view prefix = action.substr(0, colon);
  const absl::string_view name = action.substr(colon + 1);
  const Entry* entry = TheIndex().Find(prefix);
  if (entry == nullptr) entry = TheIndex().Find(Nearest(prefix, prefixes()));
  if (entry != nullptr) suggestions.AddNearest(*entry, name);
  std::vector<std::string> found = suggestions.Take();
  if (!found.empty()) return found;
  Suggestions others(most);
  others.AddNamesakes(name);
  return others.Take();
}

bool Catalog::MaySupply(const Found& action, absl::string_view key) const {
  const bool everywhere =
      absl::StartsWithIgnoreCase(key, "aws:") && !DependsOnAction(key);
  if (everywhere || HasKey(action.action->keys, key)) return true;
  for (const ActionResource& resource : action.action->resources) {
    if (HasKey(resource.keys, key)) return true;
    if (IsRequestTag(key)) continue;
    const CatalogResourceType* type =
        action.service->FindResource(resource.type);
    if (type != nullptr && HasKey(type->keys, key)) return true;
  }
  if (DependsOnAction(key)) return false;
  for (const CatalogKey& global : TheIndex().global_keys) {
    if (IsKey(global.name, key)) return true;
  }
  // Keys of identity providers come with the session, in whatever it asks for.
  return TheIndex().Find(key.substr(0, key.find(':'))) == nullptr;
}

std::vector<const CatalogResourceType*> Catalog::TypesOf(
    const Found& action, absl::string_view arn) const {
  std::vector<const CatalogResourceType*> types;
  for (const ActionResource& resource : action.action->resources) {
    const CatalogResourceType* type =
        action.service->FindResource(resource.type);
    if (type == nullptr) continue;
    const std::vector<absl::string_view> formats = ArnFormats(type->arn);
    if (std::any_of(formats.begin(), formats.end(),
                    [arn](absl::string_view f) { return HasFormat(f, arn); })) {
      types.push_back(type);
    }
  }
  return types;
}

}  // namespace iam
