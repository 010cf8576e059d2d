#ifndef IAM_SIMULATOR_ACCESS_RESOURCE_SET_H_
#define IAM_SIMULATOR_ACCESS_RESOURCE_SET_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/access/glob_relation.h"

namespace iam {

// One entry of Resource or NotResource, its policy variables filled in as far
// as the principal alone gives them their values.
struct ResourcePattern {
  std::string text;  // for readers; what is not known stays "${key}"
  GlobSymbols symbols;
  bool has_variable = false;  // which resources it matches is not known
};

// A pattern without variables: "*", or an ARN with wildcards.
ResourcePattern PatternOf(absl::string_view text);

// Matches this text alone, whatever characters it has.
ResourcePattern LiteralPattern(absl::string_view text);

// The resources that one of some patterns matches, or that none of them does.
//
// Of the relations, Contains() is true and Overlaps() false only if that is
// sure, whatever the variables stand for.
struct ResourceSet {
  bool negated = false;
  std::vector<ResourcePattern> patterns;

  static ResourceSet All();
  static ResourceSet Of(std::vector<absl::string_view> texts);
  bool IsAll() const;
};

bool Contains(const ResourceSet& outer, const ResourceSet& inner);
bool Overlaps(const ResourceSet& a, const ResourceSet& b);

// The resources that are in each of some sets. None: all resources.
using ResourceSets = std::vector<ResourceSet>;

bool Contains(const ResourceSet& outer, const ResourceSets& inner);
bool Overlaps(const ResourceSet& a, const ResourceSets& b);
bool Contains(const ResourceSets& outer, const ResourceSets& inner);
bool Overlaps(const ResourceSets& a, const ResourceSets& b);

// Leaves those resources of *sets that are in `within`, too, written as simply
// as can be. False if none are left.
bool Narrow(const ResourceSet& within, ResourceSets* sets);

// Takes out the patterns of *sets all of whose resources are in each of
// `taken`. False if none are left.
bool RemoveContained(const ResourceSets& taken, ResourceSets* sets);

// "a, b except c": the same text for the same sets.
std::string ToString(const ResourceSets& sets);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_RESOURCE_SET_H_
