// The grammar from the document down to the statement's elements. A statement's
// members are collected first, since they may stand in any order and the checks
// of one depend on another: what a Deny's Action must be, an Allow's need not.

#include "engine/policy/policy_parser.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace iam {

// The elements of a statement; null where there is none.
struct PolicyParser::StatementMembers {
  const JsonValue::Member* sid = nullptr;
  const JsonValue::Member* effect = nullptr;
  const JsonValue::Member* principal = nullptr;
  const JsonValue::Member* not_principal = nullptr;
  const JsonValue::Member* action = nullptr;
  const JsonValue::Member* not_action = nullptr;
  const JsonValue::Member* resource = nullptr;
  const JsonValue::Member* not_resource = nullptr;
  const JsonValue::Member* condition = nullptr;

  struct Element {
    absl::string_view name;
    const JsonValue::Member* StatementMembers::*member;
  };
  static constexpr Element kElements[] = {
      {"Sid", &StatementMembers::sid},
      {"Effect", &StatementMembers::effect},
      {"Principal", &StatementMembers::principal},
      {"NotPrincipal", &StatementMembers::not_principal},
      {"Action", &StatementMembers::action},
      {"NotAction", &StatementMembers::not_action},
      {"Resource", &StatementMembers::resource},
      {"NotResource", &StatementMembers::not_resource},
      {"Condition", &StatementMembers::condition},
  };

  // Null for what is no element of a statement.
  static const Element* Find(absl::string_view name) {
    for (const Element& element : kElements) {
      if (element.name == name) return &element;
    }
    return nullptr;
  }
};

PolicyParser::PolicyParser(const JsonValue& document, SourcePtr source,
                           std::shared_ptr<Arena> arena,
                           Diagnostics* diagnostics)
    : document_(document),
      reporter_(std::move(source), diagnostics),
      arena_(std::move(arena)) {}

Policy PolicyParser::Parse() {
  policy_.source_ = reporter_.source();
  policy_.arena_ = arena_;
  policy_.offset_ = document_.span().begin;
  policy_.length_ = document_.span().end - document_.span().begin;
  ParseDocument();
  reporter_.Finish();
  return std::move(policy_);
}

void PolicyParser::ParseDocument() {
  if (!document_.is_object()) {
    SayWrongKind("a policy document", "an object", document_);
    return;
  }
  const JsonValue* statement = nullptr;
  const JsonValue* id = nullptr;
  for (const JsonValue::Member& member : document_.members()) {
    if (member.name() == "Version") {
      ParseVersion(member.value);
    } else if (member.name() == "Id") {
      id = &member.value;
    } else if (member.name() == "Statement") {
      statement = &member.value;
    } else {
      const std::string nearest =
          Nearest(member.name(), {"Version", "Id", "Statement"});
      reporter_.Say(
          DiagnosticId::kUnknownElement, NameSpan(member),
          absl::StrCat("unknown policy element ", InQuotes(member.name())),
          nearest.empty() ? "" : absl::StrCat("did you mean '", nearest, "'?"));
    }
  }
  if (id != nullptr) {
    if (id->is_string()) {
      policy_.id_ = MakeString(*id);
    } else {
      SayWrongKind("'Id'", "a string", *id);
    }
  }
  // Last, since what a statement means hangs on the Version.
  if (statement != nullptr) {
    ParseStatements(*statement);
  } else {
    reporter_.Say(DiagnosticId::kMissingElement,
                  {document_.span().begin, document_.span().begin + 1},
                  "policy document without 'Statement'");
  }
}

void PolicyParser::ParseVersion(const JsonValue& value) {
  if (!value.is_string()) {
    SayWrongKind("'Version'", "a string", value);
  } else if (value.text() == "2012-10-17") {
    policy_.version_ = PolicyVersion::k2012_10_17;
  } else if (value.text() == "2008-10-17") {
    policy_.version_ = PolicyVersion::k2008_10_17;
  } else {
    // Read the rest as the current version: one error is enough.
    policy_.version_ = PolicyVersion::k2012_10_17;
    reporter_.Say(
        DiagnosticId::kUnknownVersion, TextSpan(value),
        absl::StrCat("unknown version ", InQuotes(value.text()),
                     " of the policy language; there are '2012-10-17' and "
                     "'2008-10-17'"));
  }
}

