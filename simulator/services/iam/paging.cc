#include "simulator/services/iam/paging.h"

#include <algorithm>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/services/iam/iam_xml.h"

namespace iam {
namespace {

constexpr int kDefaultMaxItems = 100;

// What a marker says: how many items were answered, and the last of them.
struct Place {
  size_t answered = 0;
  std::string last;
};

std::string MarkerOf(size_t answered, const std::string& last) {
  return absl::WebSafeBase64Escape(absl::StrCat("1:", answered, ":", last));
}

std::optional<Place> ReadMarker(absl::string_view marker) {
  std::string text;
  if (!absl::WebSafeBase64Unescape(marker, &text)) return std::nullopt;
  absl::string_view rest = text;
  if (!absl::ConsumePrefix(&rest, "1:")) return std::nullopt;
  const size_t colon = rest.find(':');
  Place place;
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(rest.substr(0, colon), &place.answered)) {
    return std::nullopt;
  }
  place.last = std::string(rest.substr(colon + 1));
  return place;
}

}  // namespace

Page PageOf(const IamCall& call, const std::vector<std::string>& keys) {
  Page page;
  if (call.Has("Marker")) {
    const std::optional<Place> place = ReadMarker(call.Text("Marker"));
    if (!place.has_value()) {
      page.error = ValidationError("Invalid Marker.");
      return page;
    }
    const auto last = std::find(keys.begin(), keys.end(), place->last);
    // If the last one went, those behind it moved up by one.
    page.begin = last != keys.end()
                     ? static_cast<size_t>(last - keys.begin()) + 1
                     : std::min(place->answered - (place->answered > 0 ? 1 : 0),
                                keys.size());
  }
  const auto count =
      static_cast<size_t>(call.Number("MaxItems", kDefaultMaxItems));
  page.end = std::min(keys.size(), page.begin + count);
  if (page.end < keys.size() && page.end > page.begin) {
    page.marker = MarkerOf(page.end, keys[page.end - 1]);
  }
  return page;
}

void WritePageEnd(const Page& page, pugi::xml_node result) {
  AddText(result, "IsTruncated", page.marker.empty() ? "false" : "true");
  if (!page.marker.empty()) AddText(result, "Marker", page.marker);
}

IamResult WritePage(IamCall& call, const char* list,
                    const std::vector<std::string>& keys,
                    absl::FunctionRef<void(size_t i, pugi::xml_node)> write) {
  const Page page = PageOf(call, keys);
  if (page.error.has_value()) return page.error;
  pugi::xml_node members = call.result().append_child(list);
  for (size_t i = page.begin; i < page.end; ++i) {
    write(i, members.append_child("member"));
  }
  WritePageEnd(page, call.result());
  return std::nullopt;
}

IamResult WriteEntityPage(
    IamCall& call, const char* list, const std::vector<EntityPtr>& entities,
    absl::FunctionRef<void(const Entity&, pugi::xml_node)> write) {
  std::vector<std::string> keys;
  keys.reserve(entities.size());
  for (const EntityPtr& entity : entities) keys.push_back(entity->Arn());
  return WritePage(call, list, keys, [&](size_t i, pugi::xml_node member) {
    write(*entities[i], member);
  });
}

}  // namespace iam
