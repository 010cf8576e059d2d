#ifndef IAM_TESTS_REFERENCE_TEXT_H_
#define IAM_TESTS_REFERENCE_TEXT_H_

#include <array>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam::reference {

// A–Z to a–z.
std::string Lower(absl::string_view text);

// The same for the letters U+00C0–U+00DE too, in UTF-8 (R4.44).
std::string LowerLatin1(absl::string_view text);

bool EqualIgnoringCase(absl::string_view a, absl::string_view b);
bool BeginsIgnoringCase(absl::string_view text, absl::string_view begin);
bool BeginsWith(absl::string_view text, absl::string_view begin);
bool EndsWith(absl::string_view text, absl::string_view end);
bool AllDigits(absl::string_view text);

// Cut at the first five colons; the sixth component is all the rest (section
// 3.1). nullopt if there are fewer.
using Components = std::array<std::string, 6>;
std::optional<Components> SplitArn(absl::string_view text);

// What stands behind the last '/'; all of it if there is none.
std::string LastSegment(absl::string_view path);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_TEXT_H_
