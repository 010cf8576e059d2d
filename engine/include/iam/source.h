#ifndef IAM_SOURCE_H_
#define IAM_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"

namespace iam {

// A place in a text. Line and column count from 1, the column in bytes.
struct Location {
  uint32_t line = 1;
  uint32_t column = 1;

  friend bool operator==(const Location&, const Location&) = default;
};

// A stretch of bytes [begin, end) of a text, or of a policy document inside it.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// A Source is one text with the name its user knows it by (a file name, or
// "<stdin>"). Everything parsed from it refers to places in it by offset.
//
// Immutable, hence safe to share between threads. Texts are limited to 4 GiB.
class Source {
 public:
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  absl::string_view text() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return text_; }

  // Binary search over the line starts. An offset past the end is the end.
  Location LocationOf(size_t offset) const;

  // The line's text without its line break. `line` counts from 1.
  absl::string_view Line(uint32_t line) const ABSL_ATTRIBUTE_LIFETIME_BOUND;

 private:
  std::string name_;
  std::string text_;
  std::vector<uint32_t> line_starts_;
};

using SourcePtr = std::shared_ptr<const Source>;

}  // namespace iam

#endif  // IAM_SOURCE_H_
