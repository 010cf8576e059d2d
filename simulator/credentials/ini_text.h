#ifndef IAM_SIMULATOR_CREDENTIALS_INI_TEXT_H_
#define IAM_SIMULATOR_CREDENTIALS_INI_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace iam {

// An IniText is a file in the form of ~/.aws/config, which Python's
// configparser reads: sections "[name]", lines "key = value", indented lines
// that go on with the value above them, comments. Setting a value changes its
// lines and no other byte.
class IniText {
 public:
  explicit IniText(absl::string_view text);

  bool HasSection(absl::string_view name) const;

  // Sets a value of a section, making both where they are missing.
  void Set(absl::string_view section, absl::string_view key,
           absl::string_view value);
  void Remove(absl::string_view section, absl::string_view key);

  std::string text() const;

 private:
  using Range = std::pair<size_t, size_t>;  // of lines: first, one past last

  // The lines of a section, its header the first; {size, size} without one.
  Range FindSection(absl::string_view name) const;
  // The lines of a value within a section; an empty range without one.
  Range FindValue(Range section, absl::string_view key) const;

  std::vector<std::string> lines_;  // without line breaks
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_INI_TEXT_H_
