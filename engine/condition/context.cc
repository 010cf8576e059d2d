#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "engine/condition/keys.h"
#include "iam/request.h"

namespace iam {
namespace {

bool Before(const Context::Entry& a, const Context::Entry& b) {
  return std::tie(a.folded, a.key) < std::tie(b.folded, b.key);
}

Context::Entry MakeEntry(absl::string_view key) {
  Context::Entry entry;
  entry.key = std::string(key);
  entry.folded = absl::AsciiStrToLower(key);
  return entry;
}

}  // namespace

void Context::Set(absl::string_view key, absl::string_view value) {
  Entry entry = MakeEntry(key);
  entry.values.emplace_back(value);
  Put(std::move(entry));
}

void Context::Set(absl::string_view key, std::vector<std::string> values) {
  Entry entry = MakeEntry(key);
  entry.values = std::move(values);
  entry.is_list = true;
  Put(std::move(entry));
}

void Context::SetAbsent(absl::string_view key) {
  Entry entry = MakeEntry(key);
  entry.absent = true;
  Put(std::move(entry));
}

void Context::Put(Entry entry) {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), entry, Before);
  if (!IsTagKey(entry.folded)) {
    // Of any key but tags there is one, however it is spelt.
    if (at != entries_.begin() && std::prev(at)->folded == entry.folded) --at;
    if (at != entries_.end() && at->folded == entry.folded) {
      *at = std::move(entry);
      return;
    }
  } else if (at != entries_.end() && at->key == entry.key) {
    *at = std::move(entry);
    return;
  }
  entries_.insert(at, std::move(entry));
}

const Context::Entry* Context::Find(absl::string_view key) const {
  return Find(absl::AsciiStrToLower(key), key);
}

const Context::Entry* Context::Find(absl::string_view folded,
                                    absl::string_view exact) const {
  auto at = std::lower_bound(
      entries_.begin(), entries_.end(), folded,
      [](const Entry& e, absl::string_view name) { return e.folded < name; });
  const Entry* first = nullptr;
  for (; at != entries_.end() && at->folded == folded; ++at) {
    if (at->absent) continue;
    if (at->key == exact) return &*at;
    if (first == nullptr) first = &*at;
  }
  return first;
}

bool Context::Mentions(absl::string_view key) const {
  const std::string folded = absl::AsciiStrToLower(key);
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Entry& e) { return e.folded == folded; });
}

}  // namespace iam
