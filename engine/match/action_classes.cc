// The tree of a service is kept as its nodes in sorted order, each with a link
// to the longest shorter node that is its prefix. All that begins with a text
// stands together in that order, hence the ranges.
#include "engine/match/action_classes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace iam {
namespace {

// A service with more leaves the rest without a class of their own; further
// services share a number.
constexpr size_t kMostClasses = 60000;
constexpr size_t kMostServices = 60000;

// An entry cut at its colon.
struct Cut {
  absl::string_view service;
  absl::string_view head;  // of the name, up to its first wildcard
  bool literal = false;    // no wildcard at all
  bool prefix = false;     // the one wildcard is a '*' at the end
};

std::optional<Cut> CutEntry(absl::string_view folded) {
  absl::string_view service;
  absl::string_view name;
  if (!SplitActionEntry(folded, &service, &name)) return std::nullopt;
  const size_t wild = name.find_first_of("*?");
  Cut cut;
  cut.service = service;
  cut.head = name.substr(0, wild);
  cut.literal = wild == absl::string_view::npos;
  cut.prefix = !cut.literal && name.substr(wild) == "*";
  return cut;
}

// One class before it is numbered; a prefix sorts before the literal of the
// same text.
struct Mark {
  absl::string_view text;
  bool literal = false;

  friend bool operator<(const Mark& a, const Mark& b) {
    return std::tie(a.text, a.literal) < std::tie(b.text, b.literal);
  }
  friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace

void ActionClasses::Builder::Add(absl::string_view entry) {
  if (entries_.contains(entry)) return;
  entries_.emplace(absl::AsciiStrToLower(entry), Entry{});
}

ActionClasses ActionClasses::Builder::Build() && {
  ActionClasses classes;
  classes.entries_ = std::move(entries_);
  std::map<absl::string_view, std::vector<Mark>> services;
  for (const auto& [text, entry] : classes.entries_) {
    const std::optional<Cut> cut = CutEntry(text);
    if (!cut.has_value()) continue;
    services[cut->service].push_back({cut->head, cut->literal});
  }
  uint16_t number = 0;
  for (auto& [name, marks] : services) {
    if (number < kMostServices) ++number;
    marks.push_back({"", false});  // whatever else the service has
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    if (marks.size() > kMostClasses) marks.resize(kMostClasses);
    Service& service = classes.services_[name];
    service.number = number;
    service.first_node = static_cast<uint32_t>(classes.nodes_.size());
    std::vector<int32_t> open;  // the nodes that the next text may begin with
    for (size_t i = 0; i < marks.size(); ++i) {
      const Mark& mark = marks[i];
      if (mark.literal) continue;
      while (!open.empty() &&
             !absl::StartsWith(
                 mark.text,
                 classes.nodes_[static_cast<size_t>(open.back())].text)) {
        open.pop_back();
      }
      const auto index = static_cast<int32_t>(classes.nodes_.size());
      classes.nodes_.push_back({std::string(mark.text),
                                static_cast<uint16_t>(i),
                                open.empty() ? -1 : open.back()});
      open.push_back(index);
    }
    service.node_count =
        static_cast<uint32_t>(classes.nodes_.size()) - service.first_node;
  }
  for (auto& [text, entry] : classes.entries_) {
    if (IsEveryAction(text)) {
      entry.range.kind = ActionRange::Kind::kEverything;
      continue;
    }
    const std::optional<Cut> cut = CutEntry(text);
    if (!cut.has_value()) continue;
    const std::vector<Mark>& marks = services[cut->service];
    const Service& service = classes.services_[cut->service];
    const Mark mark{cut->head, cut->literal};
    const auto at = std::lower_bound(marks.begin(), marks.end(), mark);
    ActionRange& range = entry.range;
    range.kind = ActionRange::Kind::kClasses;
    range.service = service.number;
    range.exact = service.number < kMostServices;
    if (at == marks.end() || !(*at == mark)) {
      // It has no class of its own: any class of the service might hold it.
      range.exact = false;
      range.last = static_cast<uint16_t>(marks.size() - 1);
      continue;
    }
    range.first = static_cast<uint16_t>(at - marks.begin());
    range.last = range.first;
    entry.literal = cut->literal;
    if (cut->literal) continue;
    range.exact = range.exact && cut->prefix;
    const auto end =
        std::partition_point(at, marks.end(), [&](const Mark& other) {
          return absl::StartsWith(other.text, cut->head);
        });
    range.last = static_cast<uint16_t>(end - marks.begin() - 1);
  }
  return classes;
}

const ActionClasses::Node& ActionClasses::Descend(
    const Service& service, absl::string_view name) const {
  const auto begin = nodes_.begin() + service.first_node;
  const auto end = begin + service.node_count;
  // The node before the first greater one, or one of those above it.
  auto at = std::upper_bound(begin, end, name,
                             [](absl::string_view text, const Node& node) {
                               return text < node.text;
                             }) -
            1;
  const Node* node = &*at;
  while (!absl::StartsWith(name, node->text)) {
    node = &nodes_[static_cast<size_t>(node->parent)];
  }
  return *node;
}

ActionClass ActionClasses::Classify(const RequestAction& action) const {
  const auto entry = entries_.find(FoldedText{action.folded()});
  if (entry != entries_.end() && entry->second.literal) {
    return {entry->second.range.service, entry->second.range.first};
  }
  const auto service = services_.find(action.service());
  if (service == services_.end()) return ActionClass{};
  return {service->second.number,
          Descend(service->second, action.name()).number};
}

ActionRange ActionClasses::RangeOf(absl::string_view entry) const {
  const auto known = entries_.find(entry);
  if (known != entries_.end()) return known->second.range;
  ActionRange range;
  if (IsEveryAction(entry) ||
      CutEntry(absl::AsciiStrToLower(entry)).has_value()) {
    range.kind = ActionRange::Kind::kEverything;
    range.exact = IsEveryAction(entry);
  }
  return range;
}

}  // namespace iam
