#ifndef IAM_COMPILE_PROGRAM_BUILDER_H_
#define IAM_COMPILE_PROGRAM_BUILDER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/compile/program.h"
#include "engine/compile/program_arena.h"
#include "engine/match/action_classes.h"
#include "engine/match/glob.h"
#include "iam/policy.h"

namespace iam {

// A ProgramBuilder lays out a Program, statement by statement in the document's
// order. Linear in the document, but for documents made to be slow.
//
//   builder.BeginStatement(Program::Row::kDeny);
//   builder.SetActions(false, ranges);
//   builder.AddResource(pieces) …; builder.AddCondition(condition) …
//   const Program* program = std::move(builder).Build(policy, false, &arena);
class ProgramBuilder {
 public:
  void BeginStatement(uint8_t flags);
  // The ranges of the entries of Action, or with `negated` of NotAction. Sets
  // kInexactAction if one of them is not exact.
  void SetActions(bool negated, std::vector<ActionRange> ranges);
  // A constant pattern, if it is short enough to be kept in the program; else
  // false, and the caller adds its number.
  bool AddResource(absl::Span<const GlobPiece> pieces);
  void AddResource(uint32_t number);
  void AddCondition(const CompiledCondition* condition);
  void AddFlag(uint8_t flag) { rows_.back().flags |= flag; }

  // `has_resource_index`: the policy has one.
  const Program* Build(const CompiledPolicy* policy, bool has_resource_index,
                       ProgramArena* arena) &&;

  ServiceFilters service_filters() const;
  // An Allow of all actions on all resources without conditions, if there is
  // one for sure.
  std::optional<uint32_t> unlimited_allow() const;

 private:
  using Ranges = std::vector<Program::Range>;
  // Ranges of one service that a statement has.
  using Covered = std::vector<std::pair<uint16_t, uint16_t>>;

  void AddResourceBytes(Program::ResourceForm form, absl::string_view bytes);
  // Adds the group of a service to `block`.
  Program::Group WriteGroup(uint16_t service, const Ranges& ranges,
                            std::string* block) const;
  bool WriteSegments(const Ranges& ranges, Program::Group* group,
                     std::string* block) const;
  uint16_t last_statement() const {
    return static_cast<uint16_t>(rows_.size() - 1);
  }

  std::vector<Program::Row> rows_;
  std::map<uint16_t, Ranges> ranges_;  // by service
  // Statements that concern all services but those listed.
  struct Others {
    uint16_t statement;
    std::vector<uint16_t> services;
  };
  std::vector<Others> others_;
  std::string resources_;
  std::vector<const CompiledCondition*> conditions_;
};

}  // namespace iam

#endif  // IAM_COMPILE_PROGRAM_BUILDER_H_
