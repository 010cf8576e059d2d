#include "simulator/endpoint/s3_permissions.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

struct HeaderRow {
  absl::string_view header;
  absl::string_view operations;  // that look at it, " … "
  absl::string_view action;
};

constexpr HeaderRow kRows[] = {
    {"x-amz-acl", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectAcl"},
    {"x-amz-grant-read", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectAcl"},
    {"x-amz-grant-read-acp", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectAcl"},
    {"x-amz-grant-write-acp", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectAcl"},
    {"x-amz-grant-full-control", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectAcl"},
    {"x-amz-tagging", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectTagging"},
    {"x-amz-object-lock-mode", " PutObject CopyObject CreateMultipartUpload ",
     "s3:PutObjectRetention"},
    {"x-amz-object-lock-retain-until-date",
     " PutObject CopyObject CreateMultipartUpload ", "s3:PutObjectRetention"},
    {"x-amz-object-lock-legal-hold",
     " PutObject CopyObject CreateMultipartUpload ", "s3:PutObjectLegalHold"},
    {"x-amz-bypass-governance-retention",
     " DeleteObject DeleteObjects PutObjectRetention ",
     "s3:BypassGovernanceRetention"},
    {"x-amz-acl", " CreateBucket ", "s3:PutBucketAcl"},
    {"x-amz-grant-full-control", " CreateBucket ", "s3:PutBucketAcl"},
    {"x-amz-grant-read", " CreateBucket ", "s3:PutBucketAcl"},
    {"x-amz-grant-write", " CreateBucket ", "s3:PutBucketAcl"},
    {"x-amz-bucket-object-lock-enabled", " CreateBucket ",
     "s3:PutBucketObjectLockConfiguration"},
};

void Add(Permission permission, std::vector<Permission>* all) {
  if (std::find(all->begin(), all->end(), permission) == all->end()) {
    all->push_back(std::move(permission));
  }
}

// Each object by itself: some may name a version and others none.
void ListObjects(const Call& call, std::vector<Permission>* all) {
  const JsonValue* const body = MemberOf(call.parameters, "Delete");
  const absl::string_view bucket = TextOf(call.parameters, "Bucket");
  all->clear();
  for (const JsonValue* object : ItemsOf(MemberOf(body, "Objects"))) {
    Add({TextOf(object, "VersionId").empty() ? "s3:DeleteObject"
                                             : "s3:DeleteObjectVersion",
         absl::StrCat("arn:aws:s3:::", bucket, "/", TextOf(object, "Key"))},
        all);
  }
  if (all->empty()) {
    Add({"s3:DeleteObject", absl::StrCat("arn:aws:s3:::", bucket, "/*")}, all);
  }
}

}  // namespace

void AddS3Permissions(const Call& call, std::vector<Permission>* all) {
  if (call.target.operation == "DeleteObjects") ListObjects(call, all);
  const std::vector<Permission> needed = *all;
  const std::string operation = absl::StrCat(" ", call.target.operation, " ");
  for (const HeaderRow& row : kRows) {
    if (!absl::StrContains(row.operations, operation)) continue;
    const std::string* value = FindHeader(call.http.headers, row.header);
    if (value == nullptr || absl::EqualsIgnoreCase(*value, "false")) continue;
    for (const Permission& one : needed) {
      // A copy reads its source under none of these.
      if (absl::StartsWith(one.action, "s3:Get")) continue;
      Add({std::string(row.action), one.resource}, all);
    }
  }
}

}  // namespace iam
