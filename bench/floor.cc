#include "bench/floor.h"

#include <algorithm>
#include <random>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"

namespace iam::bench {
namespace {

size_t PowerOfTwoAbove(size_t least) {
  size_t size = 8;
  while (size < least) size *= 2;
  return size;
}

size_t HashOf(absl::string_view name) {
  return absl::Hash<absl::string_view>()(name);
}

size_t CountActions(const std::vector<Request>& requests) {
  absl::flat_hash_set<absl::string_view> actions;
  for (const Request& request : requests) actions.insert(request.action);
  return actions.size();
}

}  // namespace

Floor::Table::Table(size_t most) : slots_(PowerOfTwoAbove(2 * most)) {}

uint32_t Floor::Table::Add(absl::string_view name) {
  if (const uint32_t known = Find(name); known != kNone) return known;
  const size_t hash = HashOf(name);
  size_t at = hash & (slots_.size() - 1);
  while (slots_[at].entry != kNone) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {static_cast<uint32_t>(hash >> 32),
                static_cast<uint32_t>(entries_.size())};
  entries_.push_back({static_cast<uint32_t>(names_.size()),
                      static_cast<uint32_t>(name.size())});
  names_.append(name.data(), name.size());
  return slots_[at].entry;
}

uint32_t Floor::Table::Find(absl::string_view name) const {
  const size_t hash = HashOf(name);
  for (size_t at = hash & (slots_.size() - 1); slots_[at].entry != kNone;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].hash != static_cast<uint32_t>(hash >> 32)) continue;
    const Entry& entry = entries_[slots_[at].entry];
    if (absl::string_view(names_).substr(entry.begin, entry.length) == name) {
      return slots_[at].entry;
    }
  }
  return kNone;
}

// A session's role: all before its name.
absl::string_view Floor::PrincipalKey(absl::string_view principal) {
  const bool session = principal.compare(0, 12, "arn:aws:sts:") == 0;
  return session ? principal.substr(0, principal.rfind('/')) : principal;
}

// An object's bucket; only buckets have policies.
absl::string_view Floor::ResourceKey(absl::string_view resource) {
  return resource.substr(0, resource.find('/'));
}

Floor::Floor(const std::vector<Request>& requests, const World::Counts& counts)
    : principals_(counts.users + counts.roles),
      actions_(CountActions(requests)),
      resources_(counts.resource_policies) {
  for (const Request& request : requests) {
    actions_.Add(request.action);
    if (principals_.size() < counts.users + counts.roles) {
      principals_.Add(PrincipalKey(request.principal));
    }
    if (resources_.size() < counts.resource_policies &&
        request.resource.find("arn:aws:s3:") == 0) {
      resources_.Add(ResourceKey(request.resource));
    }
  }
  while (principals_.size() < counts.users + counts.roles) {
    principals_.Add(
        absl::StrCat("arn:aws:iam::999999999999:user/", principals_.size()));
  }
  while (resources_.size() < counts.resource_policies) {
    resources_.Add(absl::StrCat("arn:aws:s3:::nobody-", resources_.size()));
  }
  principal_blocks_.resize(principals_.size());
  lists_.resize(principals_.size());
  documents_.resize(std::max<size_t>(counts.distinct_documents, 1));
  std::mt19937_64 random(1);
  for (Block& block : principal_blocks_) block.next = random() % lists_.size();
  for (Block& block : lists_) block.next = random() % documents_.size();
}

uint64_t Floor::Visit(const Request& request) const {
  const uint32_t principal = principals_.Find(PrincipalKey(request.principal));
  const uint32_t action = actions_.Find(request.action);
  const uint32_t resource = resources_.Find(ResourceKey(request.resource));
  if (principal == kNone) return action + resource;
  const Block& list = lists_[principal_blocks_[principal].next];
  // Which line of the document is read hangs on the action.
  const Block& document = documents_[list.next];
  return document.data[action % 7] + action + resource;
}

}  // namespace iam::bench
