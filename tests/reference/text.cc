#include "tests/reference/text.h"

#include <algorithm>

namespace iam::reference {
namespace {

char LowerOf(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string Lower(absl::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = LowerOf(c);
  return lower;
}

std::string LowerLatin1(absl::string_view text) {
  std::string lower = Lower(text);
  // U+00C0–U+00DE are C3 80 – C3 9E, their small letters C3 A0 – C3 BE;
  // U+00D7 (C3 97) is the multiplication sign.
  for (size_t i = 1; i < lower.size(); ++i) {
    const auto lead = static_cast<unsigned char>(lower[i - 1]);
    const auto byte = static_cast<unsigned char>(lower[i]);
    if (lead == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97) {
      lower[i] = static_cast<char>(byte + 0x20);
    }
  }
  return lower;
}

bool EqualIgnoringCase(absl::string_view a, absl::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char c, char d) { return LowerOf(c) == LowerOf(d); });
}

bool BeginsIgnoringCase(absl::string_view text, absl::string_view begin) {
  return EqualIgnoringCase(text.substr(0, begin.size()), begin);
}

bool BeginsWith(absl::string_view text, absl::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

bool EndsWith(absl::string_view text, absl::string_view end) {
  return text.size() >= end.size() &&
         text.substr(text.size() - end.size()) == end;
}

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

std::optional<Components> SplitArn(absl::string_view text) {
  Components components;
  for (size_t i = 0; i < 5; ++i) {
    const size_t colon = text.find(':');
    if (colon == absl::string_view::npos) return std::nullopt;
    components[i] = std::string(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  components[5] = std::string(text);
  return components;
}

std::string LastSegment(absl::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return std::string(path);
  return std::string(path.substr(slash + 1));
}

}  // namespace iam::reference
