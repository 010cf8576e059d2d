// What a policy may say depends on where it is attached. One row a type says
// which elements it takes; what a row cannot say has a function of its own.

#include <cstddef>
#include <iterator>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/policy/document_reporter.h"
#include "engine/text/name_filter.h"
#include "engine/text/utf8.h"
#include "iam/policy.h"

namespace iam {
namespace {

enum class Need { kForbidden, kOptional, kRequired };

struct TypeRow {
  PolicyType type;
  absl::string_view article;  // with the name, for messages
  Need principal;
  Need resource;
  bool stored_by_iam;  // Sids and characters as IAM wants them
  size_t max_size;     // AWS's limit, 0 if it hangs on the service
  bool counts_blanks;  // whether white space counts toward it
};

// INVARIANT: in the order of PolicyType. Where a limit depends on what the
// policy is attached to, the largest counts. "IAM and AWS STS quotas", "Quotas
// for AWS Organizations", "Control access to VPC endpoints".
constexpr TypeRow kTypes[] = {
    {PolicyType::kIdentityBased, "an identity-based policy", Need::kForbidden,
     Need::kRequired, true, 10240, false},
    {PolicyType::kResourceBased, "a resource-based policy", Need::kOptional,
     Need::kOptional, false, 0, true},
    {PolicyType::kPermissionsBoundary, "a permissions boundary",
     Need::kForbidden, Need::kRequired, true, 6144, false},
    {PolicyType::kSession, "a session policy", Need::kForbidden,
     Need::kRequired, true, 2048, false},
    {PolicyType::kServiceControlPolicy, "a service control policy",
     Need::kForbidden, Need::kRequired, false, 10240, true},
    {PolicyType::kResourceControlPolicy, "a resource control policy",
     Need::kRequired, Need::kRequired, false, 5120, true},
    {PolicyType::kVpcEndpoint, "a VPC endpoint policy", Need::kRequired,
     Need::kRequired, false, 20480, true},
    {PolicyType::kTrust, "a trust policy", Need::kRequired, Need::kForbidden,
     true, 4096, false},
};
static_assert(std::size(kTypes) == kPolicyTypeCount);

class TypeChecker {
 public:
  TypeChecker(const Policy& policy, PolicyType type, Diagnostics* diagnostics)
      : policy_(policy),
        row_(kTypes[static_cast<size_t>(type)]),
        reporter_(policy.source(), diagnostics) {}

  void Check() {
    CheckDocument();
    size_t number = 0;
    for (const Statement& statement : policy_.statements()) {
      const Span begin = BeginOf(statement.span);
      reporter_.EnterStatement(++number,
                               statement.sid.has_value()
                                   ? absl::string_view(statement.sid->text)
                                   : "",
                               begin);
      CheckPrincipal(statement);
      CheckResource(statement);
      CheckSid(statement);
      if (row_.type == PolicyType::kTrust) CheckTrust(statement);
      if (row_.type == PolicyType::kResourceControlPolicy) {
        CheckResourceControl(statement);
      }
    }
    reporter_.LeaveStatement();
    reporter_.Finish();
  }

 private:
  Span Global(Span span) const {
    return {span.begin + policy_.offset(), span.end + policy_.offset()};
  }

  Span BeginOf(Span span) const {
    return {span.begin + policy_.offset(), span.begin + policy_.offset() + 1};
  }

  // The name of an element, which its span begins with.
  Span NameOf(Span element, absl::string_view name) const {
    const uint32_t begin = element.begin + policy_.offset() + 1;
    return {begin, begin + static_cast<uint32_t>(name.size())};
  }

  void CheckDocument() {
    if (policy_.id().has_value() && (row_.principal == Need::kForbidden)) {
      reporter_.Say(DiagnosticId::kIdIgnored, Global(policy_.id()->span),
                    absl::StrCat("'Id' has no effect in ", row_.article));
    }
    if (row_.type == PolicyType::kResourceControlPolicy &&
        policy_.version() != PolicyVersion::k2012_10_17) {
      reporter_.Say(DiagnosticId::kRcpVersion, BeginOf({0, 0}),
                    "a resource control policy must have 'Version': "
                    "'2012-10-17'");
    }
    if (row_.stored_by_iam) CheckCharacters();
    CheckSize();
  }

