#ifndef IAM_SIMULATOR_WHY_CHANGE_H_
#define IAM_SIMULATOR_WHY_CHANGE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "iam/request.h"
#include "iam/source.h"
#include "iam/world.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// One step of a change.
struct ChangeStep {
  enum class Kind {
    kContext,       // call under other circumstances
    kAddValue,      // one value more in a statement that came near
    kAddStatement,  // one statement more in a policy that is there
    kNewPolicy,     // a policy where there was none
    kNarrowDeny,    // an exception from a Deny
  };
  Kind kind = Kind::kContext;
  std::string what;     // for a reader: what to change, and where it stands
  std::string policy;   // the policy's name; empty for kContext
  std::string text;     // what is written there: value, statement, condition
  std::string command;  // a shell command that does it; empty if none does
};

// A policy document as it is after a change.
struct ChangedDocument {
  std::string policy;
  std::string text;  // laid out as it was before
};

// A change that turns a denial into an Allow. It was made, on a copy, and the
// request decided again: what is suggested is known to work.
struct Change {
  std::vector<ChangeStep> steps;  // all of them are needed, in this order
  std::vector<ChangedDocument> documents;
  // What the change does to the snapshot's texts, for Applied(): one edit after
  // the other, each of a text as the ones before left it.
  struct Edit {
    size_t source = 0;  // which of the texts
    Location begin;
    Location end;
    std::string text;  // that is to stand there
  };
  std::vector<Edit> edits;
  Request request;                 // as it is to be made
  bool weakens_guardrail = false;  // touches a boundary or a Deny
};

struct Changes {
  std::vector<Change> changes;  // the smallest first
  // Why nothing that the caller or its account can do would help; else empty.
  std::string hopeless;
};

// Looks for the smallest changes that allow a request which the world denies.
// `sources` are what the world was made of. Wildcards are not suggested,
// guardrails of the organization not touched, and Denies narrowed only if
// nothing else helps. Reads the texts once more, and for each trial makes a
// world of what in them bears on the request.
Changes FindChanges(const WorldSources& sources, const World& world,
                    const Request& request);

// The snapshot with the change made. `sources` are those it was found for.
WorldSources Applied(const WorldSources& sources, const Change& change);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_CHANGE_H_
