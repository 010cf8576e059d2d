#include "simulator/wire/form.h"

#include <algorithm>

#include "engine/text/utf8.h"

namespace iam {
namespace {

bool IsUtf8(absl::string_view text) {
  return FindInvalidUtf8(text) == text.size();
}

}  // namespace

std::optional<Form> ParseForm(absl::string_view text) {
  std::optional<Form> form = ParseQuery(text);
  if (!form.has_value() ||
      !std::all_of(form->begin(), form->end(), [](const QueryParameter& one) {
        return IsUtf8(one.name) && IsUtf8(one.value);
      })) {
    return std::nullopt;
  }
  return form;
}

std::optional<std::string> DecodeText(absl::string_view text) {
  std::optional<std::string> decoded = PercentDecode(text);
  if (decoded.has_value() && !IsUtf8(*decoded)) return std::nullopt;
  return decoded;
}

const std::string* FindIn(const Form& form, absl::string_view name) {
  for (const QueryParameter& parameter : form) {
    if (parameter.name == name) return &parameter.value;
  }
  return nullptr;
}

std::string RoutedPath(absl::string_view target, bool is_s3) {
  const std::optional<TargetParts> parts = SplitTarget(target);
  if (!parts.has_value()) return "/";
  return is_s3 ? std::string(parts->path) : NormalizePath(parts->path);
}

}  // namespace iam