  // "IAM and AWS STS quotas": U+0009, U+000A, U+000D, U+0020-U+00FF.
  void CheckCharacters() {
    const absl::string_view text = policy_.text();
    for (size_t at = SkipAscii(text, 0); at < text.size();
         at = SkipAscii(text, at)) {
      const size_t begin = at;
      const char32_t c = DecodeUtf8(text, &at);
      if (c <= 0xFF) continue;
      reporter_.Say(
          DiagnosticId::kInvalidCharacter,
          Global({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)}),
          absl::StrFormat("character U+%04X is not allowed in %s",
                          static_cast<uint32_t>(c), row_.article));
      return;
    }
  }

  void CheckSize() {
    if (row_.max_size == 0 || policy_.text().size() <= row_.max_size) return;
    size_t size = 0;
    for (const char c : policy_.text()) {
      const bool blank = absl::ascii_isspace(static_cast<unsigned char>(c));
      if (row_.counts_blanks || !blank) ++size;
    }
    if (size <= row_.max_size) return;
    reporter_.Say(
        DiagnosticId::kSizeLimit, BeginOf({0, 0}),
        absl::StrCat("document of ", size, " characters",
                     row_.counts_blanks ? "" : " without blanks", "; ",
                     row_.article, " may have ", row_.max_size));
  }

  void CheckPrincipal(const Statement& statement) {
    if (statement.principal.has_value()) {
      const bool negated = statement.principal->negated;
      const absl::string_view name = negated ? "NotPrincipal" : "Principal";
      const bool only_plain = row_.type == PolicyType::kTrust ||
                              row_.type == PolicyType::kResourceControlPolicy;
      if (row_.principal == Need::kForbidden || (negated && only_plain)) {
        SayForbidden(name, statement.principal->span);
      }
      return;
    }
    if (row_.principal == Need::kRequired) {
      SayRequired("'Principal'", statement);
    } else if (row_.type == PolicyType::kResourceBased) {
      if (statement.effect == Effect::kDeny) {
        SayRequired("'Principal'", statement);
      } else {
        reporter_.Say(DiagnosticId::kNoPrincipal, BeginOf(statement.span),
                      "statement without 'Principal': it matches nobody");
      }
    }
  }

  void CheckResource(const Statement& statement) {
    if (statement.resource.has_value() && row_.resource == Need::kForbidden) {
      SayForbidden(statement.resource->negated ? "NotResource" : "Resource",
                   statement.resource->span);
    }
    if (!statement.resource.has_value() && row_.resource == Need::kRequired) {
      SayRequired("'Resource' or 'NotResource'", statement);
    }
  }

  void CheckSid(const Statement& statement) {
    if (!statement.sid.has_value() || statement.sid->text.empty()) return;
    const PolicyString& sid = *statement.sid;
    for (const char c : sid.text) {
      if (!row_.stored_by_iam) break;
      if (absl::ascii_isalnum(static_cast<unsigned char>(c))) continue;
      reporter_.Say(
          DiagnosticId::kInvalidSid, Global(sid.span),
          absl::StrCat("Sid ", InQuotes(sid.text), " of ", row_.article,
                       " may only hold letters A-Z, a-z and digits"));
      break;
    }
    const PolicyString* first = FindSidBefore(statement);
    if (first == nullptr) return;
    reporter_.SayWithNote(
        row_.stored_by_iam ? DiagnosticId::kRepeatedSid
                           : DiagnosticId::kSidNotUnique,
        Global(sid.span),
        absl::StrCat("Sid ", InQuotes(sid.text), " is used twice"),
        Global(first->span), "first one here");
  }

