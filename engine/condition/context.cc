// A context is a row of slots and a heap of bytes. Global condition keys are
// found by a bit and a count of bits, the others by comparing hashes.
#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "engine/condition/keys.h"
#include "iam/request.h"

namespace iam {
namespace {

// Compares as lower case, without making it.
int CompareIgnoringCase(absl::string_view a, absl::string_view b) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    const auto x = static_cast<unsigned char>(
        absl::ascii_tolower(static_cast<unsigned char>(a[i])));
    const auto y = static_cast<unsigned char>(
        absl::ascii_tolower(static_cast<unsigned char>(b[i])));
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

// std::popcount calls a library where the processor may lack the instruction.
size_t CountBits(uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555;
  word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<size_t>((word * 0x0101010101010101) >> 56);
}

bool Before(absl::string_view a, absl::string_view b) {
  const int order = CompareIgnoringCase(a, b);
  return order < 0 || (order == 0 && a < b);
}

}  // namespace

KeyCode KeyCode::Of(absl::string_view name) {
  if (const std::optional<uint32_t> index = GlobalKeyIndex(name)) {
    return KeyCode{*index};
  }
  return KeyCode{HashFoldedName(name) | uint32_t{1} << 31};
}

absl::string_view Context::Values::operator[](size_t i) const {
  Iterator at = begin();
  while (i-- > 0) ++at;
  return *at;
}

std::vector<std::string> Context::Values::ToStrings() const {
  std::vector<std::string> strings;
  strings.reserve(size());
  for (const absl::string_view value : *this) strings.emplace_back(value);
  return strings;
}

void Context::Set(absl::string_view key, absl::string_view value) {
  Put(key, {value}, /*is_list=*/false, /*absent=*/false);
}

void Context::Set(absl::string_view key,
                  const std::vector<std::string>& values) {
  const absl::InlinedVector<absl::string_view, 8> views(values.begin(),
                                                        values.end());
  Put(key, views, /*is_list=*/true, /*absent=*/false);
}

void Context::SetAbsent(absl::string_view key) {
  Put(key, {}, /*is_list=*/false, /*absent=*/true);
}

inline size_t Context::GlobalPlace(uint32_t index) const {
  const uint64_t below = (uint64_t{1} << (index % 64)) - 1;
  if (index < 64) return CountBits(global_[0] & below);
  return CountBits(global_[0]) + CountBits(global_[1] & below);
}

size_t Context::GlobalCount() const {
  return CountBits(global_[0]) + CountBits(global_[1]);
}

absl::string_view Context::KeyOf(const Slot& slot) const {
  if (KeyCode{slot.code}.is_global()) return GlobalKeyName(slot.code);
  return absl::string_view(bytes_).substr(slot.key_at, slot.key_size);
}

// Rare, so the bytes are packed anew.
void Context::Remove(size_t slot) {
  Context rest;
  for (size_t i = 0; i < slots_.size(); ++i) {
    if (i == slot) continue;
    const Values values = ValuesOf(slots_[i]);
    const absl::InlinedVector<absl::string_view, 8> views(values.begin(),
                                                          values.end());
    rest.Put(KeyOf(slots_[i]), views, slots_[i].is_list != 0,
             slots_[i].absent != 0);
  }
  *this = std::move(rest);
}

void Context::Put(absl::string_view key,
                  absl::Span<const absl::string_view> values, bool is_list,
                  bool absent) {
  const KeyCode code = KeyCode::Of(key);
  size_t place = 0;
  if (code.is_global()) {
    place = GlobalPlace(code.value);
    if (HasGlobal(code.value)) Remove(place);
  } else {
    // Of any key but tags there is one, however it is spelt.
    const bool is_tag = IsTagKey(key);
    for (place = GlobalCount(); place < slots_.size(); ++place) {
      const absl::string_view other = KeyOf(slots_[place]);
      if (is_tag ? other == key : CompareIgnoringCase(other, key) == 0) {
        Remove(place);
        break;
      }
      if (Before(key, other)) break;
    }
  }
  Slot slot = {};
  slot.code = code.value;
  slot.is_list = is_list;
  slot.absent = absent;
  slot.count = static_cast<uint32_t>(values.size()) & 0x3FFFFFFF;
  if (code.is_global()) {
    global_[code.value / 64] |= uint64_t{1} << (code.value % 64);
  } else {
    slot.key_at = static_cast<uint32_t>(bytes_.size());
    slot.key_size = static_cast<uint32_t>(key.size());
    bytes_.append(key.data(), key.size());
  }
  slot.value_at = static_cast<uint32_t>(bytes_.size());
  if (!values.empty()) {
    slot.value_size = static_cast<uint32_t>(values.front().size());
    bytes_.append(values.front().data(), values.front().size());
    for (const absl::string_view value : values.subspan(1)) {
      const auto size = static_cast<uint32_t>(value.size());
      char encoded[sizeof(size)];
      std::memcpy(encoded, &size, sizeof(size));
      bytes_.append(encoded, sizeof(size));
      bytes_.append(value.data(), value.size());
    }
  }
  slots_.insert(slots_.begin() + static_cast<std::ptrdiff_t>(place), slot);
}

inline const Context::Slot* Context::FindSlot(KeyCode code,
                                              absl::string_view key) const {
  if (code.is_global()) {
    return HasGlobal(code.value) ? &slots_[GlobalPlace(code.value)] : nullptr;
  }
  const Slot* found = nullptr;
  for (size_t i = GlobalCount(); i < slots_.size(); ++i) {
    const Slot& slot = slots_[i];
    if (slot.code != code.value) continue;
    const absl::string_view name = KeyOf(slot);
    if (!absl::EqualsIgnoreCase(name, key)) continue;
    // An absent tag does not hide its twin.
    if (found == nullptr || found->absent != 0) found = &slot;
    if (name == key && slot.absent == 0) return &slot;
  }
  return found;
}

Context::Lookup Context::LookUp(KeyCode code, absl::string_view key) const {
  const Slot* slot = FindSlot(code, key);
  if (slot == nullptr) return Lookup();
  return {slot->absent != 0 ? Mention::kAbsent : Mention::kPresent,
          ValuesOf(*slot), slot->is_list != 0};
}

std::optional<Context::Entry> Context::Find(absl::string_view key) const {
  const Slot* slot = FindSlot(KeyCode::Of(key), key);
  if (slot == nullptr || slot->absent != 0) return std::nullopt;
  return EntryOf(*slot);
}

absl::Span<const char> Context::slots_block() const {
  return {reinterpret_cast<const char*>(slots_.data()),
          slots_.size() * sizeof(Slot)};
}

bool Context::Mentions(absl::string_view key) const {
  return FindSlot(KeyCode::Of(key), key) != nullptr;
}

std::vector<Context::Entry> Context::entries() const {
  std::vector<Entry> entries;
  entries.reserve(slots_.size());
  for (const Slot& slot : slots_) entries.push_back(EntryOf(slot));
  std::stable_sort(
      entries.begin(), entries.end(),
      [](const Entry& a, const Entry& b) { return Before(a.key, b.key); });
  return entries;
}

}  // namespace iam
