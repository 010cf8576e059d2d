#ifndef IAM_SIMULATOR_CATALOG_CALL_TABLE_H_
#define IAM_SIMULATOR_CATALOG_CALL_TABLE_H_

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace iam {

// A name without case and punctuation: "describe-db-instances" and
// "DescribeDBInstances" are one.
std::string FoldName(absl::string_view name);

// When an action is needed: a comparison of a request parameter.
struct CallCondition {
  absl::string_view path;   // "Delete.Objects[].VersionId"
  absl::string_view test;   // "Exists", "NotExists", "IContains", "NotEquals"
  absl::string_view value;  // to compare with
};

// A row of the table: an action that an operation needs, with templates for
// its resources (template.h).
struct CallAction {
  std::string action;  // "s3:GetObject"
  // Of variables of the ARN formats, and of whole ARNs by resource type.
  std::vector<std::pair<absl::string_view, std::string>> variables;
  std::vector<std::pair<absl::string_view, std::string>> types;
  std::optional<std::string> arn;  // whatever the resource type
  std::optional<CallCondition> condition;
  bool unlisted = false;  // the catalog does not have the action
};

struct CallRow {
  absl::string_view operation;
  bool free = false;  // needs no permission
  std::vector<CallAction> actions;
};

// One API client, "elbv2": its operations, read when first asked for.
//
// Safe to share between threads.
class CallClient {
 public:
  // A line of api_calls.tbl, which the client points into.
  explicit CallClient(absl::string_view line);

  absl::string_view name() const { return name_; }      // botocore's, "elbv2"
  absl::string_view prefix() const { return prefix_; }  // IAM's, or ""
  // False: a command of `aws` that calls several operations.
  bool is_api() const { return !js_name_.empty(); }
  // Whether an SDK calls the client so; `folded` is a folded name.
  bool IsCalled(absl::string_view folded) const;

  // nullopt if there is no such operation. `folded` is a folded name.
  std::optional<CallRow> Find(absl::string_view folded) const;
  // All names, as the table has them.
  std::vector<absl::string_view> operations() const;

 private:
  struct Operations {
    std::vector<absl::string_view> texts;  // that rows name by number
    std::vector<absl::string_view> rows;
    absl::flat_hash_map<std::string, absl::string_view> by_name;
  };
  const Operations& Read() const;
  CallAction ReadAction(absl::string_view text,
                        absl::string_view operation) const;

  absl::string_view name_, js_name_, service_id_, prefix_;
  absl::string_view texts_, rows_;
  mutable std::once_flag once_;
  mutable Operations operations_;
};

// The whole of api_calls.tbl.
struct CallTable {
  static const CallTable& Get();

  // Event sources that are not their IAM prefix, without ".amazonaws.com".
  std::vector<std::pair<absl::string_view, absl::string_view>> sources;
  // Services of the aws command that are not called as their client.
  std::vector<std::pair<absl::string_view, absl::string_view>> cli_services;
  // Commands of aws that are no operation, "ecr get-login".
  std::vector<std::pair<absl::string_view, absl::string_view>> commands;
  std::deque<CallClient> clients;  // the first: `aws s3`

  absl::flat_hash_map<absl::string_view, std::vector<const CallClient*>>
      by_prefix;  // without `aws s3`
  absl::flat_hash_map<absl::string_view, const CallClient*> by_name;

  // The clients of an IAM prefix, in the table's order.
  std::vector<const CallClient*> OfPrefix(absl::string_view prefix) const;
  // Null if there is none of the name.
  const CallClient* Find(absl::string_view name) const;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_CALL_TABLE_H_
