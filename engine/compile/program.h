#ifndef IAM_COMPILE_PROGRAM_H_
#define IAM_COMPILE_PROGRAM_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "engine/match/action_classes.h"

namespace iam {

class CompiledCondition;  // engine/condition/compiled_condition.h
class CompiledPolicy;     // engine/compile/compiled_policy.h

// The services that a document's statements concern: bit number % 64 of each.
struct ServiceFilters {
  uint64_t allows = 0;
  uint64_t denies = 0;

  // False if no statement, or with `denies_only` no Deny, is about the service.
  bool Concern(uint16_t service, bool denies_only) const {
    const uint64_t filter = denies_only ? denies : allows | denies;
    return (filter >> (service % 64) & 1) != 0;
  }
};

// A Program is the part of a compiled document that every decision reads: one
// block of memory, so that a document that is not in the cache costs as few
// loads as can be. What only some statements need, or explanations, is in its
// CompiledPolicy.
//
// Behind this header stand, at the places it names (in bytes from its start):
//   groups     which statements an action's service can concern
//   rows       one a statement, in the document's order
//   resources  the patterns of Resource and NotResource, one behind the other
//   conditions pointers to the shared conditions, the cheapest of a statement
//              first
// Sets of statements are words of 64 bits, a bit for each.
struct Program {
  // One statement.
  struct Row {
    enum : uint8_t {
      kDeny = 1 << 0,
      kNotResource = 1 << 1,
      kAnyResource = 1 << 2,  // no Resource element, or one that lists "*"
      kHasPrincipal = 1 << 3,
      // Its classes hold actions that it does not match: ask its ActionSet.
      kInexactAction = 1 << 4,
      kNotAction = 1 << 5,
    };
    uint32_t resources_at;
    uint32_t conditions_at;
    uint32_t resource_count;
    uint32_t condition_count;
    uint8_t flags;
  };

  // Statements by the classes of one service. The first group is for services
  // that no entry names.
  struct Group {
    uint16_t service;
    bool has_segments;
    uint32_t count;  // of ranges or segments
    uint32_t at;     // the ranges; of segments the firsts, behind them the sets
  };

  // Classes of which all actions may concern a statement.
  struct Range {
    uint16_t first;
    uint16_t last;
    uint16_t statement;
  };

  // A group of many ranges is cut where the set of statements changes. A
  // segment is its first class and the place of a set: the words of it, or if
  // kListedSet is set, the number of its statements (2 bytes) and they (2 bytes
  // each).
  static constexpr uint32_t kListedSet = uint32_t{1} << 31;

  // How a resource pattern is kept. Behind the form stand the number of bytes
  // (2 bytes) and the bytes.
  enum ResourceForm : uint8_t {
    kExact,
    kPrefix,  // followed by anything
    kGlob,    // pieces: kind (1 byte), size (2 bytes), text
    kOther,   // the number of a pattern of the CompiledPolicy (4 bytes)
  };

  const CompiledPolicy* policy;
  uint32_t statement_count;
  uint32_t word_count;  // of a set of statements
  uint32_t group_count;
  uint32_t rows_at;
  bool has_resource_index;  // the CompiledPolicy has one
  uint32_t denies_at;       // the set of those with "Effect": "Deny"

  // Adds to `candidates`, `word_count` words, all statements that may match an
  // action of this class, and those alone that do if no row is inexact.
  void AddCandidates(ActionClass action, uint64_t* candidates) const;

  // Calls visit(service, first, last, statement) for all ranges of classes that
  // concern a statement; service 0: all services that have no group.
  template <typename Visit>
  void ForEachRange(const Visit& visit) const;
  // Whether entries name the service, so that service 0 is not about it.
  bool HasGroup(uint16_t service) const {
    return service != 0 && FindGroup(service).service == service;
  }

  absl::Span<const Row> rows() const {
    return {At<Row>(rows_at), statement_count};
  }
  const uint64_t* denies() const { return At<uint64_t>(denies_at); }
  absl::Span<const CompiledCondition* const> conditions(const Row& row) const {
    return {At<const CompiledCondition*>(row.conditions_at),
            row.condition_count};
  }
  const char* resources(const Row& row) const {
    return At<char>(row.resources_at);
  }

  template <typename T>
  const T* At(uint32_t place) const {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(this) +
                                      place);
  }

 private:
  const Group& FindGroup(uint16_t service) const;
  const Group& FindGroupOfMany(uint16_t service) const;
  void AddSegment(const Group& group, uint16_t number,
                  uint64_t* candidates) const;
  // Calls visit(statement) for those of a segment.
  template <typename Visit>
  void ForEachOfSegment(const Group& group, uint32_t segment,
                        const Visit& visit) const;
};

inline const Program::Group& Program::FindGroup(uint16_t service) const {
  constexpr uint32_t kFew = 8;
  if (group_count > kFew) return FindGroupOfMany(service);
  const Group* const groups = At<Group>(sizeof(Program));
  for (uint32_t i = 1; i < group_count; ++i) {
    if (groups[i].service == service) return groups[i];
  }
  return *groups;
}

inline void Program::AddCandidates(ActionClass action,
                                   uint64_t* candidates) const {
  const Group& group = FindGroup(action.service);
  if (group.has_segments) return AddSegment(group, action.number, candidates);
  const Range* const ranges = At<Range>(group.at);
  for (uint32_t i = 0; i < group.count; ++i) {
    const Range& range = ranges[i];
    const uint64_t inside =
        range.first <= action.number && action.number <= range.last;
    candidates[range.statement / 64] |= inside << (range.statement % 64);
  }
}

template <typename Visit>
void Program::ForEachOfSegment(const Group& group, uint32_t segment,
                               const Visit& visit) const {
  const uint32_t sets_at =
      group.at +
      (group.count * static_cast<uint32_t>(sizeof(uint16_t)) + 3) / 4 * 4;
  const uint32_t place = At<uint32_t>(sets_at)[segment];
  if ((place & kListedSet) != 0) {
    const uint16_t* const list = At<uint16_t>(place & ~kListedSet);
    for (uint16_t i = 1; i <= list[0]; ++i) visit(list[i]);
    return;
  }
  const uint64_t* const words = At<uint64_t>(place);
  for (uint32_t word = 0; word < word_count; ++word) {
    for (uint64_t left = words[word]; left != 0; left &= left - 1) {
      visit(static_cast<uint16_t>(
          word * 64 + static_cast<uint32_t>(std::countr_zero(left))));
    }
  }
}

template <typename Visit>
void Program::ForEachRange(const Visit& visit) const {
  constexpr uint16_t kLastClass = 0xFFFF;
  const Group* const groups = At<Group>(sizeof(Program));
  for (uint32_t g = 0; g < group_count; ++g) {
    const Group& group = groups[g];
    if (!group.has_segments) {
      const Range* const ranges = At<Range>(group.at);
      for (uint32_t i = 0; i < group.count; ++i) {
        visit(group.service, ranges[i].first, ranges[i].last,
              ranges[i].statement);
      }
      continue;
    }
    const uint16_t* const firsts = At<uint16_t>(group.at);
    for (uint32_t i = 0; i < group.count; ++i) {
      const auto last = i + 1 < group.count
                            ? static_cast<uint16_t>(firsts[i + 1] - 1)
                            : kLastClass;
      ForEachOfSegment(group, i, [&](uint16_t statement) {
        visit(group.service, firsts[i], last, statement);
      });
    }
  }
}

}  // namespace iam

#endif  // IAM_COMPILE_PROGRAM_H_
