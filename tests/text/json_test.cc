#include "engine/text/json.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace iam {
namespace {

using Kind = JsonValue::Kind;

struct Parsed {
  SourcePtr source;
  Diagnostics diagnostics;
  std::optional<JsonDocument> value;
};

Parsed Parse(std::string text) {
  Parsed parsed;
  parsed.source = std::make_shared<const Source>("x.json", std::move(text));
  parsed.value = ParseJson(parsed.source, &parsed.diagnostics);
  EXPECT_EQ(parsed.value.has_value(), !parsed.diagnostics.has_errors());
  return parsed;
}

std::string TextAt(const Parsed& parsed, Span span) {
  return std::string(
      parsed.source->text().substr(span.begin, span.end - span.begin));
}

TEST(JsonTest, ReadsScalars) {
  const struct {
    const char* json;
    Kind kind;
    const char* text;
  } kRows[] = {
      {"null", Kind::kNull, ""},
      {"true", Kind::kBool, "true"},
      {"false", Kind::kBool, "false"},
      {"0", Kind::kNumber, "0"},
      {"-1.50", Kind::kNumber, "-1.50"},  // as written
      {"1E+2", Kind::kNumber, "1E+2"},
      {"9007199254740993", Kind::kNumber, "9007199254740993"},
      {"123456789012345678901234567890", Kind::kNumber,
       "123456789012345678901234567890"},
      {R"("")", Kind::kString, ""},
      {R"("a\"\\\/\n\t\u0041")", Kind::kString, "a\"\\/\n\tA"},
      {R"("\u00e9\ud83d\ude00")", Kind::kString, "\xC3\xA9\xF0\x9F\x98\x80"},
      {"\"\xC3\xA9\"", Kind::kString, "\xC3\xA9"},
  };
  for (const auto& row : kRows) {
    // Alone, and with blanks around it.
    for (const std::string blank : {"", " \n\t\r"}) {
      const Parsed parsed = Parse(blank + row.json + blank);
      ASSERT_TRUE(parsed.value.has_value()) << row.json;
      EXPECT_EQ(parsed.value->root().kind(), row.kind) << row.json;
      EXPECT_EQ(parsed.value->root().text(), row.text) << row.json;
      EXPECT_EQ(TextAt(parsed, parsed.value->root().span()), row.json);
    }
  }
}

TEST(JsonTest, KeepsOrderAndPlaces) {
  const Parsed parsed =
      Parse(R"( { "b" : [ 1 , "x" , { } , [ ] ] , "a" : true } )");
  ASSERT_TRUE(parsed.value.has_value());
  const JsonValue& root = parsed.value->root();
  ASSERT_TRUE(root.is_object());
  ASSERT_EQ(root.members().size(), 2u);
  EXPECT_EQ(root.members()[0].name(), "b");
  EXPECT_EQ(TextAt(parsed, root.members()[0].name_span()), R"("b")");
  EXPECT_EQ(root.members()[1].name(), "a");
  const JsonValue* list = root.Find("b");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items().size(), 4u);
  EXPECT_EQ(TextAt(parsed, list->span()), R"([ 1 , "x" , { } , [ ] ])");
  EXPECT_EQ(TextAt(parsed, list->items()[1].span()), R"("x")");
  EXPECT_EQ(TextAt(parsed, list->items()[2].span()), "{ }");
  EXPECT_EQ(TextAt(parsed, list->items()[3].span()), "[ ]");
  EXPECT_EQ(TextAt(parsed, root.Find("a")->span()), "true");
  EXPECT_EQ(root.Find("c"), nullptr);
  EXPECT_EQ(list->Find("a"), nullptr);
}

