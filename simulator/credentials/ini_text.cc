#include "simulator/credentials/ini_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace iam {
namespace {

bool IsBlank(absl::string_view line) {
  return absl::StripAsciiWhitespace(line).empty();
}

// The name in "[name]", which begins its line; "" of other lines. Quotes around
// a part of it, and how much space there is, make no difference.
std::string SectionOf(absl::string_view line) {
  const size_t end = line.rfind(']');
  if (!absl::StartsWith(line, "[") || end == absl::string_view::npos) return "";
  std::string name(line.substr(1, end - 1));
  std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
  absl::RemoveExtraAsciiWhitespace(&name);
  return name;
}

// The key of "key = value" or "key: value"; "" of other lines.
std::string KeyOf(absl::string_view line) {
  if (line.empty() ||
      absl::ascii_isspace(static_cast<unsigned char>(line[0])) ||
      line[0] == '#' || line[0] == ';') {
    return "";
  }
  const size_t end = line.find_first_of("=:");
  if (end == absl::string_view::npos) return "";
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(line.substr(0, end)));
}

// Whether the line goes on with the value above it.
bool IsContinuation(absl::string_view line) {
  return !IsBlank(line) &&
         absl::ascii_isspace(static_cast<unsigned char>(line[0]));
}

}  // namespace

IniText::IniText(absl::string_view text) {
  if (text.empty()) return;
  lines_ = absl::StrSplit(text, '\n');
  // What stands behind the last line break is no line.
  if (lines_.back().empty()) lines_.pop_back();
}

std::string IniText::text() const {
  return lines_.empty() ? "" : absl::StrCat(absl::StrJoin(lines_, "\n"), "\n");
}

bool IniText::HasSection(absl::string_view name) const {
  return FindSection(name).first < lines_.size();
}

IniText::Range IniText::FindSection(absl::string_view name) const {
  size_t first = 0;
  while (first < lines_.size() && SectionOf(lines_[first]) != name) ++first;
  if (first == lines_.size()) return {first, first};
  size_t end = first + 1;
  while (end < lines_.size() && SectionOf(lines_[end]).empty()) ++end;
  return {first, end};
}

IniText::Range IniText::FindValue(Range section, absl::string_view key) const {
  size_t first = section.first;
  while (first < section.second && KeyOf(lines_[first]) != key) ++first;
  size_t end = first;
  if (end < section.second) ++end;
  while (end < section.second && IsContinuation(lines_[end])) ++end;
  return {first, end};
}

void IniText::Set(absl::string_view section, absl::string_view key,
                  absl::string_view value) {
  if (!HasSection(section)) {
    if (!lines_.empty() && !IsBlank(lines_.back())) lines_.emplace_back();
    lines_.push_back(absl::StrCat("[", section, "]"));
  }
  const Range range = FindSection(section);
  const auto [first, end] = FindValue(range, key);
  std::string line = absl::StrCat(key, " = ", value);
  const auto at = [this](size_t i) {
    return lines_.begin() + static_cast<std::ptrdiff_t>(i);
  };
  if (first < end) {
    lines_[first] = std::move(line);
    lines_.erase(at(first + 1), at(end));
    return;
  }
  // Above the blank lines that part it from the next section.
  size_t last = range.second;
  while (last > range.first + 1 && IsBlank(lines_[last - 1])) --last;
  lines_.insert(at(last), std::move(line));
}

void IniText::Remove(absl::string_view section, absl::string_view key) {
  const auto [first, end] = FindValue(FindSection(section), key);
  lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(first),
               lines_.begin() + static_cast<std::ptrdiff_t>(end));
}

}  // namespace iam
