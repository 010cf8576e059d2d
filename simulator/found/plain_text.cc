// Everything around the words goes: what a terminal, a box, a JSON string or an
// XML element adds. The words themselves stay byte for byte.

#include "simulator/found/plain_text.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace iam {
namespace {

// Nobody's terminal is narrower; shorter lines say nothing about a width.
constexpr size_t kMinWidth = 40;

// Terraform's boxes, and those of other programs.
constexpr absl::string_view kBorders[] = {"│", "╷", "╵", "┃", "║", "|"};

struct Escape {
  absl::string_view written;
  absl::string_view meant;
};

constexpr Escape kEscapes[] = {
    {"\\\"", "\""},    {"\\n", " "},     {"\\t", " "},     {"\\r", " "},
    {"\\u0022", "\""}, {"\\u003c", "<"}, {"\\u003e", ">"}, {"\\u0026", "&"},
    {"&quot;", "\""},  {"&#34;", "\""},  {"&#39;", "'"},   {"&apos;", "'"},
    {"&lt;", "<"},     {"&gt;", ">"},    {"&amp;", "&"},
};

// "\x1b[31m" and the like.
std::string WithoutColours(absl::string_view line) {
  std::string plain;
  for (size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\x1b') {
      plain.push_back(line[at]);
      continue;
    }
    if (at + 1 >= line.size() || line[at + 1] != '[') continue;
    at += 2;
    while (at < line.size() &&
           !absl::ascii_isalpha(static_cast<unsigned char>(line[at]))) {
      ++at;
    }
  }
  return plain;
}

// Without borders and the blanks around them.
absl::string_view Inside(absl::string_view line) {
  line = absl::StripAsciiWhitespace(line);
  for (const absl::string_view border : kBorders) {
    if (absl::ConsumePrefix(&line, border)) {
      absl::ConsumeSuffix(&line, border);
      return absl::StripAsciiWhitespace(line);
    }
  }
  return line;
}

// In characters, as a terminal counts.
size_t WidthOf(absl::string_view line) {
  return static_cast<size_t>(std::count_if(
      line.begin(), line.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

absl::string_view TakeLine(absl::string_view* text) {
  const size_t end = text->find('\n');
  absl::string_view line = text->substr(0, end);
  text->remove_prefix(end == absl::string_view::npos ? text->size() : end + 1);
  absl::ConsumeSuffix(&line, "\r");
  return line;
}

size_t MaxWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) width = std::max(width, WidthOf(TakeLine(&text)));
  return width;
}

}  // namespace

PlainText::PlainText(absl::string_view text, uint32_t first_line, Wrap wrap) {
  const size_t width = wrap == Wrap::kAtWidth ? MaxWidth(text) : 0;
  bool was_full = false;
  for (uint32_t number = first_line; !text.empty(); ++number) {
    const absl::string_view raw = TakeLine(&text);
    const bool has_colours = absl::StrContains(raw, '\x1b');
    const std::string kept = has_colours ? WithoutColours(raw) : std::string();
    const absl::string_view line = has_colours ? kept : raw;
    const absl::string_view inside = Inside(line);
    const bool goes_on =
        was_full && !line.empty() &&
        !absl::ascii_isspace(static_cast<unsigned char>(line.front()));
    if (goes_on) {
      joined_at_width_ = true;
    } else if (!text_.empty() && text_.back() != '\n') {
      text_.push_back(inside.empty() ? '\n' : ' ');
    }
    lines_.emplace_back(text_.size(), number);
    AppendUnescaped(inside);
    was_full = width >= kMinWidth && WidthOf(raw) == width &&
               inside.end() == line.end();
  }
}

void PlainText::AppendUnescaped(absl::string_view line) {
  while (!line.empty()) {
    const size_t at = std::min(line.find_first_of("\\&"), line.size());
    absl::StrAppend(&text_, line.substr(0, at));
    line.remove_prefix(at);
    if (line.empty()) return;
    const Escape* const found =
        std::find_if(std::begin(kEscapes), std::end(kEscapes),
                     [&line](const Escape& escape) {
                       return absl::StartsWith(line, escape.written);
                     });
    if (found == std::end(kEscapes)) {
      text_.push_back(line.front());
      line.remove_prefix(1);
    } else {
      absl::StrAppend(&text_, found->meant);
      line.remove_prefix(found->written.size());
    }
  }
}

uint32_t PlainText::LineOf(size_t offset) const {
  const auto after = std::upper_bound(
      lines_.begin(), lines_.end(), offset,
      [](size_t value, const auto& line) { return value < line.first; });
  return after == lines_.begin() ? 1 : std::prev(after)->second;
}

}  // namespace iam
