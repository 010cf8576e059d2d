// Condition keys that services take from the parameters of a call, as a table.
#include "simulator/found/parameter_keys.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

struct Row {
  absl::string_view prefix;     // of the service
  absl::string_view parameter;  // in any case
  absl::string_view key;
};

// Service Authorization Reference, condition keys of each service; R5.26 to
// R5.28.
constexpr Row kRows[] = {
    {"sts", "externalId", "sts:ExternalId"},
    {"sts", "roleSessionName", "sts:RoleSessionName"},
    {"sts", "sourceIdentity", "sts:SourceIdentity"},
    {"iam", "policyArn", "iam:PolicyARN"},
    {"iam", "permissionsBoundary", "iam:PermissionsBoundary"},
    {"iam", "awsServiceName", "iam:AWSServiceName"},
    {"s3", "prefix", "s3:prefix"},
    {"s3", "delimiter", "s3:delimiter"},
    {"s3", "max-keys", "s3:max-keys"},
    {"s3", "versionId", "s3:VersionId"},
    {"s3", "x-amz-acl", "s3:x-amz-acl"},
    {"s3", "x-amz-copy-source", "s3:x-amz-copy-source"},
    {"s3", "x-amz-storage-class", "s3:x-amz-storage-class"},
    {"s3", "x-amz-server-side-encryption", "s3:x-amz-server-side-encryption"},
    {"s3", "x-amz-server-side-encryption-aws-kms-key-id",
     "s3:x-amz-server-side-encryption-aws-kms-key-id"},
    {"ec2", "instanceType", "ec2:InstanceType"},
    {"ec2", "tenancy", "ec2:Tenancy"},
    {"ec2", "attribute", "ec2:Attribute"},
    {"secretsmanager", "secretId", "secretsmanager:SecretId"},
    {"secretsmanager", "versionId", "secretsmanager:VersionId"},
    {"secretsmanager", "versionStage", "secretsmanager:VersionStage"},
    {"kms", "encryptionAlgorithm", "kms:EncryptionAlgorithm"},
    {"kms", "keySpec", "kms:KeySpec"},
    {"kms", "keyUsage", "kms:KeyUsage"},
    {"lambda", "layers", "lambda:Layer"},
};

// AWS takes 50; what is beyond is no call of AWS's.
constexpr size_t kMaxTags = 200;

bool IsHidden(absl::string_view value, ParametersFrom from) {
  return from == ParametersFrom::kTrail && IsHiddenParameter(value);
}

void Set(absl::string_view key, const JsonValue* value, ParametersFrom from,
         Context* context) {
  const std::vector<std::string> values = ScalarsOf(value);
  if (values.empty() || IsHidden(values.front(), from)) return;
  if (values.size() == 1) {
    context->Set(key, values.front());
  } else {
    context->Set(key, values);
  }
}

std::string TooMany(absl::string_view what) {
  return absl::StrCat("the call has more than ", kMaxTags, " ", what,
                      "; those beyond are left out");
}

// The tags of a call with the keys of those it removes.
class Tags {
 public:
  explicit Tags(ParametersFrom from) : from_(from) {}

  // {"tags": [{"key", "value"}]}, {"tags": {"key": "value"}}, EC2's
  // tagSpecificationSet and the like.
  void Read(const JsonValue* parameters) {
    for (const absl::string_view name :
         {"tags", "tagSet", "tagList", "addTagsList", "addTags", "tag"}) {
      ReadTags(MemberOf(parameters, name));
    }
    for (const absl::string_view name :
         {"tagSpecificationSet", "tagSpecification", "tagSpecifications"}) {
      for (const JsonValue* item : ItemsOf(MemberOf(parameters, name))) {
        ReadTags(MemberOf(item, "tags"));
        ReadTags(MemberOf(item, "tag"));  // EC2's own requests
      }
    }
    for (const absl::string_view name :
         {"tagKeys", "tagKeyList", "tagsToRemove"}) {
      for (std::string& key : ScalarsOf(MemberOf(parameters, name))) {
        AddKey(std::move(key));
      }
    }
  }

