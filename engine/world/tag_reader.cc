// Reads "aws resourcegroupstaggingapi get-resources": tags of resources by ARN.
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/world/snapshot.h"

namespace iam {

void ReadTags(const JsonValue& root, const SourcePtr& source,
              Snapshot* snapshot) {
  RecordReader file(root, "a list of tags", source, &snapshot->diagnostics);
  for (const JsonValue& item : file.List("ResourceTagMappingList")) {
    RecordReader record(item, "a tagged resource", source,
                        &snapshot->diagnostics);
    const std::string arn(record.Required("ResourceARN"));
    Tags tags = record.TagList("Tags");
    if (!record.ok()) continue;
    const auto [known, is_new] = snapshot->resource_tags.emplace(arn, tags);
    if (is_new || known->second == tags) continue;
    Report(&snapshot->diagnostics, WorldDiagnostic::kConflictingEntry,
           StartOf(record.place()),
           absl::StrCat("resource '", arn, "' was given other tags before"));
    snapshot->broken = true;
  }
}

}  // namespace iam
