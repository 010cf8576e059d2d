#include "engine/world/snapshot.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// Members that change without anything having been changed.
bool IsCounter(absl::string_view name) {
  return name == "RoleLastUsed" || name == "PasswordLastUsed" ||
         name == "AttachmentCount" || name == "PermissionsBoundaryUsageCount";
}

// Recursion is bounded by kMaxJsonDepth.
bool Equal(const JsonValue& a, const JsonValue& b) {
  if (a.kind() != b.kind() || a.text() != b.text() ||
      a.items().size() != b.items().size()) {
    return false;
  }
  for (size_t i = 0; i < a.items().size(); ++i) {
    if (!Equal(a.items()[i], b.items()[i])) return false;
  }
  size_t common = 0;
  for (const JsonValue::Member& member : a.members()) {
    if (IsCounter(member.name())) continue;
    const JsonValue* other = b.Find(member.name());
    if (other == nullptr || !Equal(member.value, *other)) return false;
    ++common;
  }
  for (const JsonValue::Member& member : b.members()) {
    if (!IsCounter(member.name())) --common;
  }
  return common == 0;
}

absl::string_view TextOf(const Place& place) {
  return place.source->text().substr(place.span.begin,
                                     place.span.end - place.span.begin);
}

std::optional<JsonDocument> Reread(const Place& place) {
  Diagnostics ignored;  // it was read without error before
  return ParseJson(place.source, place.span, &ignored);
}

}  // namespace

absl::string_view Name(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::kUser:
      return "user";
    case IdentityKind::kGroup:
      return "group";
    case IdentityKind::kRole:
      return "role";
  }
  return "";
}

std::string IdentityKey(IdentityKind kind, absl::string_view account,
                        absl::string_view name) {
  return absl::StrCat(Name(kind), "/", account, "/",
                      absl::AsciiStrToLower(name));
}

bool SaysTheSame(const Place& first, const Place& second) {
  if (TextOf(first) == TextOf(second)) return true;
  const std::optional<JsonDocument> a = Reread(first);
  const std::optional<JsonDocument> b = Reread(second);
  return a.has_value() && b.has_value() && Equal(a->root(), b->root());
}

void ReportSecond(const Place& first, const Place& second,
                  absl::string_view what, Snapshot* snapshot) {
  if (SaysTheSame(first, second)) {
    Report(&snapshot->diagnostics, WorldDiagnostic::kRepeatedEntry,
           StartOf(second), absl::StrCat(what, " is given a second time"));
  } else {
    Report(&snapshot->diagnostics, WorldDiagnostic::kConflictingEntry,
           StartOf(second),
           absl::StrCat(what, " is given a second time, with other contents"));
    snapshot->broken = true;
  }
  ReportNote(&snapshot->diagnostics, StartOf(first), "the first is here");
}

}  // namespace iam