void PolicyParser::ParseStatements(const JsonValue& value) {
  if (value.is_object()) {
    auto* const statement = arena_->Allocate<Statement>(1);
    std::construct_at(statement, ParseStatement(value, 1));
    policy_.statements_ = absl::MakeConstSpan(statement, 1);
    return;
  }
  if (!value.is_array()) {
    SayWrongKind("'Statement'", "an object or a list of objects", value);
    return;
  }
  if (value.items().empty()) {
    reporter_.Say(DiagnosticId::kEmptyList, value.span(),
                  "empty 'Statement' list: this policy allows and denies "
                  "nothing");
  }
  auto* const statements = arena_->Allocate<Statement>(value.items().size());
  size_t count = 0;
  size_t number = 0;
  for (const JsonValue& item : value.items()) {
    ++number;
    if (item.is_object()) {
      std::construct_at(&statements[count++], ParseStatement(item, number));
    } else {
      SayWrongKind("a statement", "an object", item);
    }
  }
  policy_.statements_ = absl::MakeConstSpan(statements, count);
}

PolicyParser::StatementMembers PolicyParser::FindMembers(
    const JsonValue& statement, size_t number) {
  StatementMembers members;
  bool all_known = true;
  for (const JsonValue::Member& member : statement.members()) {
    const StatementMembers::Element* element =
        StatementMembers::Find(member.name());
    if (element != nullptr) {
      members.*(element->member) = &member;
    } else {
      all_known = false;
    }
  }
  // Now that the Sid is known, for the note.
  const bool has_sid = members.sid != nullptr && members.sid->value.is_string();
  reporter_.EnterStatement(
      number, has_sid ? members.sid->value.text() : "",
      {statement.span().begin, statement.span().begin + 1});
  if (!all_known) SayUnknownMembers(statement);
  return members;
}

void PolicyParser::SayUnknownMembers(const JsonValue& statement) {
  std::vector<absl::string_view> names;
  for (const auto& element : StatementMembers::kElements) {
    names.push_back(element.name);
  }
  for (const JsonValue::Member& member : statement.members()) {
    if (StatementMembers::Find(member.name()) != nullptr) continue;
    const std::string nearest = Nearest(member.name(), names);
    reporter_.Say(
        DiagnosticId::kUnknownElement, NameSpan(member),
        absl::StrCat("unknown statement element ", InQuotes(member.name())),
        nearest.empty() ? "" : absl::StrCat("did you mean '", nearest, "'?"));
  }
}

const JsonValue::Member* PolicyParser::OneOf(const JsonValue::Member* plain,
                                             const JsonValue::Member* negated) {
  if (plain != nullptr && negated != nullptr) {
    reporter_.SayWithNote(
        DiagnosticId::kConflictingElements, NameSpan(*negated),
        absl::StrCat("statement with both '", plain->name(), "' and '",
                     negated->name(), "'"),
        NameSpan(*plain), absl::StrCat("'", plain->name(), "' is here"));
  }
  return plain != nullptr ? plain : negated;
}

Statement PolicyParser::ParseStatement(const JsonValue& value, size_t number) {
  const StatementMembers members = FindMembers(value, number);
  Statement statement;
  statement.span = Local(value.span());
  if (members.sid != nullptr) ParseSid(members.sid->value, &statement);
  ParseEffect(members, value.span(), &statement);
  const auto* principal = OneOf(members.principal, members.not_principal);
  if (principal != nullptr) {
    statement.principal = ParsePrincipal(*principal, statement.effect);
  }
  const auto* action = OneOf(members.action, members.not_action);
  if (action != nullptr) {
    statement.action = ParseAction(*action, statement.effect);
  } else {
    reporter_.Say(DiagnosticId::kMissingElement,
                  {value.span().begin, value.span().begin + 1},
                  "statement without 'Action' or 'NotAction'");
  }
  const auto* resource = OneOf(members.resource, members.not_resource);
  if (resource != nullptr) {
    statement.resource = ParseResource(*resource, statement.effect);
  }
  if (members.condition != nullptr) {
    statement.conditions = ParseConditions(members.condition->value);
  }
  reporter_.LeaveStatement();
  return statement;
}

