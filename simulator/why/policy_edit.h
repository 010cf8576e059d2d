#ifndef IAM_SIMULATOR_WHY_POLICY_EDIT_H_
#define IAM_SIMULATOR_WHY_POLICY_EDIT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "simulator/why/text_edit.h"
#include "simulator/why/written_statement.h"

namespace iam {

// A statement to be written. Elements left empty are left out.
struct NewStatement {
  std::string sid;
  std::string effect = "Allow";
  // "AWS" or "Service", and the name.
  std::pair<std::string, std::string> principal;
  std::string action;
  std::string resource;
  // Operator, key, value.
  struct Condition {
    std::string op;
    std::string key;
    std::string value;
  };
  std::vector<Condition> conditions;
};

// As JSON of one line, and as a document of its own with indented lines.
std::string ToJson(const NewStatement& statement);
std::string DocumentOf(const NewStatement& statement);

// Adds a statement behind the last one of the document that `statement` is in,
// in the form that the document has: on lines of its own, indented as its
// neighbour is, or in one line.
TextEdit AddStatement(const StatementRef& last, const NewStatement& statement);

// Adds a value to an element of a statement, which becomes a list if it is
// none.
TextEdit AddValue(const SourcePtr& source, const WrittenElement& element,
                  absl::string_view value);

// Adds a condition to a statement.
TextEdit AddCondition(const WrittenStatement& statement,
                      const NewStatement::Condition& condition);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_POLICY_EDIT_H_
