#include "engine/condition/policy_variable.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// What stands between "${" and "}".
TemplatePart ParseVariable(absl::string_view inside) {
  TemplatePart part;
  if (inside == "*" || inside == "?" || inside == "$") {
    part.kind = TemplatePart::Kind::kLiteral;
    part.text = std::string(inside);
    return part;
  }
  part.kind = TemplatePart::Kind::kVariable;
  // The default is written ", 'text'".
  const size_t comma = inside.find(", '");
  if (comma != absl::string_view::npos && inside.back() == '\'' &&
      inside.size() >= comma + 4) {
    part.variable.default_text =
        std::string(inside.substr(comma + 3, inside.size() - comma - 4));
    inside = inside.substr(0, comma);
  }
  part.variable.key = MakeConditionKey(inside);
  return part;
}

}  // namespace

std::vector<TemplatePart> ParseTemplate(absl::string_view text,
                                        PolicyVersion version) {
  std::vector<TemplatePart> parts;
  std::string plain;
  const auto flush = [&] {
    if (plain.empty()) return;
    TemplatePart part;
    part.text = std::move(plain);
    parts.push_back(std::move(part));
    plain.clear();
  };
  while (!text.empty()) {
    const size_t begin = version == PolicyVersion::k2008_10_17
                             ? absl::string_view::npos
                             : text.find("${");
    const size_t end = begin == absl::string_view::npos
                           ? absl::string_view::npos
                           : text.find('}', begin);
    if (end == absl::string_view::npos) {
      absl::StrAppend(&plain, text);
      break;
    }
    absl::StrAppend(&plain, text.substr(0, begin));
    flush();
    parts.push_back(ParseVariable(text.substr(begin + 2, end - begin - 2)));
    text.remove_prefix(end + 1);
  }
  flush();
  return parts;
}

bool IsConstant(const std::vector<TemplatePart>& parts) {
  return std::none_of(parts.begin(), parts.end(), [](const TemplatePart& part) {
    return part.kind == TemplatePart::Kind::kVariable;
  });
}

std::optional<absl::string_view> PolicyVariable::Resolve(
    const ContextView& context) const {
  if (key.name.empty()) return std::nullopt;  // "${}"
  const KeyValues found = context.Find(key);
  if (!found.values.empty()) {
    // A multivalued key is no value at all, but neither is it absent.
    if (IsMultivalued(key, found)) return std::nullopt;
    if (!found.values.front().empty()) return found.values.front();
  }
  if (default_text.has_value()) return *default_text;
  return std::nullopt;
}

std::optional<std::string> Expand(const std::vector<TemplatePart>& parts,
                                  const ContextView& context) {
  std::string text;
  for (const TemplatePart& part : parts) {
    if (part.kind != TemplatePart::Kind::kVariable) {
      absl::StrAppend(&text, part.text);
      continue;
    }
    const std::optional<absl::string_view> value =
        part.variable.Resolve(context);
    if (!value.has_value()) return std::nullopt;
    absl::StrAppend(&text, *value);
  }
  return text;
}

}  // namespace iam
