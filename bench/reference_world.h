#ifndef IAM_BENCH_REFERENCE_WORLD_H_
#define IAM_BENCH_REFERENCE_WORLD_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/organization.h"
#include "iam/policy_set.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam::bench {

// A ReferenceWorld finds the policies that apply to a request in the texts of a
// world, by itself and with no thought of speed, and so makes of each request a
// case for the reference evaluator. It shares the JSON reader and the policy
// parser with the engine, and nothing of its World.
class ReferenceWorld {
 public:
  // All that the verdict on one request hangs on.
  struct Case {
    PolicySet policies;
    Request request;  // with the facts that only the world knows
  };

  // Ends the program if a text is malformed.
  explicit ReferenceWorld(const std::vector<SourcePtr>& sources);

  // Of a user or role session of the world; ends the program for others.
  Case CaseOf(const Request& request);

 private:
  struct Place {
    const JsonValue* value = nullptr;
    SourcePtr source;
  };
  using Index = absl::flat_hash_map<std::string, Place>;

  void Add(const JsonValue& root, const SourcePtr& source);
  static void AddAll(const JsonValue& root, const SourcePtr& source,
                     absl::string_view list, absl::string_view key,
                     Index* index);
  const Policy& Parsed(const JsonValue& document, const SourcePtr& source);

  void AddDocument(PolicyType type, const std::string& name,
                   const JsonValue& document, const SourcePtr& source,
                   PolicySet* policies);
  void AddManaged(PolicyType type, const std::string& arn, PolicySet* policies);
  void AddOwn(const Place& identity, absl::string_view inline_list,
              PolicySet* policies);
  void AddCaller(const Place& caller, absl::string_view account, Case* made);
  void AddScps(absl::string_view account, PolicySet* policies);
  void AddResource(absl::string_view account, Case* made);

  const Place& CallerOf(absl::string_view principal) const;

  std::vector<std::pair<SourcePtr, JsonDocument>> texts_;
  Index users_;    // by ARN
  Index roles_;    // by "account/name"
  Index groups_;   // the same
  Index managed_;  // by ARN
  Index nodes_;    // of the organization, by id
  Index scps_;     // by id
  Index resources_;
  absl::flat_hash_map<std::string, std::vector<std::string>> targets_;
  absl::flat_hash_map<std::string, std::string> bucket_owners_;
  std::optional<Organization> organization_;
  absl::flat_hash_map<const JsonValue*, Policy> parsed_;
};

}  // namespace iam::bench

#endif  // IAM_BENCH_REFERENCE_WORLD_H_
