#include "simulator/why/text_edit.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/text/json.h"

namespace iam {
namespace {

// Finds the string value that begins at an offset.
const JsonValue* StringAt(const JsonValue& value, size_t offset) {
  if (offset < value.span().begin || offset >= value.span().end) return nullptr;
  if (value.is_string()) {
    return value.span().begin == offset ? &value : nullptr;
  }
  for (const JsonValue& item : value.items()) {
    if (const JsonValue* found = StringAt(item, offset)) return found;
  }
  for (const JsonValue::Member& member : value.members()) {
    if (const JsonValue* found = StringAt(member.value, offset)) return found;
  }
  return nullptr;
}

// The offset of a place in a source's name, "account.json:12:30(text)", if the
// name is made of this source's.
std::optional<size_t> PlaceInside(const Source& outer,
                                  const std::string& name) {
  if (!absl::StartsWith(name, absl::StrCat(outer.name(), ":")) ||
      !absl::EndsWith(name, "(text)")) {
    return std::nullopt;
  }
  const std::string place = name.substr(outer.name().size() + 1);
  uint32_t line = 0;
  uint32_t column = 0;
  if (std::sscanf(place.c_str(), "%u:%u(text)", &line, &column) != 2 ||
      line == 0 || column == 0) {
    return std::nullopt;
  }
  const absl::string_view text = outer.Line(line);
  if (column > text.size()) return std::nullopt;
  return static_cast<size_t>(text.data() - outer.text().data()) + column - 1;
}

}  // namespace

std::optional<std::pair<SourcePtr, size_t>> OuterPlace(
    const std::vector<SourcePtr>& sources, const Source& inner) {
  for (const SourcePtr& outer : sources) {
    if (const auto offset = PlaceInside(*outer, inner.name())) {
      return std::make_pair(outer, *offset);
    }
  }
  return std::nullopt;
}

namespace {

// The edits of an inner source as one edit of the string that holds it.
std::optional<TextEdit> InOuter(const std::vector<SourcePtr>& sources,
                                const Source& inner,
                                const std::vector<TextEdit>& edits) {
  const auto place = OuterPlace(sources, inner);
  if (!place.has_value()) return std::nullopt;
  const auto& [outer, offset] = *place;
  Diagnostics ignored;
  const auto document = ParseJson(outer, &ignored);
  if (!document.has_value()) return std::nullopt;
  const JsonValue* value = StringAt(document->root(), offset);
  if (value == nullptr) return std::nullopt;
  return TextEdit{outer, value->span(), JsonQuote(EditedText(inner, edits))};
}

bool Holds(const std::vector<SourcePtr>& sources, const SourcePtr& source) {
  return std::find(sources.begin(), sources.end(), source) != sources.end();
}

}  // namespace

std::string EditedText(const Source& source,
                       const std::vector<TextEdit>& edits) {
  std::vector<const TextEdit*> own;
  for (const TextEdit& edit : edits) {
    if (edit.source.get() == &source) own.push_back(&edit);
  }
  std::stable_sort(own.begin(), own.end(),
                   [](const TextEdit* a, const TextEdit* b) {
                     return a->span.begin < b->span.begin;
                   });
  std::string text;
  size_t at = 0;
  for (const TextEdit* edit : own) {
    absl::StrAppend(&text, source.text().substr(at, edit->span.begin - at),
                    edit->text);
    at = edit->span.end;
  }
  absl::StrAppend(&text, source.text().substr(at));
  return text;
}

absl::StatusOr<std::vector<TextEdit>> OuterEdits(
    const std::vector<SourcePtr>& sources, const std::vector<TextEdit>& edits) {
  std::vector<TextEdit> outer_edits;
  std::vector<const Source*> inner_done;
  for (const TextEdit& edit : edits) {
    if (Holds(sources, edit.source)) {
      outer_edits.push_back(edit);
      continue;
    }
    if (std::find(inner_done.begin(), inner_done.end(), edit.source.get()) !=
        inner_done.end()) {
      continue;
    }
    inner_done.push_back(edit.source.get());
    std::optional<TextEdit> outer = InOuter(sources, *edit.source, edits);
    if (!outer.has_value()) {
      return absl::NotFoundError(
          absl::StrCat("'", edit.source->name(), "' is not in the snapshot"));
    }
    outer_edits.push_back(*std::move(outer));
  }
  return outer_edits;
}

}  // namespace iam
