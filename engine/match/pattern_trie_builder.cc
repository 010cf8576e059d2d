// Patterns are added to a tree of drafts, which are then laid out level by
// level, so that what most look-ups go through lies close together.
#include <algorithm>

#include "engine/match/pattern_trie.h"

namespace iam {
namespace {

using enum GlobPieceKind;

// Each run a text is in the middle of is tried at each of its places, so that
// patterns with many of them, or with many pieces behind one, are matched one
// by one instead.
constexpr int kMaxFreeRuns = 3;
constexpr int kMaxRuns = 8;
constexpr int kMaxOnesBehindRun = 8;

bool IsRun(GlobPieceKind kind) {
  return kind == kAnyRun || kind == kRunInSegment;
}

// Drops empty literals and makes one of neighbouring runs.
void Simplify(absl::Span<const GlobPiece> pieces,
              std::vector<GlobPiece>* simple) {
  simple->clear();
  for (const GlobPiece& piece : pieces) {
    if (piece.kind == kLiteral && piece.size == 0) continue;
    if (IsRun(piece.kind) && !simple->empty() && IsRun(simple->back().kind)) {
      if (piece.kind == kAnyRun) simple->back() = piece;
      continue;
    }
    simple->push_back(piece);
  }
}

bool IsHard(absl::Span<const GlobPiece> pieces) {
  int free_runs = 0;
  int runs = 0;
  int ones = 0;
  for (size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (IsRun(pieces[i].kind)) ++runs;
    if (pieces[i].kind == kAnyRun) ++free_runs;
    const bool one =
        pieces[i].kind == kAnyCharacter || pieces[i].kind == kOneInSegment;
    if (one && runs > 0) ++ones;
  }
  return free_runs > kMaxFreeRuns || runs > kMaxRuns ||
         ones > kMaxOnesBehindRun;
}

size_t CommonPrefix(absl::string_view a, absl::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  return static_cast<size_t>(
      std::mismatch(a.begin(), a.begin() + size, b.begin()).first - a.begin());
}

}  // namespace

void PatternTrieBuilder::Add(absl::Span<const GlobPiece> pieces, uint32_t id) {
  Simplify(pieces, &scratch_);
  if (IsHard(scratch_)) {
    hard_patterns_.push_back({scratch_, id});
    return;
  }
  if (drafts_.empty()) drafts_.push_back({GlobPiece(kLiteral)});
  const bool open = !scratch_.empty() && scratch_.back().kind == kAnyRun;
  if (open) scratch_.pop_back();
  uint32_t node = 0;
  for (const GlobPiece& piece : scratch_) node = Follow(node, piece);
  AddId(id, open ? &drafts_[node].rest_ids : &drafts_[node].end_ids);
}

uint32_t PatternTrieBuilder::Follow(uint32_t node, const GlobPiece& piece) {
  if (piece.kind == kLiteral) return FollowLiteral(node, piece.literal());
  for (uint32_t child = drafts_[node].first_child; child != 0;
       child = drafts_[child].next_sibling) {
    const GlobPiece& edge = drafts_[child].edge;
    if (edge.kind != piece.kind) continue;
    if (edge.kind != kVariable || edge.variable() == piece.variable()) {
      return child;
    }
  }
  return AddChild(node, piece);
}

uint32_t PatternTrieBuilder::FollowLiteral(uint32_t node,
                                           absl::string_view literal) {
  while (!literal.empty()) {
    uint32_t child = drafts_[node].first_child;
    while (child != 0 && (drafts_[child].edge.kind != kLiteral ||
                          drafts_[child].edge.literal()[0] != literal[0])) {
      child = drafts_[child].next_sibling;
    }
    if (child == 0) return AddChild(node, GlobPiece(kLiteral, literal));
    const absl::string_view label = drafts_[child].edge.literal();
    const size_t common = CommonPrefix(label, literal);
    if (common < label.size()) Split(child, common);
    node = child;
    literal.remove_prefix(common);
  }
  return node;
}

uint32_t PatternTrieBuilder::AddChild(uint32_t node, const GlobPiece& edge) {
  const auto child = static_cast<uint32_t>(drafts_.size());
  drafts_.push_back({edge, drafts_[node].first_child});
  drafts_[node].first_child = child;
  return child;
}

void PatternTrieBuilder::Split(uint32_t node, size_t size) {
  const auto tail = static_cast<uint32_t>(drafts_.size());
  Draft draft = drafts_[node];
  const absl::string_view label = draft.edge.literal();
  draft.edge = GlobPiece(kLiteral, label.substr(size));
  draft.next_sibling = 0;
  drafts_.push_back(draft);
  Draft& head = drafts_[node];
  head.edge = GlobPiece(kLiteral, label.substr(0, size));
  head.first_child = tail;
  head.end_ids = 0;
  head.rest_ids = 0;
}

void PatternTrieBuilder::AddId(uint32_t id, uint32_t* list) {
  if (ids_.empty()) ids_.push_back({0, 0});
  ids_.push_back({id, *list});
  *list = static_cast<uint32_t>(ids_.size() - 1);
}

// Lays drafts out. Nodes are visited in the order of their indices; each adds
// its children to the end.
class PatternTrieBuilder::Flattener {
 public:
  explicit Flattener(const PatternTrieBuilder& builder) : builder_(builder) {}

