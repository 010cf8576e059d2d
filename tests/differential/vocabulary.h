#ifndef IAM_TESTS_DIFFERENTIAL_VOCABULARY_H_
#define IAM_TESTS_DIFFERENTIAL_VOCABULARY_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "tests/differential/random.h"

namespace iam::differential {

// What a condition key holds decides which values are tried with it.
enum class ValueKind { kText, kNumber, kDate, kBool, kAddress, kArn, kBinary };

struct KeySpec {
  const char* name;
  ValueKind kind;
};

// The words worlds and requests are made of, chosen for their edges: names
// that differ in case, paths, empty values, values that are almost of a type.
absl::Span<const char* const> Principals();
absl::Span<const char* const> RoleAssumers();  // callers of sts:AssumeRole…
absl::Span<const char* const> Actions();
absl::Span<const char* const> RoleActions();
absl::Span<const char* const> Resources();
absl::Span<const char* const> RoleResources();
absl::Span<const KeySpec> Keys();
absl::Span<const char* const> Values(ValueKind kind);
// Base operators that fit the kind.
absl::Span<const char* const> Operators(ValueKind kind);

// A few words of the vocabulary: a world and its requests speak mostly of the
// same few things, else nothing would ever match.
struct Focus {
  std::vector<std::string> principals;
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<KeySpec> keys;
  bool assumes_roles = false;  // the resource's own policy is a trust policy
  // Long lists and documents: the engine keeps them in tries, hash tables and
  // segments, short ones side by side.
  bool wide = false;

  // The most entries of a list that has `usual` of them otherwise.
  size_t Most(size_t usual) const { return wide ? 8 * usual : usual; }
};

Focus MakeFocus(Random* random);

// The same text with the case of some letters changed.
std::string WithOtherCase(std::string text, Random* random);

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_VOCABULARY_H_
