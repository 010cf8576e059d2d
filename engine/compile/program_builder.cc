// While statements are added, places in rows count within their own section;
// Build() lines the sections up and shifts them.
#include "engine/compile/program_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "engine/condition/text_pattern.h"

namespace iam {
namespace {

constexpr uint16_t kLastClass = std::numeric_limits<uint16_t>::max();
// More ranges than this are cut into segments.
constexpr size_t kFewRanges = 24;
// More pieces than this are not unpacked on the stack.
constexpr size_t kMostPieces = 16;
constexpr size_t kMostBytes = std::numeric_limits<uint16_t>::max();

template <typename T>
void Append(T value, std::string* block) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  block->append(bytes, sizeof(T));
}

// What stands before the bytes of a pattern, or of a piece of one.
template <typename Kind>
void AppendHead(Kind kind, size_t size, std::string* block) {
  Append(static_cast<uint8_t>(kind), block);
  Append(static_cast<uint16_t>(size), block);
}

void Align(size_t to, std::string* block) {
  while (block->size() % to != 0) block->push_back('\0');
}

uint32_t PlaceIn(const std::string& block) {
  return static_cast<uint32_t>(block.size());
}

// Ranges of one service that a statement has: the first and last class of each.
using Covered = absl::InlinedVector<std::pair<uint16_t, uint16_t>, 16>;

// Sorts ranges and joins those that touch.
void Tidy(Covered* ranges) {
  std::sort(ranges->begin(), ranges->end());
  size_t kept = 0;
  for (const auto& range : *ranges) {
    if (kept > 0 && range.first <= (*ranges)[kept - 1].second + 1) {
      (*ranges)[kept - 1].second =
          std::max((*ranges)[kept - 1].second, range.second);
    } else {
      (*ranges)[kept++] = range;
    }
  }
  ranges->resize(kept);
}

// The classes that are in none of the ranges.
Covered Complement(const Covered& ranges) {
  Covered rest;
  uint32_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) {
      rest.emplace_back(static_cast<uint16_t>(next),
                        static_cast<uint16_t>(first - 1));
    }
    next = uint32_t{last} + 1;
  }
  if (next <= kLastClass) {
    rest.emplace_back(static_cast<uint16_t>(next), kLastClass);
  }
  return rest;
}

}  // namespace

void ProgramBuilder::BeginDocument() {
  rows_.clear();
  ranges_.clear();
  others_.clear();
  resources_.clear();
  conditions_.clear();
}

void ProgramBuilder::BeginStatement(uint8_t flags) {
  Program::Row row = {};
  row.flags = flags;
  row.resources_at = PlaceIn(resources_);
  row.conditions_at = static_cast<uint32_t>(conditions_.size());
  rows_.push_back(row);
}

void ProgramBuilder::SetActions(bool negated, absl::Span<ActionRange> ranges) {
  using Kind = ActionRange::Kind;
  bool everything = false;
  for (const ActionRange& range : ranges) {
    if (range.kind == Kind::kNothing) continue;
    if (!range.exact) AddFlag(Program::Row::kInexactAction);
    // Of NotAction, what is not excluded for sure stays a candidate.
    everything |= range.kind == Kind::kEverything && (range.exact || !negated);
  }
  if (everything) {
    if (!negated) others_.push_back({last_statement(), {}});
    return;  // whatever the other entries say: all actions, or none
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const ActionRange& a, const ActionRange& b) {
              return a.service < b.service;
            });
  std::vector<uint16_t> services;  // that NotAction names
  for (size_t i = 0; i < ranges.size();) {
    const uint16_t service = ranges[i].service;
    Covered covered;
    bool is_named = false;
    for (; i < ranges.size() && ranges[i].service == service; ++i) {
      if (ranges[i].kind != Kind::kClasses) continue;
      if (negated && !ranges[i].exact) continue;
      is_named = true;
      covered.emplace_back(ranges[i].first, ranges[i].last);
    }
    if (!is_named) continue;
    Tidy(&covered);
    if (negated) covered = Complement(covered);
    if (negated) services.push_back(service);
    for (const auto& [first, last] : covered) {
      ranges_.push_back({service, {first, last, last_statement()}});
    }
  }
  if (negated) others_.push_back({last_statement(), std::move(services)});
}

void ProgramBuilder::AddResourceBytes(Program::ResourceForm form,
                                      absl::string_view bytes) {
  AppendHead(form, bytes.size(), &resources_);
  resources_.append(bytes.data(), bytes.size());
  ++rows_.back().resource_count;
}

bool ProgramBuilder::AddResource(absl::string_view text) {
  pieces_.clear();
  AppendResourcePieces(text, &pieces_);
  return AddResource(pieces_);
}

