#ifndef IAM_POLICY_H_
#define IAM_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iam/condition_operator.h"
#include "iam/diagnostic.h"
#include "iam/policy_type.h"
#include "iam/source.h"

namespace iam {

class Arena;      // engine/text/arena.h
class JsonValue;  // engine/text/json.h

// A longer document is refused; AWS's own limits are far below.
inline constexpr size_t kMaxPolicyBytes = size_t{1} << 20;

enum class Effect { kAllow, kDeny };

enum class PolicyVersion { k2008_10_17, k2012_10_17 };

// The strings and lists of a policy's parts point into the policy's source, or
// into memory that all copies of the Policy share: valid as long as one of them
// is.

// A string of a policy, decoded, and where it stands.
struct PolicyString {
  absl::string_view text;
  Span span;
};

// The kinds of entry in a Principal element.
enum class PrincipalType { kAws, kService, kFederated, kCanonicalUser };

// Principal or NotPrincipal. "*" reads as one kAws entry "*", as {"AWS": "*"}.
struct PrincipalElement {
  struct Entry {
    PrincipalType type = PrincipalType::kAws;
    PolicyString value;
  };
  bool negated = false;  // NotPrincipal
  absl::Span<const Entry> entries;
  Span span;
};

// Action, NotAction, Resource or NotResource.
struct PatternElement {
  bool negated = false;  // NotAction, NotResource
  absl::Span<const PolicyString> entries;
  Span span;
};

// One operator and one key of a Condition element with the values under them;
// all conditions of a statement are AND-ed.
struct Condition {
  ConditionOperator op;
  Span op_span;
  PolicyString key;
  absl::Span<const PolicyString> values;
  Span span;
};

struct Statement {
  std::optional<PolicyString> sid;
  Effect effect = Effect::kDeny;
  std::optional<PrincipalElement> principal;
  PatternElement action;
  std::optional<PatternElement> resource;
  absl::Span<const Condition> conditions;
  Span span;
};

// A Policy is one policy document as it was written: order, spelling and the
// place of everything are kept. Spans count from the document's first byte,
// since a document may stand inside a larger file.
//
//   auto policy = iam::Policy::Parse(text, "deploy.json");
//   for (const iam::Statement& s : policy->statements()) …
//
// Immutable after Parse(), hence safe to share between threads. A copy is
// cheap: it shares all but itself.
class Policy {
 public:
  // Reads one document. All problems go to *diagnostics, warnings too; errors
  // are found as far as possible in one run. kInvalidArgument if there was
  // one: unknown elements, operators and versions are errors, never skipped.
  // Linear in the text. IAM User Guide, "Grammar of the IAM JSON policy
  // language".
  static absl::StatusOr<Policy> Parse(absl::string_view text,
                                      absl::string_view file_name,
                                      Diagnostics* diagnostics = nullptr);

  // The same for a document that is part of a larger JSON text. The policy does
  // not need `document` later. The policies of one text may share an `arena`,
  // which saves time and memory and lives as long as the last of them.
  static absl::StatusOr<Policy> FromJson(
      const JsonValue& document, SourcePtr source,
      Diagnostics* diagnostics = nullptr,
      std::shared_ptr<Arena> arena = nullptr);

  PolicyVersion version() const { return version_; }
  const std::optional<PolicyString>& id() const { return id_; }
  absl::Span<const Statement> statements() const { return statements_; }

  const SourcePtr& source() const { return source_; }
  // Where in the source the document begins, in bytes.
  uint32_t offset() const { return offset_; }
  // The document's text; valid as long as source() is.
  absl::string_view text() const;
  // Where something of this document stands.
  Location LocationOf(Span span) const;

 private:
  friend class PolicyParser;
  Policy() = default;

  PolicyVersion version_ = PolicyVersion::k2008_10_17;
  std::optional<PolicyString> id_;
  absl::Span<const Statement> statements_;
  SourcePtr source_;
  std::shared_ptr<const Arena> arena_;  // of what is not in the source
  uint32_t offset_ = 0;
  uint32_t length_ = 0;
};

// Checks what depends on where a policy is attached (an SCP has no Principal,
// a trust policy no Resource, …) and adds what AWS refuses to *diagnostics.
// False if there was an error. Linear in the document.
bool CheckPolicyType(const Policy& policy, PolicyType type,
                     Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_POLICY_H_
