#ifndef IAM_TESTS_REFERENCE_GLOB_H_
#define IAM_TESTS_REFERENCE_GLOB_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace iam::reference {

// A pattern is a row of these.
struct GlobToken {
  enum class Kind {
    kCharacter,    // this one
    kOne,          // '?': any one character
    kOneNotColon,  // '?' inside its ARN segment
    kRun,          // '*': any characters, also none
    kRunNotColon,  // '*' inside its ARN segment
  };
  Kind kind = Kind::kCharacter;
  char32_t character = 0;
};

using Glob = std::vector<GlobToken>;

// The characters of a UTF-8 text; a byte that is none counts as one.
std::vector<char32_t> Characters(absl::string_view utf8);

// Adds text that is no pattern.
void AppendLiteral(absl::string_view text, Glob* glob);

// True if the pattern covers the text from end to end (R3.19).
bool Matches(const Glob& glob, absl::string_view text);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_GLOB_H_
