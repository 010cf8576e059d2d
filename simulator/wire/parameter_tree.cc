#include "simulator/wire/parameter_tree.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/text/json.h"

namespace iam {
namespace {

constexpr size_t kMostDigits = 9;

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Of an item of a list. Each has one spelling: "1" and "01" would be one item,
// and one of them passed over.
bool IsItemNumber(absl::string_view text) {
  return IsDigits(text) && text.size() <= kMostDigits && text[0] != '0';
}

}  // namespace

ParameterTree* ParameterTree::Find(absl::string_view name) const {
  const auto place = places_.find(name);
  return place == places_.end() ? nullptr
                                : children_[place->second].second.get();
}

ParameterTree* ParameterTree::Add(absl::string_view name,
                                  std::unique_ptr<ParameterTree> child) {
  places_.emplace(name, children_.size());
  children_.emplace_back(name, std::move(child));
  return children_.back().second.get();
}

bool ParameterTree::Set(absl::string_view dotted_name,
                        absl::string_view value) {
  return SetBelow(dotted_name, value, 0);
}

bool ParameterTree::SetBelow(absl::string_view rest, absl::string_view value,
                             size_t depth) {
  if (depth == kMostDepth || rest.empty()) return false;
  const size_t dot = rest.find('.');
  const absl::string_view name = rest.substr(0, dot);
  if (name.empty() || (IsDigits(name) && !IsItemNumber(name))) return false;
  ParameterTree* child = Find(name);
  if (child == nullptr) {
    child = Add(name, std::make_unique<ParameterTree>());
  } else if (dot == absl::string_view::npos || child->has_text_) {
    return false;
  }
  if (dot != absl::string_view::npos) {
    return child->SetBelow(rest.substr(dot + 1), value, depth + 1);
  }
  child->text_ = std::string(value);
  child->has_text_ = true;
  return true;
}

ParameterTree* ParameterTree::Append(absl::string_view name) {
  const auto place = places_.find(name);
  if (place == places_.end()) {
    return Add(name, std::make_unique<ParameterTree>());
  }
  std::unique_ptr<ParameterTree>& known = children_[place->second].second;
  if (!known->is_list_) {
    auto list = std::make_unique<ParameterTree>();
    list->is_list_ = true;
    list->children_.emplace_back("", std::move(known));
    known = std::move(list);
  }
  known->children_.emplace_back("", std::make_unique<ParameterTree>());
  return known->children_.back().second.get();
}

ParameterTree* ParameterTree::AppendItem(absl::string_view name) {
  ParameterTree* list = Find(name);
  if (list == nullptr) {
    list = Add(name, std::make_unique<ParameterTree>());
    list->is_list_ = true;
  }
  list->children_.emplace_back("", std::make_unique<ParameterTree>());
  return list->children_.back().second.get();
}

std::unique_ptr<ParameterTree> ParameterTree::Copy() const {
  auto copy = std::make_unique<ParameterTree>();
  copy->text_ = text_;
  copy->has_text_ = has_text_;
  copy->is_list_ = is_list_;
  copy->places_ = places_;
  for (const auto& [key, child] : children_) {
    copy->children_.emplace_back(key, child->Copy());
  }
  return copy;
}

void ParameterTree::AddName(absl::string_view name, absl::string_view also) {
  const ParameterTree* child = Find(name);
  if (child == nullptr || Find(also) != nullptr) return;
  Add(also, child->Copy());
}

std::string ParameterTree::ToJson() const {
  std::string json;
  WriteObject(&json);
  return json;
}

void ParameterTree::WriteTo(std::string* json) const {
  if (children_.empty()) {
    absl::StrAppend(json, JsonQuote(text_));
    return;
  }
  if (WriteList(json)) return;
  // "member" and "entry" stand between a list or map and what is in it.
  if (children_.size() == 1) {
    const auto& [key, child] = children_.front();
    if ((key == "member" && child->WriteList(json)) ||
        (key == "entry" && child->WriteMap(json))) {
      return;
    }
  }
  WriteObject(json);
}

void ParameterTree::WriteObject(std::string* json) const {
  json->push_back('{');
  const char* separator = "";
  for (const auto& [key, child] : children_) {
    absl::StrAppend(json, separator);
    absl::StrAppend(json, JsonQuote(key), ":");
    child->WriteTo(json);
    separator = ",";
  }
  json->push_back('}');
}

// Items by number, or in the order they came.
bool ParameterTree::WriteList(std::string* json) const {
  std::map<uint64_t, const ParameterTree*> items;
  for (const auto& [key, child] : children_) {
    uint64_t number = items.size();
    if (!is_list_ && (!IsItemNumber(key) || !absl::SimpleAtoi(key, &number))) {
      return false;
    }
    items.emplace(number, child.get());
  }
  if (items.empty()) return false;
  json->push_back('[');
  const char* separator = "";
  for (const auto& [number, item] : items) {
    absl::StrAppend(json, separator);
    item->WriteTo(json);
    separator = ",";
  }
  json->push_back(']');
  return true;
}

// entry.1.key=a, entry.1.value=b
bool ParameterTree::WriteMap(std::string* json) const {
  std::map<std::string, const ParameterTree*> values;
  for (const auto& [number, entry] : children_) {
    const ParameterTree* key = entry->Find("key");
    const ParameterTree* value = entry->Find("value");
    if (key == nullptr || value == nullptr) return false;
    values.emplace(key->text_, value);
  }
  json->push_back('{');
  const char* separator = "";
  for (const auto& [key, value] : values) {
    absl::StrAppend(json, separator);
    absl::StrAppend(json, JsonQuote(key), ":");
    value->WriteTo(json);
    separator = ",";
  }
  json->push_back('}');
  return true;
}

}  // namespace iam
