#ifndef IAM_MATCH_PATTERN_TRIE_H_
#define IAM_MATCH_PATTERN_TRIE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/match/glob.h"

namespace iam {

// A PatternTrie answers "which of these ten thousand patterns match?" in one
// pass over the text. Patterns are rows of glob pieces, variables among them,
// and share what they begin with.
//
//   PatternTrieBuilder builder;
//   builder.Add(pieces_of_get, 1);   // "s3:Get*"
//   builder.Add(pieces_of_list, 2);  // "s3:List*"
//   PatternTrie trie = std::move(builder).Build();
//   trie.Match("s3:GetObject", resolve, found);  // found(1)
//
// To ask whether one pattern matches, use MatchGlob.
//
// Movable, not copyable; immutable, hence safe to share between threads.
class PatternTrie {
 public:
  // Yields a variable's text; nullopt: it has none, so that no pattern with it
  // matches. A '*' in it is no wildcard. It has to stay where it is until
  // Match() returns.
  using Resolver =
      absl::FunctionRef<std::optional<absl::string_view>(uint32_t variable)>;
  // Returns false to be told no more.
  using Found = absl::FunctionRef<bool(uint32_t id)>;

  PatternTrie() = default;  // of no patterns
  PatternTrie(PatternTrie&&) = default;
  PatternTrie& operator=(PatternTrie&&) = default;
  PatternTrie(const PatternTrie&) = delete;
  PatternTrie& operator=(const PatternTrie&) = delete;

  // Calls found(id) for each pattern that covers all of `text`, in no order,
  // for some patterns more than once. Follows the patterns that `text` begins
  // like; behind a run, those that some later part of it begins like. The
  // number of others does not matter, except of patterns with many wildcards
  // (see the .cc), which are matched one by one. Does not allocate unless
  // dozens of runs are open at once.
  void Match(absl::string_view text, Resolver resolve, Found found) const;

  bool empty() const { return nodes_.empty() && hard_patterns_.empty(); }
  size_t memory_bytes() const;

 private:
  friend class PatternTrieBuilder;
  class Walk;

  static constexpr uint32_t kNoNode = 0;  // the root is no one's child

  // A place behind some pieces. The literal children of a node are neighbours,
  // in the order of their first bytes.
  struct Node {
    uint32_t label = 0;  // the literal that leads here: where it begins
    uint32_t label_size = 0;
    uint32_t first_child = 0;
    uint16_t child_count = 0;
    bool behind_run =
        false;               // some run stands before the piece that leads here
    uint32_t branches = 0;   // one more than the index into branches_
    uint32_t ids = 0;        // first those of patterns that end here, then
    uint32_t end_count = 0;  // those that go on with nothing but '*'
    uint32_t rest_count = 0;
  };
  // A child of a node that is not reached by a literal. Those of one node are
  // neighbours.
  struct Branch {
    GlobPieceKind kind;
    bool last;  // of its node
    uint32_t variable;
    uint32_t node;
  };
  struct HardPattern {
    std::vector<GlobPiece> pieces;  // literals in bytes_
    uint32_t id;
    bool has_variables;
  };

  static bool MatchHardPattern(const HardPattern& pattern,
                               absl::string_view text, Resolver resolve);
  absl::string_view Label(const Node& node) const {
    return absl::string_view(bytes_.data() + node.label, node.label_size);
  }

  std::vector<Node> nodes_;        // the root first
  std::vector<char> first_bytes_;  // of each node's label
  std::vector<Branch> branches_;
  std::vector<uint32_t> ids_;
  std::vector<char> bytes_;
  std::vector<HardPattern> hard_patterns_;
};

// Collects the patterns of a PatternTrie. What their pieces point into has to
// outlive the builder.
class PatternTrieBuilder {
 public:
  // Patterns may share an id; a pattern may be added with several. Linear in
  // the pattern.
  void Add(absl::Span<const GlobPiece> pieces, uint32_t id);

  // Linear in what was added, but for sorting each node's children.
  PatternTrie Build() &&;

 private:
  // A node under construction. Indices, since nodes move; 0 ends a list.
  struct Draft {
    GlobPiece edge;  // that leads here
    uint32_t next_sibling = 0;
    uint32_t first_child = 0;
    uint32_t end_ids = 0;  // into ids_
    uint32_t rest_ids = 0;
  };
  struct DraftId {
    uint32_t id;
    uint32_t next;
  };
  struct HardPattern {
    std::vector<GlobPiece> pieces;
    uint32_t id;
  };
  class Flattener;

  // The node behind a piece that follows `node`, made if need be.
  uint32_t Follow(uint32_t node, const GlobPiece& piece);
  uint32_t FollowLiteral(uint32_t node, absl::string_view literal);
  uint32_t AddChild(uint32_t node, const GlobPiece& edge);
  // Cuts the literal that leads to `node` in two.
  void Split(uint32_t node, size_t size);
  void AddId(uint32_t id, uint32_t* list);

  std::vector<Draft> drafts_;  // the root first
  std::vector<DraftId> ids_;   // the first is none
  std::vector<HardPattern> hard_patterns_;
  std::vector<GlobPiece> scratch_;
};

}  // namespace iam

#endif  // IAM_MATCH_PATTERN_TRIE_H_
