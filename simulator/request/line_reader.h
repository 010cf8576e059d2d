#ifndef IAM_SIMULATOR_REQUEST_LINE_READER_H_
#define IAM_SIMULATOR_REQUEST_LINE_READER_H_

#include <cstddef>
#include <iosfwd>
#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"

namespace iam {

// A LineReader reads a stream line by line and holds no more than one of them,
// and of a line that is too long nothing.
//
//   LineReader lines(in, kMaxLineBytes);
//   while (lines.Next()) Use(lines.line());
class LineReader {
 public:
  LineReader(std::istream& in, size_t max_bytes);

  // Goes to the next line; false at the end.
  bool Next();

  // Without its line break; valid until Next(). Empty if it is too long.
  absl::string_view line() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return line_; }
  size_t number() const { return number_; }  // from 1
  bool too_long() const { return too_long_; }

 private:
  std::istream& in_;
  const size_t max_bytes_;
  std::string line_;
  size_t number_ = 0;
  bool too_long_ = false;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_LINE_READER_H_
