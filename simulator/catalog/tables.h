#ifndef IAM_SIMULATOR_CATALOG_TABLES_H_
#define IAM_SIMULATOR_CATALOG_TABLES_H_

#include <charconv>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace iam {

// The texts of corpus/catalog/services.tbl, api_calls.tbl and wire.tbl, which
// are part of the program. README.md there describes their form.
absl::string_view ServicesTable();
absl::string_view ApiCallsTable();
absl::string_view WireTableText();

// What stands before the next `separator`, which is cut off `rest` with it; all
// of `rest` if there is none.
inline absl::string_view Cut(absl::string_view* rest, char separator) {
  const size_t end = rest->find(separator);
  const absl::string_view head = rest->substr(0, end);
  rest->remove_prefix(end == absl::string_view::npos ? rest->size() : end + 1);
  return head;
}

// Calls f(part) for each part of `text`; not at all for an empty text.
template <typename F>
void ForEachPart(absl::string_view text, char separator, F f) {
  while (!text.empty()) f(Cut(&text, separator));
}

// The number that `text` begins with, 0 if none.
inline size_t NumberIn(absl::string_view text) {
  size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Orders names without regard to case.
inline int CompareNames(absl::string_view a, absl::string_view b) {
  const size_t common = a.size() < b.size() ? a.size() : b.size();
  for (size_t i = 0; i < common; ++i) {
    const int x = absl::ascii_tolower(static_cast<unsigned char>(a[i]));
    const int y = absl::ascii_tolower(static_cast<unsigned char>(b[i]));
    if (x != y) return x - y;
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_TABLES_H_
