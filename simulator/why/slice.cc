// Three passes over the texts' trees: the principals that the request names,
// their groups, and then what those and the request name decides what is kept
// of each text.
#include "simulator/why/slice.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "engine/text/json.h"

namespace iam {
namespace {

absl::string_view TextOf(const JsonValue& object, absl::string_view name) {
  const JsonValue* value = object.Find(name);
  return value == nullptr ? absl::string_view() : value->text();
}

// "111122223333/ana" of an identity's ARN: case does not count.
std::string AccountAndName(absl::string_view text) {
  const std::optional<Arn> arn = SplitArn(text);
  if (!arn.has_value()) return "";
  return absl::AsciiStrToLower(
      absl::StrCat(arn->account, "/", LastSegment(arn->resource)));
}

// A text of which parts are left out. What follows them on a line stays in its
// column, and lines keep their numbers.
class ThinnedText {
 public:
  // Of a list or an object, what is between its brackets: keeps the children
  // marked, with commas between.
  void Keep(Span list, const std::vector<Span>& children,
            const std::vector<bool>& kept) {
    uint32_t at = list.begin + 1;
    bool first = true;
    for (size_t i = 0; i < children.size(); ++i) {
      if (!kept[i]) continue;
      gaps_.push_back({at, children[i].begin, !first});
      first = false;
      at = children[i].end;
    }
    gaps_.push_back({at, list.end - 1, false});
  }

  std::string Of(absl::string_view text) && {
    // Outer gaps first: others may lie in them.
    std::stable_sort(
        gaps_.begin(), gaps_.end(),
        [](const Gap& a, const Gap& b) { return a.begin < b.begin; });
    std::string thinned;
    size_t at = 0;
    for (const Gap& gap : gaps_) {
      if (gap.begin < at) continue;
      absl::StrAppend(&thinned, text.substr(at, gap.begin - at));
      AppendBlanks(text.substr(gap.begin, gap.end - gap.begin), gap.comma,
                   &thinned);
      at = gap.end;
    }
    absl::StrAppend(&thinned, text.substr(at));
    return thinned;
  }

 private:
  struct Gap {
    uint32_t begin;
    uint32_t end;
    bool comma;  // there is one in it, which stays
  };

  static void AppendBlanks(absl::string_view gap, bool comma,
                           std::string* text) {
    if (comma) text->push_back(',');
    const size_t last_break = gap.rfind('\n');
    if (last_break == absl::string_view::npos) {
      text->append(gap.size() - (comma ? 1 : 0), ' ');
      return;
    }
    text->append(static_cast<size_t>(std::count(gap.begin(), gap.end(), '\n')),
                 '\n');
    text->append(gap.size() - last_break - 1, ' ');
  }

  std::vector<Gap> gaps_;
};

class Slicer {
 public:
  Slicer(const WorldSources& sources, const Request& request)
      : sources_(sources), request_(request) {
    for (const SourcePtr& source : sources.sources) {
      Diagnostics ignored;  // said when the world was made
      documents_.push_back(ParseJson(source, &ignored));
    }
  }

  Slice Take();

 private:
  using Predicate = bool (Slicer::*)(const JsonValue&) const;
  struct Row {
    absl::string_view list;  // a member of a text's outermost object
    Predicate bears;         // whether an entry bears on the request
  };
  static const Row kRows[];

  void FindNames();
  void AddAttached(const JsonValue& identity);
  template <typename Visit>
  void ForEachRoot(const Visit& visit) const;

  // `root` may be one of several in a list. False if nothing of it bears.
  bool KeepOfRoot(const JsonValue& root, ThinnedText* text) const;
  bool KeepOfDocument(const JsonValue& root, ThinnedText* text) const;

  bool IsCaller(const JsonValue& identity) const;
  bool IsGroup(const JsonValue& group) const;
  bool IsPolicy(const JsonValue& policy) const;
  bool IsResource(const JsonValue& policy) const;
  bool IsBucket(absl::string_view bucket) const;
  bool IsTagged(const JsonValue& tags) const;
  bool IsEndpoint(const JsonValue& endpoint) const;

