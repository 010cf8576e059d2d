#ifndef IAM_TESTS_DIFFERENTIAL_SPEC_H_
#define IAM_TESTS_DIFFERENTIAL_SPEC_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "iam/organization.h"
#include "iam/policy_set.h"
#include "iam/policy_type.h"
#include "iam/request.h"

namespace iam::differential {

// A policy set as it is about to be written: parts can be taken out one by one
// while a failure is shrunk.

struct ConditionSpec {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

struct PrincipalSpec {
  std::string kind;  // "AWS", "Service", "Federated", "CanonicalUser"
  std::string value;
};

struct StatementSpec {
  bool allow = true;
  bool not_principal = false;
  bool bare_star = false;  // "Principal": "*" instead of a map
  std::optional<std::vector<PrincipalSpec>> principals;
  bool not_action = false;
  std::vector<std::string> actions;
  bool not_resource = false;
  std::optional<std::vector<std::string>> resources;
  std::vector<ConditionSpec> conditions;
};

struct DocumentSpec {
  std::string name;
  bool version_2012 = true;
  std::vector<StatementSpec> statements;
};

using LevelSpec = std::vector<DocumentSpec>;

struct WorldSpec {
  // By policy type; one level for types without levels. kTrust and
  // kResourceBased exclude each other.
  std::array<std::optional<std::vector<LevelSpec>>, kPolicyTypeCount> layers;
  std::optional<Organization> organization;
};

// A text as JSON writes it, in quotes.
std::string Quoted(const std::string& text);

// The document's JSON text. Of two conditions with the same operator and key
// the first is written.
std::string ToJson(const DocumentSpec& document);

// Parses all documents; nullopt if one is refused.
std::optional<PolicySet> Build(const WorldSpec& world);

// The case in the form of corpus/decisions; `answer` holds the members behind
// "policies", say "\"expect\": \"allowed\"".
std::string ToCase(const WorldSpec& world, const Request& request,
                   const std::string& answer);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_SPEC_H_
