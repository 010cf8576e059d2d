// Policy variables, section 3.3, and the keys that a request lacks.

#include "tests/reference/variables.h"

#include <map>

#include "tests/reference/text.h"

namespace iam::reference {
namespace {

// What stands between "${" and "}".
Part ReadVariable(absl::string_view inside) {
  if (inside == "*" || inside == "?" || inside == "$") {
    return {Part::Kind::kEscape, std::string(inside), std::nullopt};
  }
  const absl::string_view separator = ", '";
  const size_t comma = inside.find(separator);
  if (comma != absl::string_view::npos) {
    const absl::string_view quoted = inside.substr(comma + separator.size());
    if (EndsWith(quoted, "'")) {
      return {Part::Kind::kVariable, std::string(inside.substr(0, comma)),
              std::string(quoted.substr(0, quoted.size() - 1))};
    }
  }
  return {Part::Kind::kVariable, std::string(inside), std::nullopt};
}

}  // namespace

std::vector<Part> CutAtVariables(absl::string_view text,
                                 PolicyVersion version) {
  std::vector<Part> parts;
  while (!text.empty()) {
    const size_t begin = version == PolicyVersion::k2012_10_17
                             ? text.find("${")
                             : absl::string_view::npos;
    const size_t end = begin == absl::string_view::npos
                           ? absl::string_view::npos
                           : text.find('}', begin);
    if (end == absl::string_view::npos) {  // R3.29: unterminated is literal
      parts.push_back({Part::Kind::kWritten, std::string(text), std::nullopt});
      break;
    }
    if (begin > 0) {
      parts.push_back({Part::Kind::kWritten, std::string(text.substr(0, begin)),
                       std::nullopt});
    }
    parts.push_back(ReadVariable(text.substr(begin + 2, end - begin - 2)));
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::optional<std::string> TextOf(const Part& variable,
                                  const RequestContext& context) {
  if (variable.text.empty()) return std::nullopt;  // R3.29: "${}"
  if (auto text = context.VariableText(variable.text)) return text;
  // R3.28: a list is no text, and it isn't absent either, so that R3.23 does
  // not come in.
  const RequestContext::Key* key = context.Find(variable.text);
  if (key != nullptr && IsMultivalued(*key)) return std::nullopt;
  return variable.default_text;
}

std::optional<std::string> Substitute(const std::vector<Part>& parts,
                                      const RequestContext& context) {
  std::string whole;
  for (const Part& part : parts) {
    if (part.kind != Part::Kind::kVariable) {
      whole += part.text;
      continue;
    }
    const auto text = TextOf(part, context);
    if (!text) return std::nullopt;
    whole += *text;
  }
  return whole;
}

void MissingKeys::AddIfAbsent(absl::string_view key,
                              const RequestContext& context) {
  if (key.empty() || context.Find(key) != nullptr) return;
  names_.push_back(WellKnownSpelling(key).value_or(std::string(key)));
}

void MissingKeys::AddAbsentVariables(const std::vector<Part>& parts,
                                     const RequestContext& context) {
  for (const Part& part : parts) {
    if (part.kind == Part::Kind::kVariable) AddIfAbsent(part.text, context);
  }
}

std::vector<std::string> MissingKeys::Names() const {
  std::map<std::string, std::string> by_lower;
  for (const std::string& name : names_) {
    const auto [at, is_new] = by_lower.emplace(Lower(name), name);
    if (!is_new && name < at->second) at->second = name;
  }
  std::vector<std::string> names;
  for (const auto& [lower, name] : by_lower) names.push_back(name);
  return names;
}

}  // namespace iam::reference
