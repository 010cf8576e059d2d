#ifndef IAM_SIMULATOR_REQUEST_FIELDS_H_
#define IAM_SIMULATOR_REQUEST_FIELDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// Fields reads the members of one JSON object of ours (a case, a request) and
// reports what is missing, of the wrong type, or unknown: a misspelt field
// never passes silently.
//
//   Fields fields(value, "request", source, diagnostics);
//   request.action = fields.RequiredText("action");
//   fields.RefuseOthers();
//   return fields.ok();
//
// The object outlives it.
class Fields {
 public:
  // `what` names the object in messages: "a case", "'request'".
  Fields(const JsonValue& object, absl::string_view what, SourcePtr source,
         Diagnostics* diagnostics);

  // The member's value, null if there is none. The name is known from now on.
  const JsonValue* Get(absl::string_view name);
  // The same, and an error if there is none.
  const JsonValue* RequiredGet(absl::string_view name);

  // The member's string; empty if there is none.
  std::string Text(absl::string_view name);
  // The same, and an error if there is none or it is empty.
  std::string RequiredText(absl::string_view name);
  std::optional<std::string> OptionalText(absl::string_view name);
  // A list of strings.
  std::optional<std::vector<std::string>> TextList(absl::string_view name);

  // Reports every member whose name nobody asked for, then what is missing and
  // is not one of those, misspelt. To be called last.
  void RefuseOthers();

  void Error(absl::string_view id, Span span, std::string message,
             std::string hint = "");

  bool ok() const { return ok_; }

 private:
  const JsonValue& object_;
  const std::string what_;
  const SourcePtr source_;
  Diagnostics* const diagnostics_;
  std::vector<absl::string_view> known_;
  std::vector<absl::string_view> missing_;
  bool ok_ = true;
};

// Adds an error and, if there is one, its hint.
void AddError(Diagnostics* diagnostics, absl::string_view id,
              const SourcePtr& source, Span span, std::string message,
              std::string hint = "");

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_FIELDS_H_
