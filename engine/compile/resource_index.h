#ifndef IAM_COMPILE_RESOURCE_INDEX_H_
#define IAM_COMPILE_RESOURCE_INDEX_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/condition/context_view.h"
#include "engine/condition/policy_variable.h"
#include "engine/condition/text_pattern.h"
#include "engine/match/pattern_trie.h"

namespace iam {

// A ResourceIndex finds those statements of a document whose Resource or
// NotResource matches, in one pass over the request's resource. Worth its
// memory for documents with many patterns.
//
// Immutable, hence safe to share between threads.
class ResourceIndex {
 public:
  // What stands under Resource or NotResource of one statement.
  struct Element {
    bool negated = false;
    bool has_any = false;               // no such element, or it lists "*"
    std::vector<TextPattern> patterns;  // none malformed
  };

  // One element for each statement, in the document's order.
  explicit ResourceIndex(absl::Span<const Element> elements);

  // Takes out of a set of statements, a bit for each, those that do not match.
  // Does not allocate, but for thousands of statements.
  void Filter(absl::string_view resource, const ContextView& context,
              absl::Span<uint64_t> statements) const;

 private:
  PatternTrie trie_;  // ids are statements
  std::vector<PolicyVariable> variables_;
  std::vector<uint64_t> any_;  // sets of statements
  std::vector<uint64_t> negated_;
};

}  // namespace iam

#endif  // IAM_COMPILE_RESOURCE_INDEX_H_