  // Whether there were more of them than are read.
  bool is_cut() const { return is_cut_; }
  // A tag that was given two values, or "".
  const std::string& twofold() const { return twofold_; }

  void SetIn(Context* context) const {
    for (const auto& [key, value] : tags_) {
      context->Set(absl::StrCat("aws:RequestTag/", key), value);
    }
    if (!keys_.empty()) context->Set("aws:TagKeys", keys_);
  }

 private:
  void ReadTags(const JsonValue* tags) {
    const std::vector<const JsonValue*> items = ItemsOf(tags);
    for (const JsonValue* item : items) {
      absl::string_view key = TextOf(item, "key");
      absl::string_view value = TextOf(item, "value");
      if (key.empty()) {  // KMS
        key = TextOf(item, "tagKey");
        value = TextOf(item, "tagValue");
      }
      Add(key, value);
    }
    if (tags == nullptr || !tags->is_object() || !items.empty()) return;
    for (const JsonValue::Member& member : tags->members()) {
      if (member.value.is_scalar()) Add(member.name(), member.value.text());
    }
  }

  void Add(absl::string_view key, absl::string_view value) {
    if (key.empty() || IsHidden(value, from_)) return;
    for (const auto& [known, known_value] : tags_) {
      if (known == key && known_value != value) twofold_ = known;
    }
    if (tags_.size() >= kMaxTags) {
      is_cut_ = true;
      return;
    }
    tags_.emplace_back(key, value);
    AddKey(std::string(key));
  }
  void AddKey(std::string key) {
    for (const std::string& known : keys_) {
      if (known == key) return;
    }
    if (keys_.size() < kMaxTags) {
      keys_.push_back(std::move(key));
    } else {
      is_cut_ = true;
    }
  }

  const ParametersFrom from_;
  bool is_cut_ = false;
  std::string twofold_;
  std::vector<std::pair<std::string, std::string>> tags_;
  std::vector<std::string> keys_;
};

// R5.28.
void SetEncryptionContext(const JsonValue* pairs, Context* context,
                          std::vector<std::string>* notes) {
  if (pairs == nullptr) return;
  std::vector<std::string> keys;
  for (const JsonValue::Member& member : pairs->members()) {
    if (!member.value.is_scalar()) continue;
    if (keys.size() >= kMaxTags) {
      notes->push_back(TooMany("keys of the encryption context"));
      break;
    }
    context->Set(absl::StrCat("kms:EncryptionContext:", member.name()),
                 member.value.text());
    keys.emplace_back(member.name());
  }
  if (!keys.empty()) context->Set("kms:EncryptionContextKeys", keys);
}

}  // namespace

bool IsHiddenParameter(absl::string_view value) {
  return value == "HIDDEN_DUE_TO_SECURITY_REASONS" || value == "***";
}

void SetParameterKeys(absl::string_view prefix, const JsonValue* parameters,
                      ParametersFrom from, Context* context,
                      std::vector<std::string>* notes) {
  for (const Row& row : kRows) {
    if (row.prefix != prefix) continue;
    Set(row.key, MemberOf(parameters, row.parameter), from, context);
  }
  Tags tags(from);
  tags.Read(parameters);
  tags.SetIn(context);
  if (tags.is_cut()) notes->push_back(TooMany("tags"));
  if (!tags.twofold().empty()) {
    notes->push_back(absl::StrCat("the call gives the tag '",
                                  Harmless(tags.twofold()), "' two values"));
  }
  if (prefix == "sts") {
    const std::vector<std::string> keys =
        ScalarsOf(MemberOf(parameters, "transitiveTagKeys"));
    if (!keys.empty()) context->Set("sts:TransitiveTagKeys", keys);
  }
  if (prefix == "kms") {
    SetEncryptionContext(MemberOf(parameters, "encryptionContext"), context,
                         notes);
  }
}

}  // namespace iam
