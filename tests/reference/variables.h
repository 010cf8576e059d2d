#ifndef IAM_TESTS_REFERENCE_VARIABLES_H_
#define IAM_TESTS_REFERENCE_VARIABLES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/policy.h"
#include "tests/reference/context.h"

namespace iam::reference {

// A piece of a policy's text (section 3.3).
struct Part {
  enum class Kind {
    kWritten,   // as it stands; '*' and '?' may be wildcards
    kEscape,    // ${*}, ${?}, ${$}: text is the character (R3.24)
    kVariable,  // ${text} or ${text, 'default'} (R3.22, R3.23)
  };
  Kind kind = Kind::kWritten;
  std::string text;
  std::optional<std::string> default_text;
};

// Cuts a text at its variables; under version 2008-10-17 there are none
// (R1.12).
std::vector<Part> CutAtVariables(absl::string_view text, PolicyVersion version);

// What a variable yields; nullopt if it is unresolved (R3.26, R3.28, R3.30).
std::optional<std::string> TextOf(const Part& variable,
                                  const RequestContext& context);

// All parts put together; nullopt if a variable is unresolved.
std::optional<std::string> Substitute(const std::vector<Part>& parts,
                                      const RequestContext& context);

// The keys that were asked for and are not there, each spelt one way.
class MissingKeys {
 public:
  // Adds a key that is absent from the context.
  void AddIfAbsent(absl::string_view key, const RequestContext& context);
  // The same for every variable of a text.
  void AddAbsentVariables(const std::vector<Part>& parts,
                          const RequestContext& context);

  // Sorted ignoring case.
  std::vector<std::string> Names() const;

 private:
  std::vector<std::string> names_;
};

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_VARIABLES_H_