  const WorldSources& sources_;
  const Request& request_;
  std::vector<std::optional<JsonDocument>> documents_;
  absl::flat_hash_set<std::string> arns_;   // of users and roles
  absl::flat_hash_set<std::string> names_;  // of roles, see AccountAndName()
  absl::flat_hash_set<std::string> groups_;
  absl::flat_hash_set<std::string> policies_;  // ARNs
};

const Slicer::Row Slicer::kRows[] = {
    {"UserDetailList", &Slicer::IsCaller},
    {"RoleDetailList", &Slicer::IsCaller},
    {"GroupDetailList", &Slicer::IsGroup},
    {"Policies", &Slicer::IsPolicy},
    {"ResourcePolicies", &Slicer::IsResource},
    {"ResourceTagMappingList", &Slicer::IsTagged},
    {"VpcEndpoints", &Slicer::IsEndpoint},
};

template <typename Visit>
void Slicer::ForEachRoot(const Visit& visit) const {
  for (const std::optional<JsonDocument>& document : documents_) {
    if (!document.has_value()) continue;
    visit(document->root());
    for (const JsonValue& item : document->root().items()) visit(item);
  }
}

bool Slicer::IsCaller(const JsonValue& identity) const {
  const absl::string_view arn = TextOf(identity, "Arn");
  return arns_.contains(arn) || names_.contains(AccountAndName(arn));
}

bool Slicer::IsGroup(const JsonValue& group) const {
  return groups_.contains(AccountAndName(TextOf(group, "Arn")));
}

bool Slicer::IsPolicy(const JsonValue& policy) const {
  // Those of the organization have no ARN here, and all of them stay.
  return policy.Find("PolicySummary") != nullptr ||
         policies_.contains(TextOf(policy, "Arn"));
}

// The bucket's, too, for an object.
bool Slicer::IsResource(const JsonValue& policy) const {
  const absl::string_view arn = TextOf(policy, "ResourceArn");
  absl::string_view resource = request_.resource;
  return absl::StartsWith(resource, arn) &&
         (resource.size() == arn.size() || resource[arn.size()] == '/');
}

bool Slicer::IsBucket(absl::string_view bucket) const {
  if (const auto arn = SplitArn(bucket)) bucket = arn->resource;
  return absl::StrContains(request_.resource, bucket);
}

bool Slicer::IsTagged(const JsonValue& tags) const {
  return TextOf(tags, "ResourceARN") == request_.resource;
}

bool Slicer::IsEndpoint(const JsonValue& endpoint) const {
  const auto id = request_.context.Find("aws:SourceVpce");
  return id.has_value() && !id->values.empty() &&
         TextOf(endpoint, "VpcEndpointId") == id->values.front();
}

void Slicer::AddAttached(const JsonValue& identity) {
  if (const JsonValue* attached = identity.Find("AttachedManagedPolicies")) {
    for (const JsonValue& policy : attached->items()) {
      policies_.emplace(TextOf(policy, "PolicyArn"));
    }
  }
  if (const JsonValue* boundary = identity.Find("PermissionsBoundary")) {
    policies_.emplace(TextOf(*boundary, "PermissionsBoundaryArn"));
  }
}

void Slicer::FindNames() {
  for (const std::string& text :
       {request_.principal, request_.federating_user, request_.resource}) {
    arns_.insert(text);
    const auto who = ParseRequestPrincipal(text);
    if (!who.has_value() || who->kind != PrincipalKind::kRoleSession) continue;
    names_.insert(
        absl::AsciiStrToLower(absl::StrCat(who->account, "/", who->name)));
  }
  const auto for_each = [&](absl::string_view list, Predicate bears,
                            const auto& visit) {
    ForEachRoot([&](const JsonValue& root) {
      const JsonValue* entries = root.Find(list);
      if (entries == nullptr) return;
      for (const JsonValue& entry : entries->items()) {
        if ((this->*bears)(entry)) visit(entry);
      }
    });
  };
  const auto add = [this](const JsonValue& entry) { AddAttached(entry); };
  for_each("RoleDetailList", &Slicer::IsCaller, add);
  for_each("UserDetailList", &Slicer::IsCaller, [&](const JsonValue& user) {
    AddAttached(user);
    const auto arn = SplitArn(TextOf(user, "Arn"));
    const JsonValue* groups = user.Find("GroupList");
    if (groups == nullptr || !arn.has_value()) return;
    for (const JsonValue& group : groups->items()) {
      groups_.insert(
          absl::AsciiStrToLower(absl::StrCat(arn->account, "/", group.text())));
    }
  });
  for_each("GroupDetailList", &Slicer::IsGroup, add);
}

bool Slicer::KeepOfRoot(const JsonValue& root, ThinnedText* text) const {
  if (root.Find("ResourceArn") != nullptr) return IsResource(root);
  bool bears = false;
  for (const JsonValue::Member& member : root.members()) {
    const JsonValue& value = member.value;
    std::vector<Span> children;
    std::vector<bool> kept;
    const auto row = std::find_if(
        std::begin(kRows), std::end(kRows),
        [&](const Row& other) { return other.list == member.name(); });
    if (row != std::end(kRows) && value.is_array()) {
      for (const JsonValue& entry : value.items()) {
        children.push_back(entry.span());
        kept.push_back((this->*row->bears)(entry));
      }
    } else if (member.name() == "BucketOwners" && value.is_object()) {
      for (const JsonValue::Member& owner : value.members()) {
        children.push_back({owner.name_span().begin, owner.value.span().end});
        kept.push_back(IsBucket(owner.name()));
      }
    } else {
      // Lists and objects of the organization; marks and counts of others.
      bears |= value.is_array() || value.is_object();
      continue;
    }
    text->Keep(value.span(), children, kept);
    bears |= std::find(kept.begin(), kept.end(), true) != kept.end();
  }
  return bears;
}

bool Slicer::KeepOfDocument(const JsonValue& root, ThinnedText* text) const {
  if (!root.is_array()) return KeepOfRoot(root, text);
  std::vector<Span> children;
  std::vector<bool> kept;
  for (const JsonValue& item : root.items()) {
    children.push_back(item.span());
    kept.push_back(KeepOfRoot(item, text));
  }
  text->Keep(root.span(), children, kept);
  return std::find(kept.begin(), kept.end(), true) != kept.end();
}

Slice Slicer::Take() {
  FindNames();
  Slice slice;
  slice.sources.given = sources_.given;
  for (size_t i = 0; i < documents_.size(); ++i) {
    if (!documents_[i].has_value()) continue;
    const Source& source = *sources_.sources[i];
    ThinnedText text;
    if (!KeepOfDocument(documents_[i]->root(), &text)) continue;
    slice.sources.sources.push_back(std::make_shared<const Source>(
        source.name(), std::move(text).Of(source.text())));
    slice.origins.push_back(i);
  }
  return slice;
}

}  // namespace

Slice SliceFor(const WorldSources& sources, const Request& request) {
  return Slicer(sources, request).Take();
}

}  // namespace iam
