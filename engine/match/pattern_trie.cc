// A look-up follows threads: a thread is a node and a place in the text, where
// what leads to the node ends. Literals lead a thread on; wildcards and
// variables start others, which wait on a stack.
//
// A run is one thread too, which tries its node at one place after the other.
// Two runs at one node would try the same places twice. Only a node behind
// another run can be reached by two; since that other run's places are tried
// in order, each with all that follows from it, the first to get there covers
// all later ones up to the same end, and those are dropped (RunMarks). So a
// node is visited at most once for each place.
//
// Patterns with many wildcards are "hard" (see pattern_trie_builder.cc) and
// matched one by one: each of their nodes might be visited at each place.
#include "engine/match/pattern_trie.h"

#include <algorithm>
#include <cstring>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"
#include "engine/match/search.h"

namespace iam {
namespace {

constexpr size_t kNpos = absl::string_view::npos;

// Remembers up to where the run at a node goes. A handful is what there is.
class RunMarks {
 public:
  // False if that was known.
  bool Add(uint32_t key, size_t end) {
    for (Mark& mark : few_) {
      if (mark.key == key) return Replace(&mark.end, end);
    }
    if (few_.size() < kFew) {
      few_.push_back({key, end});
      return true;
    }
    return Replace(&many_.try_emplace(key, kNpos).first->second, end);
  }

 private:
  static constexpr size_t kFew = 16;
  struct Mark {
    uint32_t key;
    size_t end;
  };

  static bool Replace(size_t* known, size_t end) {
    const bool differs = *known != end;
    *known = end;
    return differs;
  }

  absl::InlinedVector<Mark, kFew> few_;
  absl::flat_hash_map<uint32_t, size_t> many_;
};

}  // namespace

class PatternTrie::Walk {
 public:
  Walk(const PatternTrie& trie, absl::string_view text, Resolver resolve,
       Found found)
      : trie_(trie), text_(text), resolve_(resolve), found_(found) {}

  // False if found() had enough.
  bool VisitAll() {
    if (!Visit(0, 0)) return false;
    while (!threads_.empty()) {
      Thread thread = threads_.back();
      threads_.pop_back();
      if (thread.end != kNoRun) {
        thread.at = NextEntry(thread);
        if (thread.at == kNpos) continue;
        if (thread.at < thread.end) {
          threads_.push_back(
              {thread.node, NextCharacter(text_, thread.at), thread.end});
        }
      }
      if (!Visit(thread.node, thread.at)) return false;
    }
    return true;
  }

 private:
  static constexpr size_t kNoRun = kNpos;
  // Marks of what follows '*' are kept beside those of runs.
  static constexpr uint32_t kRestBit = uint32_t{1} << 31;

  struct Thread {
    uint32_t node;
    size_t at;
    size_t end;  // of a run: the last place it may try
  };

  // The child that begins with `c`, kNoNode if none does.
  uint32_t FindChild(const Node& node, char c) const {
    if (node.child_count == 0) return kNoNode;
    const char* const first = trie_.first_bytes_.data() + node.first_child;
    if (node.child_count == 1) {
      return *first == c ? node.first_child : kNoNode;
    }
    const void* const found = std::memchr(first, c, node.child_count);
    if (found == nullptr) return kNoNode;
    return node.first_child +
           static_cast<uint32_t>(static_cast<const char*>(found) - first);
  }

  // The next place where a run's node is worth a visit.
  size_t NextEntry(const Thread& thread) const {
    const Node& node = trie_.nodes_[thread.node];
    if (node.branches != 0 || node.rest_count != 0) return thread.at;
    size_t at = kNpos;
    if (node.child_count == 1) {
      const absl::string_view label =
          trie_.Label(trie_.nodes_[node.first_child]);
      at = FindLiteral(
          text_.substr(0, std::min(text_.size(), thread.end + label.size())),
          thread.at, label);
    } else if (node.child_count > 1) {
      at = thread.at;
      const size_t end = std::min(thread.end + 1, text_.size());
      while (at < end && FindChild(node, text_[at]) == kNoNode) ++at;
      if (at == end) at = kNpos;
    }
    if (at != kNpos) return at;
    const bool at_end = node.end_count > 0 && thread.end == text_.size();
    return at_end ? text_.size() : kNpos;
  }

