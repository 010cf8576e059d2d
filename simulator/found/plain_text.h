#ifndef IAM_SIMULATOR_FOUND_PLAIN_TEXT_H_
#define IAM_SIMULATOR_FOUND_PLAIN_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"

namespace iam {

// A PlainText is pasted text as its author wrote it: without colours, without
// the borders of Terraform's boxes, without the escapes of JSON and XML, and
// with wrapped lines joined again. Lines are joined by a blank, an empty line
// becomes a line break.
//
//   │ Error: User: arn:aws:iam::111122223333:user/ana is
//   │ not authorized to perform: iam:GetRole
//
// becomes one line from "Error:" to "iam:GetRole". Linear in the text.
class PlainText {
 public:
  enum class Wrap {
    kAtWords,  // as programs wrap
    kAtWidth,  // as terminals do: lines of the full width are joined as they
               // are
  };

  // `first_line` is the number of the text's first line in the input.
  PlainText(absl::string_view text, uint32_t first_line, Wrap wrap);

  absl::string_view text() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return text_; }
  // The input's line that the character at this offset comes from.
  uint32_t LineOf(size_t offset) const;
  // Lines were joined without a blank.
  bool was_joined_at_width() const { return joined_at_width_; }

 private:
  void AppendUnescaped(absl::string_view line);

  std::string text_;
  std::vector<std::pair<size_t, uint32_t>> lines_;  // offset, number
  bool joined_at_width_ = false;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_PLAIN_TEXT_H_
