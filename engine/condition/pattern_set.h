#ifndef IAM_CONDITION_PATTERN_SET_H_
#define IAM_CONDITION_PATTERN_SET_H_

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/text_pattern.h"
#include "engine/match/pattern_trie.h"

namespace iam {

// A PatternSet answers whether a text matches one of many constant patterns. A
// few are tried one by one, more stand in a trie, so that ten thousand cost
// little more than ten.
//
// Immutable once filled, hence safe to share between threads.
class PatternSet {
 public:
  // Adds constant patterns, none malformed; to be called once.
  void Fill(std::vector<TextPattern> patterns);

  bool Matches(absl::string_view text) const;

 private:
  std::vector<TextPattern> few_;
  std::unique_ptr<const PatternTrie> many_;
};

}  // namespace iam

#endif  // IAM_CONDITION_PATTERN_SET_H_