  bool Visit(uint32_t index, size_t at) {
    while (true) {
      const Node& node = trie_.nodes_[index];
      if (node.rest_count > 0 &&
          (!node.behind_run || marks_.Add(index | kRestBit, 0)) &&
          !Report(node.ids + node.end_count, node.rest_count)) {
        return false;
      }
      if (at == text_.size() && !Report(node.ids, node.end_count)) return false;
      if (node.branches != 0) StartBranches(node, at);
      if (at == text_.size()) return true;
      index = FindChild(node, text_[at]);
      if (index == kNoNode) return true;
      const absl::string_view label = trie_.Label(trie_.nodes_[index]);
      if (text_.size() - at < label.size() ||
          std::memcmp(text_.data() + at, label.data(), label.size()) != 0) {
        return true;
      }
      at += label.size();
    }
  }

  bool Report(uint32_t first, uint32_t count) const {
    for (uint32_t i = 0; i < count; ++i) {
      if (!found_(trie_.ids_[first + i])) return false;
    }
    return true;
  }

  // Starts threads for a node's children behind wildcards and variables.
  void StartBranches(const Node& node, size_t at) {
    const Branch* branch = trie_.branches_.data() + (node.branches - 1);
    for (bool last = false; !last; ++branch) {
      last = branch->last;
      switch (branch->kind) {
        case GlobPieceKind::kLiteral:
          break;
        case GlobPieceKind::kOneInSegment:
          if (at < text_.size() && text_[at] == ':') break;
          [[fallthrough]];
        case GlobPieceKind::kAnyCharacter:
          if (at == text_.size()) break;
          Start(branch->node, NextCharacter(text_, at));
          break;
        case GlobPieceKind::kAnyRun:
          StartRun(node, branch->node, at, text_.size());
          break;
        case GlobPieceKind::kRunInSegment:
          StartRun(node, branch->node, at,
                   std::min(text_.find(':', at), text_.size()));
          break;
        case GlobPieceKind::kVariable: {
          const std::optional<absl::string_view> value =
              resolve_(branch->variable);
          if (value.has_value() && absl::StartsWith(text_.substr(at), *value)) {
            Start(branch->node, at + value->size());
          }
          break;
        }
      }
    }
  }

  void Start(uint32_t node, size_t at) {
    threads_.push_back({node, at, kNoRun});
  }

  void StartRun(const Node& from, uint32_t node, size_t at, size_t end) {
    if (from.behind_run && !marks_.Add(node, end)) return;
    threads_.push_back({node, at, end});
  }

  const PatternTrie& trie_;
  const absl::string_view text_;
  const Resolver resolve_;
  const Found found_;
  absl::InlinedVector<Thread, 16> threads_;
  RunMarks marks_;
};

void PatternTrie::Match(absl::string_view text, Resolver resolve,
                        Found found) const {
  if (!nodes_.empty() && !Walk(*this, text, resolve, found).VisitAll()) return;
  for (const HardPattern& pattern : hard_patterns_) {
    if (MatchHardPattern(pattern, text, resolve) && !found(pattern.id)) return;
  }
}

bool PatternTrie::MatchHardPattern(const HardPattern& pattern,
                                   absl::string_view text, Resolver resolve) {
  if (!pattern.has_variables) return MatchGlob(pattern.pieces, text);
  absl::InlinedVector<GlobPiece, 32> pieces;
  for (const GlobPiece& piece : pattern.pieces) {
    if (piece.kind != GlobPieceKind::kVariable) {
      pieces.push_back(piece);
      continue;
    }
    const std::optional<absl::string_view> value = resolve(piece.variable());
    if (!value.has_value()) return false;
    if (!value->empty()) pieces.push_back({GlobPieceKind::kLiteral, *value});
  }
  return MatchGlob(pieces, text);
}

size_t PatternTrie::memory_bytes() const {
  size_t pieces = 0;
  for (const HardPattern& pattern : hard_patterns_) {
    pieces += pattern.pieces.capacity();
  }
  return nodes_.capacity() * sizeof(Node) + first_bytes_.capacity() +
         branches_.capacity() * sizeof(Branch) +
         ids_.capacity() * sizeof(uint32_t) + bytes_.capacity() +
         hard_patterns_.capacity() * sizeof(HardPattern) +
         pieces * sizeof(GlobPiece);
}

}  // namespace iam
