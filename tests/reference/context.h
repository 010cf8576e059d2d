#ifndef IAM_TESTS_REFERENCE_CONTEXT_H_
#define IAM_TESTS_REFERENCE_CONTEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/organization.h"
#include "iam/request.h"
#include "tests/reference/principal.h"

namespace iam::reference {

// The request context as conditions see it: what the request gives and what
// follows from principal, resource and organization.
class RequestContext {
 public:
  struct Key {
    std::string name;  // as given
    std::vector<std::string> values;
    bool is_list = false;
  };

  explicit RequestContext(const Context& given);

  // Adds a key that follows from other facts, unless the request speaks of it:
  // "null" there means surely absent (R4.27, R5.29).
  void Imply(absl::string_view name, std::string value);
  void ImplyList(absl::string_view name, std::vector<std::string> values);

  // Null if absent; a key with an empty list is absent (R4.27). Names compare
  // without regard to case (R4.6); of several, the one spelt exactly so, else
  // the first in byte order (R4.7).
  const Key* Find(absl::string_view name) const;

  // The text of a key as a policy variable; nullopt if the key is absent,
  // multivalued or empty (R3.22, R3.28, R3.30).
  std::optional<std::string> VariableText(absl::string_view name) const;

  const std::vector<Key>& keys() const { return keys_; }

 private:
  bool Mentions(absl::string_view name) const;

  std::vector<Key> keys_;
  std::vector<std::string> absent_;
};

// Whether a present key is multivalued (R4.30, R4.36).
bool IsMultivalued(const RequestContext::Key& key);

// A global key as AWS spells it; nullopt if `name` is none.
std::optional<std::string> WellKnownSpelling(absl::string_view name);

// The account that owns the request's resource; empty if nothing tells.
std::string ResourceAccountOf(const Request& request,
                              const Principal& principal);

// Section 5.2, the keys marked "auto".
RequestContext CompleteContext(const Request& request,
                               const Principal& principal,
                               const std::optional<Organization>& organization);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_CONTEXT_H_