  // The first statement's Sid that is the same, null if this is the first one.
  const PolicyString* FindSidBefore(const Statement& statement) {
    const PolicyString& sid = *statement.sid;
    const absl::Span<const Statement> all = policy_.statements();
    if (all.size() > NameFilter::kFew) {
      const auto [first, added] = sids_.try_emplace(sid.text, &sid);
      return added ? nullptr : first->second;
    }
    if (!few_sids_.Add(sid.text)) return nullptr;
    for (const Statement& other : all) {
      if (&other == &statement) break;
      if (other.sid.has_value() && other.sid->text == sid.text) {
        return &*other.sid;
      }
    }
    return nullptr;
  }

  // A trust policy holds actions of STS alone.
  void CheckTrust(const Statement& statement) {
    for (const PolicyString& entry : statement.action.entries) {
      if (absl::StartsWithIgnoreCase(entry.text, "sts:")) continue;
      reporter_.Say(DiagnosticId::kTrustAction, Global(entry.span),
                    absl::StrCat("action ", InQuotes(entry.text),
                                 " in a trust policy, which takes 'sts:' "
                                 "actions only"));
    }
  }

  // "RCP syntax". The one RCP that allows is RCPFullAWSAccess.
  void CheckResourceControl(const Statement& statement) {
    if (statement.action.negated) {
      SayForbidden("NotAction", statement.action.span);
    }
    if (statement.principal.has_value() && !statement.principal->negated &&
        !IsEverybody(*statement.principal)) {
      reporter_.Say(DiagnosticId::kRcpPrincipal,
                    NameOf(statement.principal->span, "Principal"),
                    "'Principal' of a resource control policy must be '*'");
    }
    if (statement.effect == Effect::kAllow) {
      const bool full_access =
          !statement.action.negated && IsStar(statement.action) &&
          statement.resource.has_value() && !statement.resource->negated &&
          IsStar(*statement.resource) && statement.conditions.empty();
      if (full_access) return;
      reporter_.Say(DiagnosticId::kRcpEffect, BeginOf(statement.span),
                    "a resource control policy can only deny; the one 'Allow' "
                    "is that of RCPFullAWSAccess, '*' on '*'");
      return;
    }
    for (const PolicyString& entry : statement.action.entries) {
      if (entry.text != "*" && entry.text != "*:*") continue;
      reporter_.Say(DiagnosticId::kRcpAction, Global(entry.span),
                    "a resource control policy cannot deny '*'",
                    "name the service, say 's3:*'");
    }
  }

  static bool IsStar(const PatternElement& element) {
    return element.entries.size() == 1 && element.entries[0].text == "*";
  }

  static bool IsEverybody(const PrincipalElement& element) {
    return element.entries.size() == 1 &&
           element.entries[0].type == PrincipalType::kAws &&
           element.entries[0].value.text == "*";
  }

  void SayForbidden(absl::string_view name, Span element) {
    reporter_.Say(
        DiagnosticId::kElementNotAllowed, NameOf(element, name),
        absl::StrCat("'", name, "' is not allowed in ", row_.article));
  }

  void SayRequired(absl::string_view names, const Statement& statement) {
    reporter_.Say(
        DiagnosticId::kElementRequired, BeginOf(statement.span),
        absl::StrCat("statement without ", names, " in ", row_.article));
  }

  const Policy& policy_;
  const TypeRow& row_;
  DocumentReporter reporter_;
  NameFilter few_sids_;
  absl::flat_hash_map<absl::string_view, const PolicyString*> sids_;
};

}  // namespace

bool CheckPolicyType(const Policy& policy, PolicyType type,
                     Diagnostics* diagnostics) {
  Diagnostics found;
  TypeChecker(policy, type, &found).Check();
  if (diagnostics != nullptr) {
    for (const Diagnostic& diagnostic : found.all()) {
      diagnostics->Add(diagnostic);
    }
  }
  return !found.has_errors();
}

}  // namespace iam
