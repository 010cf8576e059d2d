#include "simulator/command/catalog_notes.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/compile/compiled_policy.h"
#include "engine/text/report.h"
#include "iam/policy_set.h"
#include "simulator/catalog/catalog.h"

namespace iam {
namespace {

// ARN formats that a note names.
constexpr size_t kMostFormats = 4;

std::string UnknownActionNote(absl::string_view action) {
  const Catalog& catalog = Catalog::Get();
  const absl::string_view prefix = action.substr(0, action.find(':'));
  std::string note =
      absl::StrCat("the catalog of ", catalog.date(), " has no ",
                   catalog.FindService(prefix) == nullptr
                       ? absl::StrCat("service ", InQuotes(prefix))
                       : absl::StrCat("action ", InQuotes(action)));
  const std::vector<std::string> near =
      catalog.NearestActions(action, kMostSuggestions);
  if (!near.empty()) {
    absl::StrAppend(&note, "; did you mean ", Alternatives(near), "?");
  }
  return note;
}

// What the action works on, for an ARN that is nothing of that.
std::string WrongResourceNote(const Catalog::Found& found,
                              absl::string_view name,
                              absl::string_view resource) {
  std::vector<std::string> formats;
  for (const ActionResource& of_action : found.action->resources) {
    const CatalogResourceType* type =
        found.service->FindResource(of_action.type);
    if (type != nullptr) formats.emplace_back(type->arn);
  }
  const size_t more = formats.size() - std::min(formats.size(), kMostFormats);
  formats.resize(formats.size() - more);
  return absl::StrCat(InQuotes(resource), " is no resource of ", name,
                      ", which works on ", absl::StrJoin(formats, ", "),
                      more > 0 ? absl::StrCat(" and ", more, " more") : "");
}

// Where a condition of a statement that was looked at names the key:
// "file:line:col"; empty if only a policy variable does.
std::string PlaceOfKey(const Explanation& explanation, absl::string_view key) {
  for (const LayerStep& layer : explanation.layers) {
    for (const StatementStep& step : layer.statements) {
      if (!step.principal_matches || !step.action_matches ||
          !step.resource_matches) {
        continue;
      }
      const AttachedPolicy& policy = *step.statement.policy;
      const uint32_t index = step.statement.index;
      const uint32_t count =
          policy.program->program().rows()[index].condition_count;
      for (uint32_t i = 0; i < count; ++i) {
        if (!absl::EqualsIgnoreCase(
                policy.program->condition(index, i).key().name, key)) {
          continue;
        }
        const Span span = policy.program->condition_span(index, i);
        return PlaceIn(*policy.source, policy.offset + span.begin);
      }
    }
  }
  return "";
}

}  // namespace

std::string Alternatives(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += InQuotes(names[i]);
  }
  return text;
}

void AddCatalogNotes(const Request& request, Explanation* explanation) {
  const Catalog& catalog = Catalog::Get();
  const std::optional<Catalog::Found> found =
      catalog.FindAction(request.action);
  if (!found.has_value()) {
    explanation->notes.push_back(UnknownActionNote(request.action));
    return;
  }
  const std::string name =
      absl::StrCat(found->service->prefix, ":", found->action->name);
  if (request.resource != "*") {
    if (found->action->needs_any_resource()) {
      explanation->notes.push_back(
          absl::StrCat(name,
                       " has no resource types; statements apply to it "
                       "with Resource '*' only"));
    } else if (!absl::StrContains(request.resource, '*') &&
               catalog.TypesOf(*found, request.resource).empty()) {
      explanation->notes.push_back(
          WrongResourceNote(*found, name, request.resource));
    }
  }
  for (const std::string& key : explanation->missing) {
    if (catalog.MaySupply(*found, key)) continue;
    const std::string place = PlaceOfKey(*explanation, key);
    explanation->notes.push_back(
        absl::StrCat("condition key ", key, place.empty() ? "" : " in ", place,
                     " is never part of a request for ", name, " (catalog of ",
                     catalog.date(), ")"));
  }
}

}  // namespace iam
