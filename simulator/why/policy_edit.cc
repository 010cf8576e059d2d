#include "simulator/why/policy_edit.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/text/json.h"

namespace iam {
namespace {

// How a text lays out the members of an object.
struct Style {
  bool lines = false;  // each on a line of its own
  std::string indent;  // of the object's own braces
  std::string deeper;  // of its members
  std::string colon = ": ";
  std::string comma = ", ";
};

// The blanks that the line of an offset begins with.
std::string IndentAt(absl::string_view text, size_t offset) {
  const size_t newline = text.rfind('\n', offset);
  const size_t begin = newline == absl::string_view::npos ? 0 : newline + 1;
  size_t end = begin;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  return std::string(text.substr(begin, end - begin));
}

Style StyleOf(absl::string_view text, const JsonValue& object) {
  Style style;
  const Span span = object.span();
  style.lines = text.substr(span.begin, span.end - span.begin).find('\n') !=
                absl::string_view::npos;
  style.indent = IndentAt(text, span.begin);
  if (object.members().empty()) return style;
  const JsonValue::Member& first = object.members().front();
  style.deeper = IndentAt(text, first.name_span().begin);
  const absl::string_view colon = text.substr(
      first.name_span().end, first.value.span().begin - first.name_span().end);
  style.colon = std::string(colon);
  if (colon == ":") style.comma = ",";
  return style;
}

using Member = std::pair<std::string, std::string>;  // name, JSON

std::vector<Member> MembersOf(const NewStatement& statement,
                              const Style& style) {
  std::vector<Member> members;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) members.emplace_back(name, JsonQuote(value));
  };
  add("Sid", statement.sid);
  add("Effect", statement.effect);
  if (!statement.principal.first.empty()) {
    members.emplace_back(
        "Principal",
        absl::StrCat("{", JsonQuote(statement.principal.first), style.colon,
                     JsonQuote(statement.principal.second), "}"));
  }
  add("Action", statement.action);
  add("Resource", statement.resource);
  if (!statement.conditions.empty()) {
    std::map<std::string, std::string> operators;
    for (const NewStatement::Condition& condition : statement.conditions) {
      std::string& keys = operators[condition.op];
      absl::StrAppend(&keys, keys.empty() ? "" : style.comma,
                      JsonQuote(condition.key), style.colon,
                      JsonQuote(condition.value));
    }
    std::string json = "{";
    for (const auto& [op, keys] : operators) {
      absl::StrAppend(&json, json.size() == 1 ? "" : style.comma, JsonQuote(op),
                      style.colon, "{", keys, "}");
    }
    members.emplace_back("Condition", absl::StrCat(json, "}"));
  }
  return members;
}

std::string Written(const NewStatement& statement, const Style& style) {
  std::string json = "{";
  bool first = true;
  for (const auto& [name, value] : MembersOf(statement, style)) {
    absl::StrAppend(&json,
                    first         ? ""
                    : style.lines ? ","
                                  : style.comma,
                    style.lines ? absl::StrCat("\n", style.deeper) : "",
                    JsonQuote(name), style.colon, value);
    first = false;
  }
  absl::StrAppend(&json, style.lines ? absl::StrCat("\n", style.indent) : "",
                  "}");
  return json;
}

Span At(size_t offset) {
  const auto at = static_cast<uint32_t>(offset);
  return {at, at};
}

}  // namespace

std::string ToJson(const NewStatement& statement) {
  return Written(statement, Style());
}

std::string DocumentOf(const NewStatement& statement) {
  const Style style = {.lines = true, .indent = "    ", .deeper = "      "};
  return absl::StrCat(
      "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    ",
      Written(statement, style), "\n  ]\n}\n");
}

TextEdit AddStatement(const StatementRef& last, const NewStatement& statement) {
  const WrittenStatement neighbour(last);
  const absl::string_view text = neighbour.source()->text();
  const Span span = neighbour.span();
  Style style = StyleOf(text, neighbour.root());
  const std::string json = Written(statement, style);
  // A lone statement need not be in a list.
  size_t before = span.begin;
  while (before > 0 &&
         absl::ascii_isspace(static_cast<unsigned char>(text[before - 1]))) {
    --before;
  }
  const bool in_list =
      before > 0 && (text[before - 1] == '[' || text[before - 1] == ',');
  if (!in_list) {
    return {neighbour.source(), span,
            absl::StrCat("[", text.substr(span.begin, span.end - span.begin),
                         style.comma, json, "]")};
  }
  const bool own_line = text.substr(before, span.begin - before).find('\n') !=
                        absl::string_view::npos;
  return {neighbour.source(), At(span.end),
          absl::StrCat(",",
                       own_line ? absl::StrCat("\n", style.indent)
                                : style.comma.substr(1),
                       json)};
}

TextEdit AddValue(const SourcePtr& source, const WrittenElement& element,
                  absl::string_view value) {
  const absl::string_view text = source->text();
  const absl::string_view written =
      text.substr(element.span.begin, element.span.end - element.span.begin);
  const std::string added = JsonQuote(value);
  if (written.front() != '[') {
    return {source, element.span, absl::StrCat("[", written, ", ", added, "]")};
  }
  // Behind the last value, parted from it as the first is from the bracket.
  size_t end = written.size() - 1;
  while (end > 1 &&
         absl::ascii_isspace(static_cast<unsigned char>(written[end - 1]))) {
    --end;
  }
  size_t lead = 1;
  while (lead < written.size() &&
         absl::ascii_isspace(static_cast<unsigned char>(written[lead]))) {
    ++lead;
  }
  const std::string blank(written.substr(1, lead - 1));
  const bool is_empty = element.values.empty();
  return {source, At(element.span.begin + end),
          absl::StrCat(is_empty ? "" : ",",
                       blank.empty() && !is_empty ? " " : blank, added)};
}

TextEdit AddCondition(const WrittenStatement& statement,
                      const NewStatement::Condition& condition) {
  const absl::string_view text = statement.source()->text();
  const Style style = StyleOf(text, statement.root());
  const std::string entry = absl::StrCat(
      JsonQuote(condition.op), style.colon, "{", JsonQuote(condition.key),
      style.colon, JsonQuote(condition.value), "}");
  const JsonValue* existing = statement.root().Find("Condition");
  if (existing != nullptr && !existing->members().empty()) {
    // In front of the first operator, on its line or on one of its own.
    const Span first = existing->members().front().name_span();
    const bool own_line = text.substr(existing->span().begin,
                                      first.begin - existing->span().begin)
                              .find('\n') != absl::string_view::npos;
    return {
        statement.source(), At(first.begin),
        absl::StrCat(entry, ",",
                     own_line ? absl::StrCat("\n", IndentAt(text, first.begin))
                              : style.comma.substr(1))};
  }
  const JsonValue::Member& last = statement.root().members().back();
  const std::string member =
      absl::StrCat(JsonQuote("Condition"), style.colon, "{", entry, "}");
  return {statement.source(), At(last.value.span().end),
          absl::StrCat(
              style.lines ? absl::StrCat(",\n", style.deeper) : style.comma,
              member)};
}

}  // namespace iam