TEST(JsonTest, RefusesWhatIsNoJson) {
  const struct {
    std::string text;
    const char* expected;
  } kRows[] = {
      {"", "1:1: empty text, expected a JSON value [json-cut-off]"},
      {" \n", "1:1: empty text, expected a JSON value [json-cut-off]"},
      {"{\"a\":1,}",
       "1:8: expected a name in double quotes, not '}' "
       "[json-syntax]"},
      {"[1,]", "1:4: expected a value, not ']' [json-syntax]"},
      {"[1 2]", "1:4: expected ',' or ']', not '2' [json-syntax]"},
      {"[01]", "1:3: expected ',' or ']', not '1' [json-syntax]"},
      {"[1.]", "1:2: incomplete number '1.' [json-syntax]"},
      {"[1e]", "1:2: incomplete number '1e' [json-syntax]"},
      {"[1e999]", "1:2: number out of range: '1e999' [json-syntax]"},
      {"[+1]", "1:2: expected a value, not '+1' [json-syntax]"},
      {"[NaN]", "1:2: expected a value, not 'NaN' [json-syntax]"},
      {"[nul]", "1:2: expected a value, not 'nul' [json-syntax]"},
      {"[tru",
       "1:5: text ends inside a list, 1 bracket not closed "
       "[json-cut-off]"},
      {"{\"a\" 1}",
       "1:6: expected ':' behind the name, not '1' "
       "[json-syntax]"},
      {"{\"a\":1 \"b\":2}",
       "1:8: expected ',' or '}', not '\"' "
       "[json-syntax]"},
      {"{a:1}",
       "1:2: expected a name in double quotes, not 'a' "
       "[json-syntax]"},
      {"{\"a\":,}", "1:6: expected a value, not ',' [json-syntax]"},
      {"{\"a\":1:}", "1:7: expected ',' or '}', not ':' [json-syntax]"},
      {"[1]:", "1:4: expected the end of the text, not ':' [json-syntax]"},
      {"[1}", "1:3: expected ',' or ']', not '}' [json-syntax]"},
      {"[]]", "1:3: expected the end of the text, not ']' [json-syntax]"},
      {"[\"a\nb\"]", "1:2: string does not end on its line [json-syntax]"},
      {"[\"a\tb\"]",
       "1:4: control character U+0009 in a string "
       "[json-syntax]"},
      {"[\"\\x41\"]",
       "1:3: unknown escape '\\x' in a string "
       "[invalid-escape]"},
      {"[\"\\u12g4\"]",
       "1:3: no four hexadecimal digits in escape "
       "'\\u12g4' [invalid-escape]"},
      {"[\"\\ud800x\"]",
       "1:3: unpaired surrogate escape '\\ud800' "
       "[invalid-escape]"},
      {"[\"\\udc00\"]",
       "1:2: unpaired surrogate escape in a string "
       "[invalid-escape]"},
      {"[\"\\u0000\"]", "1:2: NUL character in a string [nul-character]"},
      {"{\"\\u0000\":1}", "1:2: NUL character in a string [nul-character]"},
      {std::string("[1]\0[2]", 7),
       "1:4: NUL character in a JSON text "
       "[nul-character]"},
      {"[\"\xE9\"]", "1:3: invalid UTF-8 [invalid-utf8]"},
      {"\xEF\xBB\xBF[]",
       "1:1: byte order mark before the JSON text "
       "[byte-order-mark]"},
      {"[\"abc", "1:6: text ends inside a string [json-cut-off]"},
      {"[\"abc\\", "1:7: text ends inside a string [json-cut-off]"},
      {"[\"abc\\u00", "1:10: text ends inside a string [json-cut-off]"},
  };
  for (const auto& row : kRows) {
    const Parsed parsed = Parse(row.text);
    EXPECT_EQ(parsed.diagnostics.ToStatus().message(),
              std::string("x.json:") + row.expected);
  }
}

TEST(JsonTest, TellsWhatWasOpenWhenTheTextEnds) {
  const Parsed parsed = Parse("{\"a\": [\n  {\"b\": 1},\n\n");
  ASSERT_EQ(parsed.diagnostics.all().size(), 2u);
  EXPECT_EQ(parsed.diagnostics.all()[0].message,
            "text ends inside a list, 2 brackets not closed");
  EXPECT_EQ(parsed.diagnostics.all()[1].message, "the list begins here");
  EXPECT_EQ(parsed.diagnostics.all()[1].span.begin, 6u);
}

// Every cut of a text is refused, and with a place inside it.
TEST(JsonTest, RefusesEveryCut) {
  const std::string text =
      R"({"a": [1.5, -2e1, "x\u00e9\n"], "b": {"c": null, "d": true}})";
  for (size_t length = 0; length < text.size(); ++length) {
    const Parsed parsed = Parse(text.substr(0, length));
    ASSERT_FALSE(parsed.value.has_value()) << length;
    EXPECT_LE(parsed.diagnostics.all()[0].span.begin, length);
  }
}

