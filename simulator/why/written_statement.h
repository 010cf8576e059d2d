#ifndef IAM_SIMULATOR_WHY_WRITTEN_STATEMENT_H_
#define IAM_SIMULATOR_WHY_WRITTEN_STATEMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/decision.h"
#include "iam/source.h"

namespace iam {

// Action, NotResource, …: what a statement says there, word for word.
struct WrittenElement {
  std::string name;                 // "NotAction"
  std::vector<std::string> values;  // of Principal: none, see Value()
  Span span;                        // of the value, in the source
  std::string place;                // "file:line:col" of the value
};

// One operator and key of Condition.
struct WrittenCondition {
  std::string op;   // "StringLikeIfExists"
  std::string key;  // as written
  std::vector<std::string> values;
  Span span;          // of key and values, in the source
  std::string place;  // "file:line:col"
};

// A WrittenStatement is a statement read again from the text that it was loaded
// from: the engine keeps what it decides by, a reader wants the words.
class WrittenStatement {
 public:
  explicit WrittenStatement(const StatementRef& statement);

  // The element of one of two names, if the statement has it.
  std::optional<WrittenElement> Find(absl::string_view name,
                                     absl::string_view other) const;
  // In the order that explanations count in.
  std::vector<WrittenCondition> Conditions() const;

  // In the source, with its braces.
  Span span() const;
  const JsonValue& root() const { return document_->root(); }
  const SourcePtr& source() const { return source_; }

 private:
  SourcePtr source_;
  std::optional<JsonDocument> document_;  // it was read without error before
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_WRITTEN_STATEMENT_H_
