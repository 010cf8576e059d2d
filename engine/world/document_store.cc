#include "engine/world/document_store.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "engine/compile/compiled_policy.h"
#include "engine/world/document_reader.h"
#include "engine/world/world_report.h"

namespace iam {

// INVARIANT: a content is kept only if it passed the check of one type at
// least, and `policy` keeps the text alive that is its key.
struct DocumentStore::Content {
  explicit Content(Policy parsed) : policy(std::move(parsed)) {}

  Policy policy;
  std::array<bool, kPolicyTypeCount> passed = {};
  std::array<std::shared_ptr<const CompiledPolicy>, kPolicyTypeCount> programs;
};

DocumentStore::DocumentStore()
    : arena_(std::make_shared<Arena>(/*first_chunk=*/4096)) {}
DocumentStore::~DocumentStore() = default;

Document DocumentStore::Read(const JsonValue& value, const SourcePtr& source,
                             PolicyType type, Diagnostics* diagnostics) {
  const size_t errors_before = diagnostics->error_count();
  Document document;
  if (value.is_object()) {
    document = ReadObject(value, source, type, diagnostics);
  } else if (value.is_string()) {
    document = ReadText(value, source, type, diagnostics);
  } else {
    Report(diagnostics, WorldDiagnostic::kMalformedDocument,
           Place{source, value.span()},
           absl::StrCat("a policy document must be an object or its text, not ",
                        Describe(value.kind())));
  }
  error_count_ += diagnostics->error_count() - errors_before;
  return document;
}

Document DocumentStore::ReadObject(const JsonValue& value,
                                   const SourcePtr& source, PolicyType type,
                                   Diagnostics* diagnostics) {
  const absl::string_view text = source->text().substr(
      value.span().begin, value.span().end - value.span().begin);
  // Looked up once, since finding a place costs a pass over the text.
  const auto known = contents_.try_emplace(text).first;
  std::unique_ptr<Content>& content = known->second;
  if (content == nullptr || !content->passed[static_cast<size_t>(type)]) {
    absl::StatusOr<Policy> policy =
        Policy::FromJson(value, source, diagnostics, arena_);
    if (!policy.ok() || !CheckPolicyType(*policy, type, diagnostics)) {
      if (content == nullptr) contents_.erase(known);
      return Document{};
    }
    if (content == nullptr) {
      content = std::make_unique<Content>(*std::move(policy));
      AddActions(content->policy, &actions_);
    }
    content->passed[static_cast<size_t>(type)] = true;
  }
  return Document{source, value.span().begin, content.get()};
}

Document DocumentStore::ReadText(const JsonValue& value,
                                 const SourcePtr& source, PolicyType type,
                                 Diagnostics* diagnostics) {
  const Place place{source, value.span()};
  std::optional<std::string> text = DocumentText(value.text());
  if (!text.has_value()) {
    Report(diagnostics, WorldDiagnostic::kMalformedDocument, place,
           "the text of a policy document has a '%' without two hexadecimal "
           "digits behind it");
    return Document{};
  }
  auto own_source = std::make_shared<const Source>(
      absl::StrCat(ToString(place), "(text)"), *std::move(text));
  const size_t said_before = diagnostics->all().size();
  Document document;
  if (const auto json = ParseJson(own_source, diagnostics)) {
    const JsonValue& root = json->root();
    if (root.is_object()) {
      document = ReadObject(root, own_source, type, diagnostics);
    } else {
      Report(diagnostics, WorldDiagnostic::kMalformedDocument, place,
             absl::StrCat("a policy document must be an object, not ",
                          Describe(root.kind())));
    }
  }
  if (diagnostics->all().size() > said_before) {
    ReportNote(diagnostics, StartOf(place), "in the text that stands here");
  }
  return document;
}

std::shared_ptr<const CompiledPolicy> DocumentStore::Compile(
    const Document& document, PolicyType type, Vocabulary* vocabulary) {
  if (!document.known()) return nullptr;
  std::shared_ptr<const CompiledPolicy>& program =
      document.content->programs[static_cast<size_t>(type)];
  if (program == nullptr) {
    program = std::make_shared<const CompiledPolicy>(document.content->policy,
                                                     type, vocabulary);
    ++compilations_;
    statements_ += document.content->policy.statements().size();
  }
  return program;
}

}  // namespace iam
