#include "simulator/request/line_reader.h"

#include <istream>
#include <streambuf>

namespace iam {

LineReader::LineReader(std::istream& in, size_t max_bytes)
    : in_(in), max_bytes_(max_bytes) {}

bool LineReader::Next() {
  using Traits = std::char_traits<char>;
  line_.clear();
  too_long_ = false;
  std::streambuf* buffer = in_.rdbuf();
  bool any = false;
  while (true) {
    const Traits::int_type c = buffer->sbumpc();
    if (Traits::eq_int_type(c, Traits::eof())) break;
    any = true;
    if (Traits::to_char_type(c) == '\n') break;
    if (line_.size() < max_bytes_) {
      line_.push_back(Traits::to_char_type(c));
    } else {
      too_long_ = true;
    }
  }
  if (!any) return false;
  ++number_;
  if (too_long_) line_.clear();
  return true;
}

}  // namespace iam
