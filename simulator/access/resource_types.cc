#include "simulator/access/resource_types.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/eval/service_rules.h"
#include "engine/match/action_set.h"
#include "simulator/catalog/arn_format.h"

namespace iam {
namespace {

// A variable of a format stands for any text.
ResourceSet ResourcesOf(absl::string_view format) {
  std::string pattern;
  for (const FormatPiece& piece : CutFormat(format)) {
    absl::StrAppend(&pattern, piece.variable ? "*" : piece.text);
  }
  return ResourceSet::Of({pattern});
}

}  // namespace

bool ResourceTypes::MayMeet(const CatalogAction& known,
                            absl::string_view action,
                            const ResourceSets& sets) {
  const bool all = std::all_of(sets.begin(), sets.end(),
                               [](const ResourceSet& s) { return s.IsAll(); });
  if (all) return true;
  const bool needs_one =
      std::any_of(known.resources.begin(), known.resources.end(),
                  [](const ActionResource& r) { return r.required; });
  if (!needs_one) {
    ResourceSet any;
    any.patterns.push_back(
        LiteralPattern(AuthorizedResource(RequestAction(action), "*")));
    if (Overlaps(any, sets)) return true;
  }
  const std::string text = ToString(sets);
  return std::any_of(known.resources.begin(), known.resources.end(),
                     [&](const ActionResource& resource) {
                       return MayMeetType(resource.type, sets, text);
                     });
}

bool ResourceTypes::MayMeetType(absl::string_view type,
                                const ResourceSets& sets,
                                const std::string& sets_text) {
  const auto [at, inserted] =
      answers_.try_emplace(absl::StrCat(type, "\n", sets_text), true);
  if (!inserted) return at->second;
  const CatalogResourceType* found = service_.FindResource(type);
  if (found == nullptr) return true;
  const std::vector<absl::string_view> formats = ArnFormats(found->arn);
  at->second = std::any_of(
      formats.begin(), formats.end(),
      [&](absl::string_view f) { return Overlaps(ResourcesOf(f), sets); });
  return at->second;
}

}  // namespace iam
