#ifndef IAM_POLICY_POLICY_PARSER_H_
#define IAM_POLICY_POLICY_PARSER_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/policy/document_reporter.h"
#include "engine/text/arena.h"
#include "engine/text/json.h"
#include "iam/policy.h"

namespace iam {

// A PolicyParser makes a Policy of one JSON document. It goes on behind an
// error, so that one run finds them all; after an error the policy is of no
// use. IAM User Guide, "Grammar of the IAM JSON policy language".
//
// What a document in order costs is its own size, and no allocations but those
// of the arena: all else is made when there is something to say.
class PolicyParser {
 public:
  // The policy's lists, and its strings that are written with escapes, are put
  // into `arena`.
  PolicyParser(const JsonValue& document, SourcePtr source,
               std::shared_ptr<Arena> arena, Diagnostics* diagnostics);

  Policy Parse();

 private:
  struct StatementMembers;

  // policy_parser.cc: the document and its statements.
  void ParseDocument();
  void ParseVersion(const JsonValue& value);
  void ParseStatements(const JsonValue& value);
  Statement ParseStatement(const JsonValue& value, size_t number);
  StatementMembers FindMembers(const JsonValue& statement, size_t number);
  void SayUnknownMembers(const JsonValue& statement);
  void ParseSid(const JsonValue& value, Statement* statement);
  void ParseEffect(const StatementMembers& members, Span statement_span,
                   Statement* statement);
  const JsonValue::Member* OneOf(const JsonValue::Member* plain,
                                 const JsonValue::Member* negated);

  // pattern_element.cc: Action and Resource, with and without Not.
  PatternElement ParseAction(const JsonValue::Member& member, Effect effect);
  PatternElement ParseResource(const JsonValue::Member& member, Effect effect);
  PatternElement ParsePatterns(const JsonValue::Member& member);
  void CheckAction(const PolicyString& entry, bool strict);
  void CheckResource(const PolicyString& entry, bool strict);
  void CheckArn(const PolicyString& entry);

  // principal_element.cc
  PrincipalElement ParsePrincipal(const JsonValue::Member& member,
                                  Effect effect);
  absl::Span<const PrincipalElement::Entry> ParsePrincipalMap(
      const JsonValue& value);
  void CheckPrincipal(const PrincipalElement::Entry& entry);
  void CheckAwsPrincipal(const PolicyString& value);

  // condition_element.cc
  absl::Span<const Condition> ParseConditions(const JsonValue& value);
  ConditionOperator ParseOperator(const JsonValue::Member& member);
  void CheckKeys(const JsonValue::Member& member);
  Condition ParseCondition(const ConditionOperator& op, Span op_span,
                           const JsonValue::Member& member);
  void CheckValue(const ConditionOperator& op, const PolicyString& value);
  void WarnOfCase(const JsonValue& object, absl::string_view what);

  // Says that `subject`, which is `value`, is not what it must be.
  void SayWrongKind(absl::string_view subject, absl::string_view wanted,
                    const JsonValue& value);
  // Says of an empty list what it means.
  void SayEmptyList(const JsonValue::Member& member, bool negated);
  // Warns of a policy variable that stays plain text for want of a Version.
  void WarnOfVersion(const PolicyString& text);

  // Places: of a value's text (a string's without its quotes), of a member's
  // name, of the member as a whole; and from the source's places to the
  // document's and back.
  static Span TextSpan(const JsonValue& value);
  static Span NameSpan(const JsonValue::Member& member);
  Span Local(Span span) const;
  Span Global(Span span) const;
  Span MemberSpan(const JsonValue::Member& member) const;
  PolicyString MakeString(const JsonValue& value);

  const JsonValue& document_;
  DocumentReporter reporter_;
  const std::shared_ptr<Arena> arena_;
  Policy policy_;
};

}  // namespace iam

#endif  // IAM_POLICY_POLICY_PARSER_H_