void PolicyParser::ParseSid(const JsonValue& value, Statement* statement) {
  if (!value.is_string()) {
    SayWrongKind("'Sid'", "a string", value);
    return;
  }
  statement->sid = MakeString(value);
  if (value.text().empty()) {
    reporter_.Say(DiagnosticId::kEmptySid, value.span(),
                  "empty 'Sid': the same as none");
  }
}

void PolicyParser::ParseEffect(const StatementMembers& members,
                               Span statement_span, Statement* statement) {
  // Unless it says Deny, judge the rest as mildly as an Allow's.
  statement->effect = Effect::kAllow;
  if (members.effect == nullptr) {
    reporter_.Say(DiagnosticId::kMissingElement,
                  {statement_span.begin, statement_span.begin + 1},
                  "statement without 'Effect'");
    return;
  }
  const JsonValue& value = members.effect->value;
  if (!value.is_string()) {
    SayWrongKind("'Effect'", "'Allow' or 'Deny'", value);
  } else if (value.text() == "Deny") {
    statement->effect = Effect::kDeny;
  } else if (value.text() != "Allow") {
    const std::string nearest = Nearest(value.text(), {"Allow", "Deny"});
    reporter_.Say(DiagnosticId::kUnknownEffect, TextSpan(value),
                  absl::StrCat("'Effect' must be 'Allow' or 'Deny', not ",
                               InQuotes(value.text())),
                  nearest.empty() ? "" : absl::StrCat("write '", nearest, "'"));
  }
}

void PolicyParser::SayWrongKind(absl::string_view subject,
                                absl::string_view wanted,
                                const JsonValue& value) {
  Span span = value.span();
  if (value.is_array() || value.is_object()) span.end = span.begin + 1;
  reporter_.Say(DiagnosticId::kWrongKind, span,
                absl::StrCat(subject, " must be ", wanted, ", not ",
                             Describe(value.kind())));
}

void PolicyParser::SayEmptyList(const JsonValue::Member& member, bool negated) {
  if (negated) {
    reporter_.Say(DiagnosticId::kEmptyNotList, member.value.span(),
                  absl::StrCat("empty '", member.name(),
                               "': it would except nothing, AWS refuses it"));
  } else {
    reporter_.Say(DiagnosticId::kEmptyList, member.value.span(),
                  absl::StrCat("empty '", member.name(),
                               "': this statement matches nothing"));
  }
}

void PolicyParser::WarnOfVersion(const PolicyString& text) {
  if (policy_.version_ == PolicyVersion::k2012_10_17) return;
  const size_t begin = text.text.find("${");
  if (begin == absl::string_view::npos ||
      text.text.find('}', begin) == absl::string_view::npos) {
    return;
  }
  reporter_.Say(DiagnosticId::kVariableNeedsVersion, Global(text.span),
                "policy variable is plain text under version 2008-10-17",
                "set 'Version' to '2012-10-17' if a variable is meant");
}

Span PolicyParser::TextSpan(const JsonValue& value) {
  if (!value.is_string()) return value.span();
  return {value.span().begin + 1, value.span().end - 1};
}

Span PolicyParser::NameSpan(const JsonValue::Member& member) {
  return {member.name_span().begin + 1, member.name_span().end - 1};
}

Span PolicyParser::Local(Span span) const {
  return {span.begin - policy_.offset_, span.end - policy_.offset_};
}

Span PolicyParser::Global(Span span) const {
  return {span.begin + policy_.offset_, span.end + policy_.offset_};
}

Span PolicyParser::MemberSpan(const JsonValue::Member& member) const {
  return Local({member.name_span().begin, member.value.span().end});
}

PolicyString PolicyParser::MakeString(const JsonValue& value) {
  absl::string_view text = value.text();
  // The JSON document will be gone, the source stays. A string with escapes is
  // shorter than how it is written.
  const Span span = TextSpan(value);
  if (text.size() != span.end - span.begin) text = arena_->Copy(text);
  return {text, Local(span)};
}

}  // namespace iam
