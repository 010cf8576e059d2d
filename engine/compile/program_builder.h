#ifndef IAM_COMPILE_PROGRAM_BUILDER_H_
#define IAM_COMPILE_PROGRAM_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/compile/program.h"
#include "engine/match/action_classes.h"
#include "engine/match/glob.h"
#include "engine/text/arena.h"
#include "iam/policy.h"

namespace iam {

// A ProgramBuilder lays out a Program, statement by statement in the document's
// order. Linear in the document, but for documents made to be slow. One builder
// serves for all documents of a world, one after the other, since it keeps the
// memory it needed.
//
//   builder.BeginDocument();
//   builder.BeginStatement(Program::Row::kDeny);
//   builder.SetActions(false, ranges);
//   builder.AddResource(text) …; builder.AddCondition(condition) …
//   const Program* program = builder.Build(policy, false, &arena);
class ProgramBuilder {
 public:
  // Forgets the document before.
  void BeginDocument();
  void BeginStatement(uint8_t flags);
  // The ranges of the entries of Action, or with `negated` of NotAction, which
  // are put into another order. Sets kInexactAction if one is not exact.
  void SetActions(bool negated, absl::Span<ActionRange> ranges);
  // A constant pattern, as text without policy variables or as its pieces, if
  // it is short enough to be kept in the program; else false, and the caller
  // adds its number.
  bool AddResource(absl::string_view text);
  bool AddResource(absl::Span<const GlobPiece> pieces);
  void AddResource(uint32_t number);
  void AddCondition(const CompiledCondition* condition);
  void AddFlag(uint8_t flag) { rows_.back().flags |= flag; }

  // `has_resource_index`: the policy has one.
  const Program* Build(const CompiledPolicy* policy, bool has_resource_index,
                       Arena* arena);

  ServiceFilters service_filters() const;
  // An Allow of all actions on all resources without conditions, if there is
  // one for sure.
  std::optional<uint32_t> unlimited_allow() const;

 private:
  using Ranges = std::vector<Program::Range>;
  struct ServiceRange {
    uint16_t service;
    Program::Range range;
  };

  void AddResourceBytes(Program::ResourceForm form, absl::string_view bytes);
  bool AddGlob(absl::Span<const GlobPiece> pieces);
  std::vector<uint16_t> SortServices();
  // Adds the group of a service to the block.
  Program::Group WriteGroup(uint16_t service, const Ranges& ranges);
  bool WriteSegments(const Ranges& ranges, Program::Group* group);
  uint16_t last_statement() const {
    return static_cast<uint16_t>(rows_.size() - 1);
  }

  std::vector<Program::Row> rows_;
  std::vector<ServiceRange> ranges_;  // statement by statement
  // Statements that concern all services but those listed.
  struct Others {
    uint16_t statement;
    std::vector<uint16_t> services;
  };
  std::vector<Others> others_;
  std::string resources_;
  std::vector<const CompiledCondition*> conditions_;

  std::vector<GlobPiece> pieces_;  // of one resource
  std::string block_;              // what Build() makes
};

}  // namespace iam

#endif  // IAM_COMPILE_PROGRAM_BUILDER_H_