TEST(JsonTest, LimitsTheDepth) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(Parse(nested(kMaxJsonDepth)).value.has_value());
  EXPECT_FALSE(Parse(nested(kMaxJsonDepth + 1)).value.has_value());
  EXPECT_FALSE(Parse(std::string(1 << 20, '[')).value.has_value());
}

TEST(JsonTest, RefusesDuplicateNames) {
  Parsed parsed = Parse(R"({"a": {"b": 1, "c": 2, "b": 3}, "a": 4})");
  ASSERT_EQ(parsed.diagnostics.error_count(), 2u);  // inner object first
  EXPECT_EQ(parsed.diagnostics.all()[0].span.begin, 24u);
  EXPECT_EQ(parsed.diagnostics.all()[1].severity, Severity::kNote);
  EXPECT_EQ(parsed.diagnostics.all()[1].span.begin, 8u);
  // However the name is spelt, and in large objects too.
  EXPECT_FALSE(Parse(R"({"a": 1, "\u0061": 2})").value.has_value());
  std::string large = "{";
  for (int i = 0; i < 1000; ++i) {
    large += "\"k" + std::to_string(i) + "\": 1, ";
  }
  EXPECT_TRUE(Parse(large + "\"k1000\": 1}").value.has_value());
  EXPECT_FALSE(Parse(large + "\"k500\": 1}").value.has_value());
  // Names that differ in case only are two names.
  EXPECT_TRUE(Parse(R"({"a": 1, "A": 2})").value.has_value());
}

TEST(JsonTest, ReadsAPartOfAText) {
  const auto source = std::make_shared<const Source>(
      "x", "[1,\n{\"a\": \"b\\n\", \"c\": 12}34,}");
  const auto json = ParseJson(source, Span{4, 25}, nullptr);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->root().span().begin, 4u);
  EXPECT_EQ(json->root().Find("a")->text(), "b\n");
  EXPECT_EQ(json->root().Find("c")->text(), "12");
  EXPECT_EQ(json->root().Find("c")->span().begin, 22u);
  // Nothing behind the part is seen, nor before it.
  const struct {
    Span part;
    const char* expected;
  } kRows[] = {
      {{4, 24},
       "x:2:21: text ends inside an object, 1 bracket not closed "
       "[json-cut-off]"},
      {{4, 13}, "x:2:10: text ends inside a string [json-cut-off]"},
      {{4, 4}, "x:2:1: empty text, expected a JSON value [json-cut-off]"},
      {{27, 28}, "x:2:24: expected a value, not ',' [json-syntax]"},
      {{28, 29}, "x:2:25: expected a value, not '}' [json-syntax]"},
  };
  for (const auto& row : kRows) {
    Diagnostics diagnostics;
    EXPECT_FALSE(ParseJson(source, row.part, &diagnostics).has_value());
    EXPECT_EQ(diagnostics.ToStatus().message(), row.expected);
    EXPECT_EQ(diagnostics.ToString().find("hint"), std::string::npos);
  }
}

TEST(JsonTest, PointsIntoTheTextWhereThereAreNoEscapes) {
  const Parsed parsed = Parse(R"(["abc", "a\u0062c", -1.5])");
  ASSERT_TRUE(parsed.value.has_value());
  const absl::Span<const JsonValue> items = parsed.value->root().items();
  const char* const text = parsed.source->text().data();
  EXPECT_EQ(items[0].text().data(), text + 2);
  EXPECT_EQ(items[1].text(), "abc");
  EXPECT_EQ(items[2].text().data(), text + 20);
}

TEST(JsonTest, NeedsNoDiagnostics) {
  const auto source = std::make_shared<const Source>("x", R"({"a":1,"a":2})");
  EXPECT_FALSE(ParseJson(source, nullptr).has_value());
}

TEST(JsonTest, Quotes) {
  EXPECT_EQ(JsonQuote(""), R"("")");
  EXPECT_EQ(JsonQuote("a\"\\\n\r\t\x01\x1F\xC3\xA9"),
            "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001f\xC3\xA9\"");
  const Parsed parsed = Parse(JsonQuote("\x01 \"q\" \\ \x7F"));
  ASSERT_TRUE(parsed.value.has_value());
  EXPECT_EQ(parsed.value->root().text(), "\x01 \"q\" \\ \x7F");
}

}  // namespace
}  // namespace iam