bool ProgramBuilder::AddResource(absl::Span<const GlobPiece> pieces) {
  const bool starts_literally =
      !pieces.empty() && pieces[0].kind == GlobPieceKind::kLiteral;
  if (starts_literally && pieces[0].literal().size() <= kMostBytes) {
    if (pieces.size() == 1) {
      AddResourceBytes(Program::kExact, pieces[0].literal());
      return true;
    }
    if (pieces.size() == 2 && pieces[1].kind == GlobPieceKind::kAnyRun) {
      AddResourceBytes(Program::kPrefix, pieces[0].literal());
      return true;
    }
  }
  return AddGlob(pieces);
}

bool ProgramBuilder::AddGlob(absl::Span<const GlobPiece> pieces) {
  size_t size = 0;
  for (const GlobPiece& piece : pieces) {
    size += sizeof(uint8_t) + sizeof(uint16_t) + piece.literal().size();
  }
  if (pieces.size() > kMostPieces || size > kMostBytes) return false;
  AppendHead(Program::kGlob, size, &resources_);
  for (const GlobPiece& piece : pieces) {
    AppendHead(piece.kind, piece.literal().size(), &resources_);
    resources_.append(piece.literal().data(), piece.literal().size());
  }
  ++rows_.back().resource_count;
  return true;
}

void ProgramBuilder::AddResource(uint32_t number) {
  std::string bytes;
  Append(number, &bytes);
  AddResourceBytes(Program::kOther, bytes);
}

void ProgramBuilder::AddCondition(const CompiledCondition* condition) {
  conditions_.push_back(condition);
  ++rows_.back().condition_count;
}

ServiceFilters ProgramBuilder::service_filters() const {
  ServiceFilters filters;
  const auto filter_of = [&](uint16_t statement) -> uint64_t& {
    const bool deny = (rows_[statement].flags & Program::Row::kDeny) != 0;
    return deny ? filters.denies : filters.allows;
  };
  for (const Others& others : others_) {
    filter_of(others.statement) = ~uint64_t{0};
  }
  for (const auto& [service, range] : ranges_) {
    filter_of(range.statement) |= uint64_t{1} << (service % 64);
  }
  return filters;
}

std::optional<uint32_t> ProgramBuilder::unlimited_allow() const {
  for (const Others& others : others_) {
    const Program::Row& row = rows_[others.statement];
    if (others.services.empty() && row.flags == Program::Row::kAnyResource &&
        row.condition_count == 0) {
      return others.statement;
    }
  }
  return std::nullopt;
}

Program::Group ProgramBuilder::WriteGroup(uint16_t service,
                                          const Ranges& ranges) {
  Program::Group group = {};
  group.service = service;
  if (ranges.size() > kFewRanges && WriteSegments(ranges, &group)) {
    return group;
  }
  Align(alignof(Program::Range), &block_);
  group.at = PlaceIn(block_);
  group.count = static_cast<uint32_t>(ranges.size());
  for (const Program::Range& range : ranges) Append(range, &block_);
  return group;
}

// False if the sets would take much more memory than the ranges: so do many
// ranges inside of many others.
bool ProgramBuilder::WriteSegments(const Ranges& ranges,
                                   Program::Group* group) {
  // Where ranges begin and, behind their last class, end.
  struct Change {
    uint32_t at;
    uint16_t statement;
    bool begins;
  };
  std::vector<Change> changes;
  changes.reserve(2 * ranges.size());
  for (const Program::Range& range : ranges) {
    changes.push_back({range.first, range.statement, true});
    changes.push_back({uint32_t{range.last} + 1, range.statement, false});
  }
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.at < b.at; });
  const size_t word_count = (rows_.size() + 63) / 64;
  const size_t most_bytes = 4096 + 64 * ranges.size() * sizeof(Program::Range);
  std::vector<uint64_t> set(word_count);
  std::vector<uint16_t> firsts;
  std::vector<uint32_t> places;
  std::string sets;
  for (size_t i = 0; i < changes.size();) {
    const uint32_t at = changes[i].at;
    for (; i < changes.size() && changes[i].at == at; ++i) {
      set[changes[i].statement / 64] ^= uint64_t{1}
                                        << (changes[i].statement % 64);
    }
    if (at > kLastClass) break;
    size_t size = 0;
    for (const uint64_t word : set) {
      size += static_cast<size_t>(std::popcount(word));
    }
    firsts.push_back(static_cast<uint16_t>(at));
    if (size < 4 * word_count) {
      Align(alignof(uint16_t), &sets);
      places.push_back(PlaceIn(sets) | Program::kListedSet);
      Append(static_cast<uint16_t>(size), &sets);
      for (size_t word = 0; word < word_count; ++word) {
        for (uint64_t left = set[word]; left != 0; left &= left - 1) {
          Append(static_cast<uint16_t>(
                     word * 64 + static_cast<size_t>(std::countr_zero(left))),
                 &sets);
        }
      }
    } else {
      Align(alignof(uint64_t), &sets);
      places.push_back(PlaceIn(sets));
      for (const uint64_t word : set) Append(word, &sets);
    }
    if (sets.size() > most_bytes) return false;
  }
  Align(alignof(uint64_t), &block_);
  const uint32_t sets_at = PlaceIn(block_);
  block_.append(sets);
  Align(alignof(uint32_t), &block_);
  group->has_segments = true;
  group->count = static_cast<uint32_t>(firsts.size());
  group->at = PlaceIn(block_);
  for (const uint16_t first : firsts) Append(first, &block_);
  Align(alignof(uint32_t), &block_);
  for (const uint32_t place : places) Append(place + sets_at, &block_);
  return true;
}

