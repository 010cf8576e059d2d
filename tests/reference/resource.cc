// Resources, section 3.

#include <algorithm>

#include "tests/reference/glob.h"
#include "tests/reference/statement.h"
#include "tests/reference/text.h"

namespace iam::reference {
namespace {

// R3.21: variables stand behind the fifth colon only. Escapes are written
// like variables.
bool HasMisplacedVariable(const std::vector<Part>& parts) {
  std::ptrdiff_t colons = 0;
  for (const Part& part : parts) {
    if (part.kind == Part::Kind::kWritten) {
      colons += std::count(part.text.begin(), part.text.end(), ':');
    } else if (colons < 5) {
      return true;
    }
  }
  return false;
}

// Adds written text; `component` counts from 1. `ends` tells that the pattern
// ends behind it.
void AppendWritten(const std::string& text, bool ends, int* component,
                   Glob* glob) {
  const std::vector<char32_t> characters = Characters(text);
  for (size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i];
    const bool last = i + 1 == characters.size();
    GlobToken token{GlobToken::Kind::kCharacter, c};
    if (*component == 6) {  // R3.11
      if (c == U'*') token.kind = GlobToken::Kind::kRun;
      if (c == U'?') token.kind = GlobToken::Kind::kOne;
    } else if (c == U'*') {
      // R3.12: a star that is the last character of its segment runs on.
      const bool ends_segment = last ? ends : characters[i + 1] == U':';
      token.kind =
          ends_segment ? GlobToken::Kind::kRun : GlobToken::Kind::kRunNotColon;
    } else if (c == U'?') {
      token.kind = GlobToken::Kind::kOneNotColon;  // R3.14
    } else if (c == U':') {
      ++*component;
    }
    glob->push_back(token);
  }
}

// R3.12 on one pattern. `parts` has no misplaced variables.
bool MatchesArn(const std::vector<Part>& parts, const Situation& situation) {
  Glob glob;
  int component = 1;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (part.kind == Part::Kind::kWritten) {
      AppendWritten(part.text, i + 1 == parts.size(), &component, &glob);
    } else if (part.kind == Part::Kind::kEscape) {
      AppendLiteral(part.text, &glob);
    } else {
      const auto text = TextOf(part, situation.context);
      if (!text) return false;      // R3.26
      AppendLiteral(*text, &glob);  // R3.25
    }
  }
  return Matches(glob, situation.resource);
}

// R3.16: whether missing trailing segments of a short ARN act as '*'.
bool IsPadded(const std::string& entry, PolicyType type) {
  switch (type) {
    case PolicyType::kIdentityBased:
    case PolicyType::kPermissionsBoundary:
    case PolicyType::kSession:
      return true;
    case PolicyType::kResourceBased:
    case PolicyType::kTrust:
    case PolicyType::kVpcEndpoint:
      return entry.find_first_of("*?") != std::string::npos;
    case PolicyType::kServiceControlPolicy:
      return entry.back() == '*';
    case PolicyType::kResourceControlPolicy:
      return false;
  }
  return false;
}

bool MatchesEntry(const std::string& entry, PolicyVersion version,
                  PolicyType type, const Situation& situation) {
  if (entry == "*") return true;                 // R3.5
  if (!BeginsWith(entry, "arn:")) return false;  // R3.6
  const std::vector<Part> parts = CutAtVariables(entry, version);
  if (HasMisplacedVariable(parts)) return false;
  if (MatchesArn(parts, situation)) return true;
  auto colons = std::count(entry.begin(), entry.end(), ':');
  if (colons >= 5 || !IsPadded(entry, type)) return false;
  std::string padded = entry;
  for (; colons < 5; ++colons) padded += ":*";
  return MatchesArn(CutAtVariables(padded, version), situation);
}

}  // namespace

bool MatchesResource(const PatternElement& element, PolicyVersion version,
                     PolicyType type, const Situation& situation) {
  bool any = false;
  for (const PolicyString& entry : element.entries) {
    any =
        any || MatchesEntry(std::string(entry.text), version, type, situation);
  }
  return any != element.negated;  // R1.22, R3.27, R3.43
}

}  // namespace iam::reference
