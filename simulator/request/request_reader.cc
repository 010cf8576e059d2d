#include "simulator/request/request_reader.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/keys.h"
#include "engine/text/report.h"
#include "simulator/request/fields.h"

namespace iam {
namespace {

void ReadFacts(Fields* fields, Request* request) {
  request->action = fields->RequiredText("action");
  if (auto resource = fields->OptionalText("resource")) {
    request->resource = *std::move(resource);
  }
  request->resource_account = fields->Text("resourceAccount");
  request->federating_user = fields->Text("federatingUser");
  request->canonical_user_id = fields->Text("canonicalUserId");
}

bool WithinLimit(const JsonValue& value, const SourcePtr& source,
                 Diagnostics* diagnostics) {
  const size_t size = value.span().end - value.span().begin;
  if (size <= kMaxRequestBytes) return true;
  AddError(diagnostics, "request-too-large", source, value.span(),
           absl::StrCat("a request of ", size, " bytes; at most ",
                        kMaxRequestBytes, " are read"));
  return false;
}

// One value of the context. False if there was an error.
bool ReadEntry(const JsonValue::Member& member, const SourcePtr& source,
               Context* context, Diagnostics* diagnostics) {
  const JsonValue& value = member.value;
  if (value.is_null()) {
    context->SetAbsent(member.name());
    return true;
  }
  if (value.is_scalar()) {
    context->Set(member.name(), value.text());
    return true;
  }
  const JsonValue* wrong = value.is_array() ? nullptr : &value;
  std::vector<std::string> values;
  for (const JsonValue& item : value.items()) {
    if (item.is_scalar()) {
      values.emplace_back(item.text());
    } else if (wrong == nullptr) {
      wrong = &item;
    }
  }
  if (wrong != nullptr) {
    AddError(diagnostics, "wrong-type", source, wrong->span(),
             absl::StrCat("context key ", InQuotes(member.name()), " has ",
                          Describe(wrong->kind()),
                          " for a value; a string or a list of strings is "
                          "needed"));
    return false;
  }
  context->Set(member.name(), values);
  return true;
}

}  // namespace

std::optional<Request> ReadRequest(const JsonValue& value,
                                   const SourcePtr& source,
                                   Diagnostics* diagnostics) {
  if (!WithinLimit(value, source, diagnostics)) return std::nullopt;
  Fields fields(value, "'request'", source, diagnostics);
  Request request;
  request.principal = fields.RequiredText("principal");
  ReadFacts(&fields, &request);
  bool ok = true;
  if (const JsonValue* context = fields.Get("context")) {
    ok = ReadContext(*context, source, &request.context, diagnostics);
  }
  fields.RefuseOthers();
  if (!ok || !fields.ok()) return std::nullopt;
  return request;
}

std::optional<NamedRequest> ReadNamedRequest(
    const JsonValue& value, absl::string_view default_principal,
    const SourcePtr& source, Diagnostics* diagnostics) {
  if (!WithinLimit(value, source, diagnostics)) return std::nullopt;
  Fields fields(value, "a request", source, diagnostics);
  NamedRequest named;
  named.id = fields.Text("id");
  named.request.principal = default_principal.empty()
                                ? fields.RequiredText("principal")
                                : fields.OptionalText("principal")
                                      .value_or(std::string(default_principal));
  ReadFacts(&fields, &named.request);
  bool ok = true;
  if (const JsonValue* context = fields.Get("context")) {
    ok = ReadContext(*context, source, &named.request.context, diagnostics);
  }
  fields.RefuseOthers();
  if (!ok || !fields.ok()) return std::nullopt;
  return named;
}

bool ReadContext(const JsonValue& value, const SourcePtr& source,
                 Context* context, Diagnostics* diagnostics) {
  if (!value.is_object()) {
    AddError(diagnostics, "wrong-type", source, value.span(),
             absl::StrCat("the context is ", Describe(value.kind()),
                          ", not an object"));
    return false;
  }
  bool ok = true;
  std::map<std::string, absl::string_view> seen;  // folded -> as written
  for (const JsonValue::Member& member : value.members()) {
    if (member.name().empty()) {
      AddError(diagnostics, "bad-value", source, member.name_span(),
               "a context key has no name");
      ok = false;
      continue;
    }
    const auto [first, fresh] =
        seen.emplace(absl::AsciiStrToLower(member.name()), member.name());
    if (!fresh && !IsTagKey(first->first)) {
      AddError(
          diagnostics, "duplicate-context-key", source, member.name_span(),
          absl::StrCat("context key '", member.name(), "' is given before as '",
                       first->second, "'; their case does not matter"));
      ok = false;
      continue;
    }
    ok &= ReadEntry(member, source, context, diagnostics);
  }
  return ok;
}

}  // namespace iam
