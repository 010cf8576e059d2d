#ifndef IAM_TESTS_FUZZ_CHECK_H_
#define IAM_TESTS_FUZZ_CHECK_H_

#include <cstdio>
#include <cstdlib>

#include "absl/strings/string_view.h"

// Ends the program if the condition does not hold, in every kind of build.
// Fuzzers report it as a crash with the input at hand.
#define FUZZ_CHECK(condition)                                                \
  do {                                                                       \
    if (!(condition)) {                                                      \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, \
                   #condition);                                              \
      std::abort();                                                          \
    }                                                                        \
  } while (false)

namespace iam::fuzz {

// What is printed cannot move a terminal's cursor, whatever the input holds.
inline void CheckPrintable(absl::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    FUZZ_CHECK(byte == '\n' || byte == '\t' || (byte >= 0x20 && byte != 0x7F));
  }
}

}  // namespace iam::fuzz

#endif  // IAM_TESTS_FUZZ_CHECK_H_
