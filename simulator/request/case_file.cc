#include "simulator/request/case_file.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "engine/text/json.h"
#include "engine/text/report.h"
#include "iam/policy_type.h"
#include "simulator/request/fields.h"
#include "simulator/request/json_lines.h"
#include "simulator/request/policies_reader.h"
#include "simulator/request/request_reader.h"

namespace iam {
namespace {

// What a group says for all its cases.
struct Group {
  std::string about;
  std::string source;
};

std::optional<Organization> ReadOrganization(const JsonValue& value,
                                             const SourcePtr& source,
                                             Diagnostics* diagnostics) {
  Fields fields(value, "'organization'", source, diagnostics);
  Organization organization;
  organization.id = fields.Text("id");
  organization.management_account = fields.Text("managementAccount");
  if (const JsonValue* accounts = fields.Get("accounts")) {
    Fields paths(*accounts, "'accounts'", source, diagnostics);
    for (const JsonValue::Member& account : accounts->members()) {
      organization.account_paths[std::string(account.name())] =
          paths.RequiredText(account.name());
    }
    if (!paths.ok()) return std::nullopt;
  }
  fields.RefuseOthers();
  if (!fields.ok()) return std::nullopt;
  return organization;
}

// A verdict, checked against the four there are.
std::optional<std::string> ReadVerdict(absl::string_view name,
                                       const JsonValue& value, Fields* fields) {
  static const std::vector<absl::string_view> kVerdicts = {
      "allowed", "explicitDeny", "implicitDeny", "error"};
  std::optional<std::string> verdict = fields->OptionalText(name);
  if (!verdict.has_value()) return std::nullopt;
  if (std::find(kVerdicts.begin(), kVerdicts.end(), *verdict) ==
      kVerdicts.end()) {
    const std::string near = Nearest(*verdict, kVerdicts);
    fields->Error(
        "bad-value", value.Find(name)->span(),
        absl::StrCat("'", name, "' is ", InQuotes(*verdict),
                     ", not allowed, explicitDeny, implicitDeny or error"),
        near.empty() ? "" : absl::StrCat("did you mean '", near, "'?"));
  }
  return verdict;
}

std::optional<Case> ReadCase(const JsonValue& value, const Group& group,
                             const SourcePtr& source,
                             Diagnostics* diagnostics) {
  Fields fields(value, "a case", source, diagnostics);
  Case c;
  c.source_text = source;
  c.where = source->LocationOf(value.span().begin);
  c.id = fields.Text("id");
  if (auto rules = fields.TextList("rules")) c.rules = *std::move(rules);
  c.about = fields.OptionalText("about").value_or(group.about);
  c.source = fields.OptionalText("source").value_or(group.source);
  c.expect = ReadVerdict("expect", value, &fields).value_or("");
  c.known_wrong = ReadVerdict("known_wrong", value, &fields);
  c.matched = fields.TextList("matched");
  c.missing = fields.TextList("missing");
  c.decided_by = fields.OptionalText("decidedBy");
  if (c.decided_by.has_value() && !PolicyTypeFromName(*c.decided_by)) {
    fields.Error("bad-value", value.Find("decidedBy")->span(),
                 absl::StrCat("unknown layer ", InQuotes(*c.decided_by)));
  }
  bool ok = true;
  if (const JsonValue* request = fields.RequiredGet("request")) {
    auto read = ReadRequest(*request, source, diagnostics);
    ok &= read.has_value();
    if (read.has_value()) c.request = *std::move(read);
  }
  if (const JsonValue* policies = fields.Get("policies")) {
    auto read = ReadPolicies(*policies, c.request, source, diagnostics);
    ok &= read.has_value();
    if (read.has_value()) {
      c.policies = std::move(read->set);
      c.policies_ok = read->ok;
      c.policy_diagnostics = std::move(read->diagnostics);
    }
  }
  if (const JsonValue* organization = fields.Get("organization")) {
    c.policies.organization =
        ReadOrganization(*organization, source, diagnostics);
    ok &= c.policies.organization.has_value();
  }
  fields.RefuseOthers();
  if (!ok || !fields.ok()) return std::nullopt;
  return c;
}

void ReadOne(const JsonValue& value, const Group& group,
             const SourcePtr& source, Diagnostics* diagnostics,
             std::vector<Case>* cases) {
  auto c = ReadCase(value, group, source, diagnostics);
  if (c.has_value()) cases->push_back(*std::move(c));
}

void ReadList(absl::Span<const JsonValue> values, const Group& group,
              const SourcePtr& source, Diagnostics* diagnostics,
              std::vector<Case>* cases) {
  cases->reserve(cases->size() + values.size());
  for (const JsonValue& value : values) {
    ReadOne(value, group, source, diagnostics, cases);
  }
}

void ReadGroup(const JsonValue& value, const SourcePtr& source,
               Diagnostics* diagnostics, std::vector<Case>* cases) {
  Fields fields(value, "a group of cases", source, diagnostics);
  const Group group = {.about = fields.Text("about"),
                       .source = fields.Text("source")};
  const JsonValue* list = fields.Get("cases");
  if (!list->is_array()) {
    fields.Error(
        "wrong-type", list->span(),
        absl::StrCat("'cases' is ", Describe(list->kind()), ", not a list"));
  }
  fields.RefuseOthers();
  ReadList(list->items(), group, source, diagnostics, cases);
}

// True if the text holds one case a line. Standard input has no name that says
// so: there, it does if its first line is a value by itself and not the last.
bool HoldsLines(const Source& source) {
  if (source.name() != kStdinName)
    return absl::EndsWith(source.name(), ".jsonl");
  const absl::string_view text =
      absl::StripLeadingAsciiWhitespace(source.text());
  const size_t end = text.find('\n');
  if (end == absl::string_view::npos ||
      absl::StripAsciiWhitespace(text.substr(end)).empty()) {
    return false;
  }
  Diagnostics ignored;
  return ParseJson(
             std::make_shared<Source>("", std::string(text.substr(0, end))),
             &ignored)
      .has_value();
}

}  // namespace

std::vector<Case> ReadCases(const SourcePtr& source, Diagnostics* diagnostics) {
  Diagnostics unread;
  if (diagnostics == nullptr) diagnostics = &unread;
  std::vector<Case> cases;
  if (HoldsLines(*source)) {
    for (const JsonDocument& line : ParseJsonLines(source, diagnostics)) {
      ReadOne(line.root(), {}, source, diagnostics, &cases);
    }
    return cases;
  }
  const std::optional<JsonDocument> json = ParseJson(source, diagnostics);
  if (!json.has_value()) return cases;
  const JsonValue& root = json->root();
  if (root.is_array()) {
    ReadList(root.items(), {}, source, diagnostics, &cases);
  } else if (root.Find("cases") != nullptr) {
    ReadGroup(root, source, diagnostics, &cases);
  } else {
    ReadOne(root, {}, source, diagnostics, &cases);
  }
  return cases;
}

}  // namespace iam
