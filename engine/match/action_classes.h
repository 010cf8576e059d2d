#ifndef IAM_MATCH_ACTION_CLASSES_H_
#define IAM_MATCH_ACTION_CLASSES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/match/action_set.h"
#include "engine/match/fold_ascii.h"

namespace iam {

// The class of an action: all actions of one class are matched by the same
// patterns, as far as literals and prefixes tell them apart.
struct ActionClass {
  uint16_t service = 0;  // 0: no pattern names the service
  uint16_t number = 0;   // in the service, from 0

  friend bool operator==(const ActionClass&, const ActionClass&) = default;
};

// The classes that an entry of Action or NotAction covers.
struct ActionRange {
  enum class Kind : uint8_t {
    kNothing,     // malformed
    kEverything,  // "*"
    kClasses,     // those from `first` to `last` of `service`
  };
  Kind kind = Kind::kNothing;
  // False: not all actions of these classes match, so the entry itself has to
  // be asked.
  bool exact = true;
  uint16_t service = 0;
  uint16_t first = 0;
  uint16_t last = 0;
};

// ActionClasses cuts the actions of all services into the classes that the
// action patterns of a world distinguish, so that each document can be indexed
// by small numbers. What patterns say in front of their first wildcard makes,
// for each service, a radix tree. Its nodes, numbered in the order of a walk
// through it, are the classes: a literal is one number, "Get*" is a range of
// numbers.
//
//   ActionClasses::Builder builder;
//   builder.Add("s3:Get*");
//   builder.Add("s3:GetObject");
//   const ActionClasses classes = std::move(builder).Build();
//   classes.Classify(RequestAction("s3:GetObject"));  // in both ranges
//
// Immutable, hence safe to share between threads.
class ActionClasses {
 public:
  class Builder;

  // One hash of the action, and for names that no pattern spells out one
  // descent of the service's tree. Does not allocate.
  ActionClass Classify(const RequestAction& action) const;

  // The range of an entry. Of one that was not added, all that might match.
  ActionRange RangeOf(absl::string_view entry) const;

 private:
  // A node of a service's tree: what begins with `text` and with no longer
  // node's text.
  struct Node {
    std::string text;
    uint16_t number = 0;
    int32_t parent = -1;  // the longest shorter node this text begins with
  };
  struct Service {
    uint16_t number = 0;
    uint32_t first_node = 0;  // in nodes_; sorted by text
    uint32_t node_count = 0;
  };
  struct Entry {
    ActionRange range;
    bool literal = false;
  };
  // By entry, in lower case; found in any.
  using Entries =
      absl::flat_hash_map<std::string, Entry, FoldedHash, FoldedEqual>;

  const Node& Descend(const Service& service, absl::string_view name) const;

  Entries entries_;
  absl::flat_hash_map<std::string, Service> services_;
  std::vector<Node> nodes_;
};

// Collects the entries of all documents; any number of times the same.
class ActionClasses::Builder {
 public:
  void Add(absl::string_view entry);
  ActionClasses Build() &&;

 private:
  Entries entries_;
};

}  // namespace iam

#endif  // IAM_MATCH_ACTION_CLASSES_H_
