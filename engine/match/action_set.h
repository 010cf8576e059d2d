#ifndef IAM_MATCH_ACTION_SET_H_
#define IAM_MATCH_ACTION_SET_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/match/glob.h"

namespace iam {

// The action of a request, cut at its colon and folded to lower case once. An
// action without a colon has neither service nor name.
class RequestAction {
 public:
  explicit RequestAction(absl::string_view action);

  absl::string_view folded() const { return folded_; }
  absl::string_view service() const { return service_; }
  absl::string_view name() const { return name_; }

  RequestAction(const RequestAction&) = delete;
  RequestAction& operator=(const RequestAction&) = delete;

 private:
  static constexpr size_t kUsualSize = 96;
  char usual_[kUsualSize];  // left as it is for longer actions
  std::string longer_;
  absl::string_view folded_;
  absl::string_view service_;
  absl::string_view name_;
};

// True for "*" and "*:*".
bool IsEveryAction(absl::string_view entry);

// Cuts an entry of Action or NotAction, in lower case, at its colon. False if
// it is malformed and so matches nothing; not for those that match every
// action.
bool SplitActionEntry(absl::string_view folded, absl::string_view* service,
                      absl::string_view* name);

// An ActionSet holds the entries of one Action or NotAction element. Case is
// ignored; '*' and '?' may stand anywhere behind the colon. An entry that is
// malformed matches nothing. IAM User Guide, "IAM JSON policy elements:
// Action".
//
// Movable, not copyable; immutable, hence safe to share between threads.
class ActionSet {
 public:
  explicit ActionSet(const std::vector<absl::string_view>& entries);
  ActionSet(ActionSet&&) = default;
  ActionSet& operator=(ActionSet&&) = default;

  // True if some entry matches. Linear in the entries.
  bool Matches(const RequestAction& action) const;

 private:
  struct Entry {
    absl::string_view service;
    std::vector<GlobPiece> name;
  };
  bool everything_ = false;
  std::vector<std::string> texts_;  // folded; entries point into them
  std::vector<Entry> entries_;
};

}  // namespace iam

#endif  // IAM_MATCH_ACTION_SET_H_
