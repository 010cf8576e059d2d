// Whether a statement applies: principal, action, resource and condition, all
// of them (section 0.2).

#include "tests/reference/statement.h"

#include <algorithm>

#include "tests/reference/condition.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

// Only these say whom they are about (section 1.3).
bool HasPrincipals(PolicyType type) {
  return type == PolicyType::kResourceBased || type == PolicyType::kTrust ||
         type == PolicyType::kVpcEndpoint ||
         type == PolicyType::kResourceControlPolicy;
}

PrincipalMatch MatchPrincipalPart(const Statement& statement, PolicyType type,
                                  const Situation& situation) {
  if (statement.principal) {
    return MatchPrincipal(*statement.principal, statement.effect,
                          situation.principal, situation.has_boundary);
  }
  // R1.27
  return HasPrincipals(type) ? kNoMatch : kDirectMatch;
}

// The parts of a Resource entry behind its fifth colon: there variables are
// allowed. An entry with one before matches nothing and asks for nothing
// (R3.21).
std::vector<Part> ResourcePartOf(const std::string& entry,
                                 PolicyVersion version) {
  std::vector<Part> behind;
  if (!BeginsWith(entry, "arn:")) return behind;
  std::ptrdiff_t colons = 0;
  for (const Part& part : CutAtVariables(entry, version)) {
    if (colons >= 5) behind.push_back(part);
    if (colons < 5 && part.kind != Part::Kind::kWritten) return {};
    if (part.kind == Part::Kind::kWritten) {
      colons += std::count(part.text.begin(), part.text.end(), ':');
    }
  }
  return behind;
}

}  // namespace

PrincipalMatch Apply(const Statement& statement, PolicyVersion version,
                     PolicyType type, const Situation& situation,
                     MissingKeys* missing) {
  const PrincipalMatch match = MatchPrincipalPart(statement, type, situation);
  if (!match.any()) return kNoMatch;
  if (!MatchesAction(statement.action, situation.action)) {
    return kNoMatch;
  }
  if (statement.resource) {  // else about what the policy hangs on (R1.26)
    for (const PolicyString& entry : statement.resource->entries) {
      missing->AddAbsentVariables(
          ResourcePartOf(std::string(entry.text), version), situation.context);
    }
    if (!MatchesResource(*statement.resource, version, type, situation)) {
      return kNoMatch;
    }
  }
  bool all = true;  // R4.1, R4.4
  for (const Condition& condition : statement.conditions) {
    AddMissingKeys(condition, version, situation.context, missing);
    all = Holds(condition, version, situation.context) && all;
  }
  return all ? match : kNoMatch;
}

}  // namespace iam::reference
