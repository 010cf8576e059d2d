#include "engine/compile/resource_index.h"

#include <utility>

#include "absl/container/inlined_vector.h"

namespace iam {
namespace {

void Insert(uint32_t statement, absl::Span<uint64_t> set) {
  set[statement / 64] |= uint64_t{1} << (statement % 64);
}

}  // namespace

ResourceIndex::ResourceIndex(absl::Span<const Element> elements)
    : any_((elements.size() + 63) / 64), negated_(any_.size()) {
  PatternTrieBuilder builder;
  std::vector<GlobPiece> pieces;
  for (uint32_t i = 0; i < elements.size(); ++i) {
    const Element& element = elements[i];
    if (element.has_any) Insert(i, absl::MakeSpan(any_));
    if (element.negated) Insert(i, absl::MakeSpan(negated_));
    for (const TextPattern& pattern : element.patterns) {
      pieces.clear();
      pattern.AppendPieces(static_cast<uint32_t>(variables_.size()), &pieces);
      builder.Add(pieces, i);
      variables_.insert(variables_.end(), pattern.variables().begin(),
                        pattern.variables().end());
    }
  }
  trie_ = std::move(builder).Build();
}

void ResourceIndex::Filter(absl::string_view resource,
                           const ContextView& context,
                           absl::Span<uint64_t> statements) const {
  absl::InlinedVector<uint64_t, 128> matched(any_.size(), 0);
  trie_.Match(
      resource,
      [&](uint32_t variable) { return variables_[variable].Resolve(context); },
      [&](uint32_t statement) {
        Insert(statement, absl::MakeSpan(matched));
        return true;
      });
  for (size_t i = 0; i < statements.size(); ++i) {
    statements[i] &= (matched[i] | any_[i]) ^ negated_[i];
  }
}

}  // namespace iam
