#ifndef IAM_WORLD_DOCUMENT_STORE_H_
#define IAM_WORLD_DOCUMENT_STORE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/match/action_classes.h"
#include "engine/text/arena.h"
#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/policy.h"
#include "iam/policy_type.h"
#include "iam/source.h"

namespace iam {

class CompiledPolicy;  // engine/compile/compiled_policy.h
class Vocabulary;      // engine/compile/vocabulary.h

// A DocumentStore keeps the policy documents of a snapshot, each content once:
// what a hundred roles have attached is parsed, checked and compiled once.
// Contents are the same if their texts are, byte by byte: then spans in them
// are too, and only the place of the whole differs.
class DocumentStore {
 public:
  struct Content;

  // A document at one place of a snapshot. Known only if it has no error.
  struct Document {
    SourcePtr source;
    uint32_t offset = 0;
    Content* content = nullptr;

    bool known() const { return content != nullptr; }
  };

  DocumentStore();
  ~DocumentStore();

  // Reads a document of the given type: an object, or its text as a string
  // (see DocumentText()). Errors are reported wherever the document is met,
  // warnings once for each content and type. A document given as a string is a
  // source of its own, named after the place of the string.
  Document Read(const JsonValue& value, const SourcePtr& source,
                PolicyType type, Diagnostics* diagnostics);

  // The actions that all documents read so far name.
  ActionClasses Actions() const {
    return ActionClasses::Builder(actions_).Build();
  }

  // The document compiled for `type` with the world's vocabulary, which is the
  // same in every call; null if it is not known.
  std::shared_ptr<const CompiledPolicy> Compile(const Document& document,
                                                PolicyType type,
                                                Vocabulary* vocabulary);

  // Errors reported by Read().
  size_t error_count() const { return error_count_; }
  // Documents compiled, each content and type once, and their statements.
  size_t compilations() const { return compilations_; }
  size_t statements() const { return statements_; }

 private:
  Document ReadObject(const JsonValue& value, const SourcePtr& source,
                      PolicyType type, Diagnostics* diagnostics);
  Document ReadText(const JsonValue& value, const SourcePtr& source,
                    PolicyType type, Diagnostics* diagnostics);

  std::shared_ptr<Arena> arena_;  // of the policies
  // Filled while a policy is read and at hand.
  ActionClasses::Builder actions_;
  // Keys are views of the contents' own sources.
  absl::flat_hash_map<absl::string_view, std::unique_ptr<Content>> contents_;
  size_t error_count_ = 0;
  size_t compilations_ = 0;
  size_t statements_ = 0;
};

using Document = DocumentStore::Document;

}  // namespace iam

#endif  // IAM_WORLD_DOCUMENT_STORE_H_