  PatternTrie Flatten() {
    if (!builder_.drafts_.empty()) {
      AddNode(0, /*behind_run=*/false);
      for (uint32_t i = 0; i < drafts_of_.size(); ++i) Fill(i);
    }
    trie_.nodes_.shrink_to_fit();
    trie_.first_bytes_.shrink_to_fit();
    trie_.branches_.shrink_to_fit();
    trie_.ids_.shrink_to_fit();
    KeepHardPatterns();
    return std::move(trie_);
  }

 private:
  using Node = PatternTrie::Node;

  const Draft& draft(uint32_t index) const { return builder_.drafts_[index]; }

  uint32_t AddNode(uint32_t index, bool behind_run) {
    Node node;
    node.behind_run = behind_run;
    char first = '\0';
    if (draft(index).edge.kind == kLiteral) {
      node.label = static_cast<uint32_t>(trie_.bytes_.size());
      index = AppendLabel(index);
      node.label_size = static_cast<uint32_t>(trie_.bytes_.size()) - node.label;
      if (node.label_size > 0) first = trie_.bytes_[node.label];
    }
    trie_.nodes_.push_back(node);
    trie_.first_bytes_.push_back(first);
    drafts_of_.push_back(index);
    return static_cast<uint32_t>(drafts_of_.size() - 1);
  }

  // Goes on as long as there is but one way to: nodes that were split for the
  // sake of a boundary between two pieces come together again. Returns the
  // draft it ends at.
  uint32_t AppendLabel(uint32_t index) {
    while (true) {
      const absl::string_view label = draft(index).edge.literal();
      trie_.bytes_.insert(trie_.bytes_.end(), label.begin(), label.end());
      const uint32_t child = draft(index).first_child;
      if (index == 0 || draft(index).end_ids != 0 ||
          draft(index).rest_ids != 0 || child == 0 ||
          draft(child).next_sibling != 0 ||
          draft(child).edge.kind != kLiteral) {
        return index;
      }
      index = child;
    }
  }

  void Fill(uint32_t index) {
    const Draft& from = draft(drafts_of_[index]);
    std::vector<uint32_t>& literals = scratch_;
    literals.clear();
    const auto first_branch = static_cast<uint32_t>(trie_.branches_.size());
    for (uint32_t child = from.first_child; child != 0;
         child = draft(child).next_sibling) {
      if (draft(child).edge.kind == kLiteral) {
        literals.push_back(child);
      } else {
        const GlobPiece& edge = draft(child).edge;
        const bool behind_run =
            trie_.nodes_[index].behind_run || IsRun(edge.kind);
        const uint32_t variable = edge.kind == kVariable ? edge.variable() : 0;
        trie_.branches_.push_back(
            {edge.kind, /*last=*/false, variable, AddNode(child, behind_run)});
      }
    }
    std::sort(literals.begin(), literals.end(), [&](uint32_t a, uint32_t b) {
      return draft(a).edge.literal()[0] < draft(b).edge.literal()[0];
    });
    const auto first_child = static_cast<uint32_t>(drafts_of_.size());
    for (const uint32_t child : literals) {
      AddNode(child, trie_.nodes_[index].behind_run);
    }
    Node& node = trie_.nodes_[index];
    node.first_child = first_child;
    node.child_count = static_cast<uint16_t>(literals.size());
    node.ids = static_cast<uint32_t>(trie_.ids_.size());
    node.end_count = AppendIds(from.end_ids);
    node.rest_count = AppendIds(from.rest_ids);
    if (trie_.branches_.size() > first_branch) {
      node.branches = first_branch + 1;
      trie_.branches_.back().last = true;
    }
  }

  uint32_t AppendIds(uint32_t list) {
    uint32_t count = 0;
    for (; list != 0; list = builder_.ids_[list].next) {
      trie_.ids_.push_back(builder_.ids_[list].id);
      ++count;
    }
    return count;
  }

  // Their literals go behind the labels, once it is known how much that is.
  void KeepHardPatterns() {
    size_t size = trie_.bytes_.size();
    for (const HardPattern& pattern : builder_.hard_patterns_) {
      for (const GlobPiece& piece : pattern.pieces) {
        if (piece.kind == kLiteral) size += piece.size;
      }
    }
    std::vector<char> bytes;
    bytes.reserve(size);
    bytes.assign(trie_.bytes_.begin(), trie_.bytes_.end());
    for (const HardPattern& pattern : builder_.hard_patterns_) {
      std::vector<GlobPiece> pieces = pattern.pieces;
      bool has_variables = false;
      for (GlobPiece& piece : pieces) {
        has_variables = has_variables || piece.kind == kVariable;
        if (piece.kind != kLiteral) continue;
        const absl::string_view literal = piece.literal();
        piece.data = bytes.data() + bytes.size();
        bytes.insert(bytes.end(), literal.begin(), literal.end());
      }
      trie_.hard_patterns_.push_back(
          {std::move(pieces), pattern.id, has_variables});
    }
    trie_.bytes_ = std::move(bytes);
    trie_.hard_patterns_.shrink_to_fit();
  }

  const PatternTrieBuilder& builder_;
  PatternTrie trie_;
  std::vector<uint32_t> drafts_of_;  // of each node
  std::vector<uint32_t> scratch_;
};

PatternTrie PatternTrieBuilder::Build() && {
  return Flattener(*this).Flatten();
}

}  // namespace iam