// Brings the ranges into the services' order. Of the services, those count that
// entries name, be it to exclude all of one.
std::vector<uint16_t> ProgramBuilder::SortServices() {
  std::sort(ranges_.begin(), ranges_.end(),
            [](const ServiceRange& a, const ServiceRange& b) {
              return std::tie(a.service, a.range.statement, a.range.first) <
                     std::tie(b.service, b.range.statement, b.range.first);
            });
  std::vector<uint16_t> services;
  for (const ServiceRange& range : ranges_) {
    if (services.empty() || services.back() != range.service) {
      services.push_back(range.service);
    }
  }
  const size_t ranged = services.size();
  for (const Others& others : others_) {
    services.insert(services.end(), others.services.begin(),
                    others.services.end());
  }
  if (services.size() == ranged) return services;
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

const Program* ProgramBuilder::Build(const CompiledPolicy* policy,
                                     bool has_resource_index, Arena* arena) {
  const std::vector<uint16_t> services = SortServices();
  Program header = {};
  header.policy = policy;
  header.has_resource_index = has_resource_index;
  header.statement_count = static_cast<uint32_t>(rows_.size());
  header.word_count = static_cast<uint32_t>((rows_.size() + 63) / 64);
  header.group_count = static_cast<uint32_t>(services.size() + 1);

  block_.assign(sizeof(Program) + header.group_count * sizeof(Program::Group),
                '\0');
  std::vector<Program::Group> groups;
  groups.reserve(header.group_count);
  Ranges ranges;  // of one group
  const auto add_others = [&](auto concerns) {
    for (const Others& others : others_) {
      if (!concerns(others.services)) continue;
      ranges.push_back({0, kLastClass, others.statement});
    }
  };
  add_others([](const std::vector<uint16_t>&) { return true; });
  groups.push_back(WriteGroup(0, ranges));
  auto next = ranges_.begin();
  for (const uint16_t service : services) {
    ranges.clear();
    for (; next != ranges_.end() && next->service == service; ++next) {
      ranges.push_back(next->range);
    }
    // A statement about all other services concerns each listed one, too.
    add_others([&](const std::vector<uint16_t>& but) {
      return std::find(but.begin(), but.end(), service) == but.end();
    });
    groups.push_back(WriteGroup(service, ranges));
  }
  std::memcpy(block_.data() + sizeof(Program), groups.data(),
              groups.size() * sizeof(Program::Group));

  Align(alignof(uint64_t), &block_);
  header.denies_at = PlaceIn(block_);
  std::vector<uint64_t> denies(header.word_count);
  for (size_t i = 0; i < rows_.size(); ++i) {
    if ((rows_[i].flags & Program::Row::kDeny) != 0) {
      denies[i / 64] |= uint64_t{1} << (i % 64);
    }
  }
  for (const uint64_t word : denies) Append(word, &block_);

  const uint32_t conditions_at = PlaceIn(block_);
  for (const CompiledCondition* condition : conditions_) {
    Append(condition, &block_);
  }
  header.rows_at = PlaceIn(block_);
  const uint32_t resources_at =
      header.rows_at +
      static_cast<uint32_t>(rows_.size() * sizeof(Program::Row));
  for (Program::Row row : rows_) {
    row.resources_at += resources_at;
    row.conditions_at =
        conditions_at +
        row.conditions_at * static_cast<uint32_t>(sizeof(CompiledCondition*));
    Append(row, &block_);
  }
  block_.append(resources_);

  std::memcpy(block_.data(), &header, sizeof(header));
  // A Program holds words of 64 bits at most, as which an arena aligns.
  return reinterpret_cast<const Program*>(
      arena->Copy(absl::string_view(block_)).data());
}

}  // namespace iam
