#ifndef IAM_SIMULATOR_ACCESS_ACCESS_STATEMENT_H_
#define IAM_SIMULATOR_ACCESS_ACCESS_STATEMENT_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/match/action_set.h"
#include "iam/decision.h"
#include "iam/policy.h"
#include "iam/policy_set.h"
#include "iam/request.h"
#include "simulator/access/resource_set.h"

namespace iam {

// A condition as it was written, of a statement that is read for all requests
// at once.
struct AccessCondition {
  StatementRef statement;
  uint32_t index = 0;  // into Condition, as it is written
  std::string op;      // "StringLikeIfExists"
  std::string key;     // as written
  std::vector<std::string> values;
  std::string text;  // the same for conditions that say the same
};

// Whether a condition holds, as far as that is known before a request is.
enum class ConditionState { kHolds, kFails, kOpen };

// Circumstances are the context keys that are known whatever is asked for: what
// follows from the principal, and what the user says of all requests.
class Circumstances {
 public:
  // `tags_known`: aws:PrincipalTag keys that are not in `known` are missing for
  // sure.
  Circumstances(Context known, bool tags_known)
      : known_(std::move(known)), tags_known_(tags_known) {}

  // The same, for resources of an owner: `more` are keys that follow from him.
  Circumstances With(const Context& more) const;

  ConditionState StateOf(const AccessCondition& condition) const;
  // Whether the request surely has the key or surely lacks it.
  bool IsKnown(absl::string_view key) const;
  const Context& known() const { return known_; }

 private:
  Context known_;
  bool tags_known_;
};

// A statement, prepared for questions about all requests of one principal.
struct AccessStatement {
  StatementRef ref;
  Effect effect = Effect::kDeny;
  bool not_action = false;
  ActionSet actions{{}};
  // Services that Action or NotAction names; all of them if it has "*".
  std::vector<std::string> services;
  bool every_service = false;
  // Entries that are spelt out, as written: "s3:GetObject".
  std::vector<std::string> literal_actions;
  // Entries with wildcards: "s3:Get*".
  std::vector<std::string> patterns;
  ResourceSet resources;
  bool asks_for_tls = false;  // a condition on aws:SecureTransport
  bool never = false;  // one of its conditions fails whatever is asked for
  std::vector<AccessCondition> open;  // conditions that hang on the request

  bool MatchesAction(const RequestAction& action) const {
    return actions.Matches(action) != not_action;
  }
  // False if it matches no action of the service for sure. In lower case.
  bool Concerns(absl::string_view service) const;
};

// Reads statements again from the texts that they were loaded from; each text
// once.
class StatementReader {
 public:
  explicit StatementReader(const Circumstances& circumstances)
      : circumstances_(circumstances) {}

  AccessStatement Read(const StatementRef& ref);
  static size_t CountOf(const AttachedPolicy& policy);

 private:
  const Policy& PolicyOf(const AttachedPolicy& policy);
  void AddResources(const PatternElement& element, PolicyType type,
                    PolicyVersion version, ResourceSet* set);
  void AddPattern(absl::string_view text, PolicyVersion version,
                  ResourceSet* set);
  uint32_t NumberOf(const std::string& variable);

  const Circumstances& circumstances_;
  absl::flat_hash_map<const void*, std::vector<std::pair<uint32_t, Policy>>>
      policies_;  // by source, with their offsets
  absl::flat_hash_map<std::string, uint32_t> variables_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_ACCESS_STATEMENT_H_
