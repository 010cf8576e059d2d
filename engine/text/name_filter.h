#ifndef IAM_TEXT_NAME_FILTER_H_
#define IAM_TEXT_NAME_FILTER_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace iam {

// A NameFilter tells of few names, without memory or comparisons, that they all
// differ. It errs on one side only: where it says "perhaps", look.
class NameFilter {
 public:
  // Beyond this many names it says nothing else.
  static constexpr size_t kFew = 64;

  // Adds a name. True if perhaps one of those before is the same, be it in
  // another case.
  bool Add(absl::string_view name) {
    const uint64_t mark = uint64_t{1} << (Hash(name) % kFew);
    const bool perhaps = (marks_ & mark) != 0;
    marks_ |= mark;
    return perhaps;
  }

 private:
  static size_t Hash(absl::string_view name) {
    if (name.empty()) return 0;
    return name.size() + 5 * Lower(name.front()) + 11 * Lower(name.back());
  }
  static size_t Lower(char c) {
    return static_cast<unsigned char>(
        absl::ascii_tolower(static_cast<unsigned char>(c)));
  }

  uint64_t marks_ = 0;
};

}  // namespace iam

#endif  // IAM_TEXT_NAME_FILTER_H_
