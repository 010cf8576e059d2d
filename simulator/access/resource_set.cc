#include "simulator/access/resource_set.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/condition/text_pattern.h"

namespace iam {
namespace {

bool InOne(const std::vector<ResourcePattern>& outer,
           const ResourcePattern& inner) {
  return std::any_of(outer.begin(), outer.end(), [&](const auto& pattern) {
    return Contains(pattern.symbols, inner.symbols);
  });
}

bool MeetsOne(const std::vector<ResourcePattern>& patterns,
              const ResourcePattern& one) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) {
    return Overlaps(p.symbols, one.symbols);
  });
}

bool AllIn(const std::vector<ResourcePattern>& outer,
           const std::vector<ResourcePattern>& inner) {
  return std::all_of(inner.begin(), inner.end(),
                     [&](const auto& p) { return InOne(outer, p); });
}

void AddOnce(const ResourcePattern& pattern,
             std::vector<ResourcePattern>* patterns) {
  for (const ResourcePattern& other : *patterns) {
    if (other.symbols == pattern.symbols) return;
  }
  patterns->push_back(pattern);
}

// The patterns that say the same as two lists of them together; false if no
// pattern does.
bool Intersect(const std::vector<ResourcePattern>& a,
               const std::vector<ResourcePattern>& b,
               std::vector<ResourcePattern>* both) {
  for (const ResourcePattern& one : a) {
    if (InOne(b, one)) {
      AddOnce(one, both);
      continue;
    }
    for (const ResourcePattern& other : b) {
      if (Contains(one.symbols, other.symbols)) {
        AddOnce(other, both);
      } else if (Overlaps(one.symbols, other.symbols)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

ResourcePattern PatternOf(absl::string_view text) {
  ResourcePattern pattern;
  pattern.text = std::string(text);
  if (text == "*") {
    pattern.symbols.push_back({GlobSymbol::Kind::kRun, 0});
    return pattern;
  }
  pattern.symbols = SymbolsOf(
      TextPattern(text, TextForm::kResource, PolicyVersion::k2008_10_17)
          .pieces());
  return pattern;
}

ResourcePattern LiteralPattern(absl::string_view text) {
  ResourcePattern pattern;
  pattern.text = std::string(text);
  const GlobPiece piece(GlobPieceKind::kLiteral, text);
  pattern.symbols = SymbolsOf({&piece, 1});
  return pattern;
}

ResourceSet ResourceSet::All() { return Of({"*"}); }

ResourceSet ResourceSet::Of(std::vector<absl::string_view> texts) {
  ResourceSet set;
  for (const absl::string_view text : texts) {
    set.patterns.push_back(PatternOf(text));
  }
  return set;
}

bool ResourceSet::IsAll() const {
  if (negated) return patterns.empty();
  return std::any_of(patterns.begin(), patterns.end(), [](const auto& p) {
    return p.symbols.size() == 1 && p.symbols[0].kind == GlobSymbol::Kind::kRun;
  });
}

bool Contains(const ResourceSet& outer, const ResourceSet& inner) {
  if (outer.IsAll()) return true;
  if (outer.negated && inner.negated) {
    return AllIn(inner.patterns, outer.patterns) &&
           std::none_of(inner.patterns.begin(), inner.patterns.end(),
                        [](const auto& p) { return p.has_variable; });
  }
  if (outer.negated) {
    return std::none_of(
        inner.patterns.begin(), inner.patterns.end(),
        [&](const auto& p) { return MeetsOne(outer.patterns, p); });
  }
  return !inner.negated && AllIn(outer.patterns, inner.patterns);
}

bool Overlaps(const ResourceSet& a, const ResourceSet& b) {
  if (a.negated && b.negated) return true;
  if (a.negated) return Overlaps(b, a);
  // What a variable in NotResource excludes is not known.
  return std::any_of(a.patterns.begin(), a.patterns.end(), [&](const auto& p) {
    if (!b.negated) return MeetsOne(b.patterns, p);
    return std::none_of(b.patterns.begin(), b.patterns.end(),
                        [&](const auto& excluded) {
                          return !excluded.has_variable &&
                                 Contains(excluded.symbols, p.symbols);
                        });
  });
}

bool Contains(const ResourceSet& outer, const ResourceSets& inner) {
  return outer.IsAll() ||
         std::any_of(inner.begin(), inner.end(), [&](const ResourceSet& set) {
           return Contains(outer, set);
         });
}

bool Overlaps(const ResourceSet& a, const ResourceSets& b) {
  return std::all_of(b.begin(), b.end(),
                     [&](const ResourceSet& set) { return Overlaps(a, set); });
}

bool Contains(const ResourceSets& outer, const ResourceSets& inner) {
  return std::all_of(outer.begin(), outer.end(), [&](const ResourceSet& set) {
    return Contains(set, inner);
  });
}

bool Overlaps(const ResourceSets& a, const ResourceSets& b) {
  return std::all_of(a.begin(), a.end(),
                     [&](const ResourceSet& set) { return Overlaps(set, b); });
}

bool Narrow(const ResourceSet& within, ResourceSets* sets) {
  if (Contains(within, *sets)) return true;
  if (!Overlaps(within, *sets)) return false;
  ResourceSet added = within;
  if (within.negated) {
    // Only what it excludes of these.
    std::erase_if(added.patterns, [&](const ResourcePattern& pattern) {
      ResourceSet one;
      one.patterns.push_back(pattern);
      return !pattern.has_variable && !Overlaps(one, *sets);
    });
    sets->push_back(std::move(added));
    return true;
  }
  for (ResourceSet& set : *sets) {
    std::vector<ResourcePattern> both;
    if (set.negated || !Intersect(set.patterns, within.patterns, &both)) {
      continue;
    }
    set.patterns = std::move(both);
    return !set.patterns.empty();
  }
  std::erase_if(added.patterns, [&](const ResourcePattern& pattern) {
    ResourceSet one;
    one.patterns.push_back(pattern);
    return !Overlaps(one, *sets);
  });
  // The narrower first: it is what a reader looks for.
  sets->insert(sets->begin(), std::move(added));
  return true;
}

bool RemoveContained(const ResourceSets& taken, ResourceSets* sets) {
  if (Contains(taken, *sets)) return false;
  for (ResourceSet& set : *sets) {
    if (set.negated) continue;
    std::erase_if(set.patterns, [&](const ResourcePattern& pattern) {
      ResourceSet one;
      one.patterns.push_back(pattern);
      return Contains(taken, ResourceSets{one});
    });
    if (set.patterns.empty()) return false;
  }
  return true;
}

std::string ToString(const ResourceSets& sets) {
  std::string text;
  for (const ResourceSet& set : sets) {
    if (!text.empty() || set.negated) {
      absl::StrAppend(&text, set.negated ? " except " : " within ");
    }
    bool first = true;
    for (const ResourcePattern& pattern : set.patterns) {
      absl::StrAppend(&text, first ? "" : ", ", pattern.text);
      first = false;
    }
  }
  return text;
}

}  // namespace iam
