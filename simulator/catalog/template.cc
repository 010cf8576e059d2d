#include "simulator/catalog/template.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/arn_format.h"

namespace iam {
namespace {

using Values = std::vector<std::string>;

Values VariableValues(absl::string_view name, const TemplateInput& input) {
  const auto one = [](const std::string& text) {
    return text.empty() ? Values() : Values{text};
  };
  if (name == "Partition") return one(input.place.partition);
  if (name == "Region") return one(input.place.region);
  if (name == "Account") return one(input.place.account);
  return input.parameters.Values(name);
}

// Every value with every tail behind it.
void AppendAll(const Values& tails, Values* values) {
  Values all;
  for (const std::string& value : *values) {
    for (const std::string& tail : tails) {
      if (all.size() == kMostTemplateValues) break;
      all.push_back(absl::StrCat(value, tail));
    }
  }
  *values = std::move(all);
}

std::string PercentEncode(absl::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || absl::StrContains("-_.~", c)) {
      encoded.push_back(c);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

// The expression, compiled once: a log asks for the same few a million times.
// It is as JavaScript writes it, "/…/g".
const RE2& Compiled(absl::string_view expression) {
  static auto* const mutex = new std::mutex;
  static auto* const all =
      new absl::flat_hash_map<std::string, std::unique_ptr<const RE2>>;
  const std::lock_guard<std::mutex> lock(*mutex);
  std::unique_ptr<const RE2>& re = (*all)[expression];
  if (re == nullptr) {
    absl::ConsumePrefix(&expression, "/");
    expression = expression.substr(0, expression.rfind('/'));
    re = std::make_unique<const RE2>(
        re2::StringPiece(expression.data(), expression.size()), RE2::Quiet);
  }
  return *re;
}

Values FirstGroups(const Values& values, absl::string_view expression) {
  const RE2& re = Compiled(expression);
  Values groups;
  if (!re.ok() || re.NumberOfCapturingGroups() == 0) return groups;
  for (const std::string& value : values) {
    std::string group;
    if (RE2::PartialMatch(value, re, &group) && !group.empty()) {
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

// The values of a call, "%%name%argument%…%%"; `arguments` is without the ends.
Values Call(absl::string_view name, absl::string_view arguments,
            const TemplateInput& input) {
  if (name == "regex") {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(arguments, absl::MaxSplits('%', 1));
    return FirstGroups(ExpandTemplate(parts.first, input), parts.second);
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(arguments, '%');
  Values values = ExpandTemplate(parts.front(), input);
  if (name == "withpath" && parts.size() == 2) {
    const std::string path = values.empty() ? "" : values.front();
    values = {std::string(absl::StripPrefix(path, "/"))};
    AppendAll(ExpandTemplate(parts[1], input), &values);
    return values;
  }
  if (name == "iftruthy") {
    const size_t branch = values.empty() ? 2 : 1;
    if (parts.size() == 1) return values;
    return branch < parts.size() ? ExpandTemplate(parts[branch], input)
                                 : Values();
  }
  if (name == "urlencode") {
    for (std::string& value : values) value = PercentEncode(value);
    return values;
  }
  if (name == "many") {
    for (size_t i = 1; i < parts.size(); ++i) {
      for (std::string& value : ExpandTemplate(parts[i], input)) {
        values.push_back(std::move(value));
      }
    }
    return values;
  }
  if (name != "iftemplatematch") return {};
  std::erase_if(values, [&](const std::string& value) {
    return std::none_of(
        input.formats.begin(), input.formats.end(),
        [&](absl::string_view format) { return HasFormat(format, value); });
  });
  return values;
}

// The first part of a template, cut off `rest`: a call, a variable, a literal.
Values CutPart(absl::string_view* rest, const TemplateInput& input) {
  if (absl::ConsumePrefix(rest, "%%")) {
    const size_t name_end = rest->find('%');
    if (name_end == absl::string_view::npos) {
      *rest = {};
      return {};
    }
    const absl::string_view name = rest->substr(0, name_end);
    rest->remove_prefix(name_end + 1);
    size_t end = rest->find("%%");
    // Of "%%%", the first ends an argument: an empty one follows.
    while (end < rest->size() && rest->substr(end, 3) == "%%%") ++end;
    const absl::string_view arguments = rest->substr(0, end);
    rest->remove_prefix(std::min(rest->size(), arguments.size() + 2));
    return Call(name, arguments, input);
  }
  const size_t variable_end = rest->find('}');
  if (absl::StartsWith(*rest, "${") &&
      variable_end != absl::string_view::npos) {
    const absl::string_view name = rest->substr(2, variable_end - 2);
    rest->remove_prefix(variable_end + 1);
    return VariableValues(name, input);
  }
  const size_t next =
      std::min({rest->find("${", 1), rest->find("%%", 1), rest->size()});
  Values literal = {std::string(rest->substr(0, next))};
  rest->remove_prefix(next);
  return literal;
}

}  // namespace

std::vector<std::string> ExpandTemplate(absl::string_view text,
                                        const TemplateInput& input) {
  if (text.empty()) return {};
  Values values = {""};
  while (!text.empty()) AppendAll(CutPart(&text, input), &values);
  return values;
}

std::vector<std::string> RawValues(absl::string_view text,
                                   const TemplateInput& input) {
  Values values;
  for (const FormatPiece& piece : CutFormat(text)) {
    if (!piece.variable) continue;
    for (std::string& value : input.parameters.Values(piece.text)) {
      values.push_back(std::move(value));
    }
  }
  return values;
}

}  // namespace iam
