#include "simulator/request/fields.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/text/report.h"

namespace iam {

Fields::Fields(const JsonValue& object, absl::string_view what,
               SourcePtr source, Diagnostics* diagnostics)
    : object_(object),
      what_(what),
      source_(std::move(source)),
      diagnostics_(diagnostics) {
  if (!object_.is_object()) {
    Error("wrong-type", object_.span(),
          absl::StrCat(what_, " is ", Describe(object_.kind()),
                       ", not an object"));
  }
}

const JsonValue* Fields::Get(absl::string_view name) {
  known_.push_back(name);
  return object_.Find(name);
}

std::optional<std::string> Fields::OptionalText(absl::string_view name) {
  const JsonValue* value = Get(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    Error("wrong-type", value->span(),
          absl::StrCat("'", name, "' is ", Describe(value->kind()),
                       ", not a string"));
    return std::nullopt;
  }
  return std::string(value->text());
}

std::string Fields::Text(absl::string_view name) {
  return OptionalText(name).value_or("");
}

const JsonValue* Fields::RequiredGet(absl::string_view name) {
  const JsonValue* value = Get(name);
  if (value == nullptr && object_.is_object()) {
    missing_.push_back(name);
    ok_ = false;
  }
  return value;
}

std::string Fields::RequiredText(absl::string_view name) {
  const JsonValue* value = RequiredGet(name);
  std::string text = Text(name);
  if (value != nullptr && value->is_string() && text.empty()) {
    Error("bad-value", value->span(), absl::StrCat("'", name, "' is empty"));
  }
  return text;
}

std::optional<std::vector<std::string>> Fields::TextList(
    absl::string_view name) {
  const JsonValue* value = Get(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_array()) {
    Error("wrong-type", value->span(),
          absl::StrCat("'", name, "' is ", Describe(value->kind()),
                       ", not a list of strings"));
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const JsonValue& item : value->items()) {
    if (!item.is_string()) {
      Error("wrong-type", item.span(),
            absl::StrCat("'", name, "' holds ", Describe(item.kind()),
                         ", not only strings"));
      continue;
    }
    texts.emplace_back(item.text());
  }
  return texts;
}

void Fields::RefuseOthers() {
  for (const JsonValue::Member& member : object_.members()) {
    if (std::find(known_.begin(), known_.end(), member.name()) !=
        known_.end()) {
      continue;
    }
    const std::string near = Nearest(member.name(), known_);
    Error(
        "unknown-field", member.name_span(),
        absl::StrCat("unknown field ", InQuotes(member.name()), " in ", what_),
        near.empty() ? "" : absl::StrCat("did you mean '", near, "'?"));
    missing_.erase(std::remove(missing_.begin(), missing_.end(), near),
                   missing_.end());
  }
  for (const absl::string_view name : missing_) {
    Error("missing-field", object_.span(),
          absl::StrCat(what_, " has no '", name, "'"));
  }
}

void Fields::Error(absl::string_view id, Span span, std::string message,
                   std::string hint) {
  ok_ = false;
  AddError(diagnostics_, id, source_, span, std::move(message),
           std::move(hint));
}

void AddError(Diagnostics* diagnostics, absl::string_view id,
              const SourcePtr& source, Span span, std::string message,
              std::string hint) {
  if (diagnostics == nullptr) return;
  diagnostics->Add(
      {Severity::kError, std::string(id), std::move(message), source, span});
  if (hint.empty()) return;
  diagnostics->Add({Severity::kHint, "", std::move(hint), source, span});
}

}  // namespace iam
