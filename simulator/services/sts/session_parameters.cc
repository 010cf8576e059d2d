// What the calls that start a session have in common. AWS STS API Reference,
// AssumeRole, GetFederationToken; IAM User Guide, "Pass session tags in AWS
// STS".
#include "simulator/services/sts/session_parameters.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "iam/world.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

constexpr size_t kMostTags = 50;
constexpr size_t kLongestTagKey = 128;
constexpr size_t kLongestTagValue = 256;
constexpr size_t kMostPolicyArns = 10;
// What the packed form of policies and tags may take. AWS does not publish its
// packing; ours is the plain text.
constexpr size_t kPackedBytes = 16384;

bool EqualKeys(const std::string& a, const std::string& b) {
  return absl::EqualsIgnoreCase(a, b);
}

StsResult CheckTags(
    const std::vector<std::pair<std::string, std::string>>& tags) {
  if (tags.size() > kMostTags) {
    return ValidationError(
        absl::StrCat("A session has at most ", kMostTags, " tags"));
  }
  for (size_t i = 0; i < tags.size(); ++i) {
    const auto& [key, value] = tags[i];
    if (key.empty() || key.size() > kLongestTagKey ||
        value.size() > kLongestTagValue) {
      return ValidationError(absl::StrCat(
          "Tag ", i + 1, ": the key must have 1 to ", kLongestTagKey,
          " characters, the value at most ", kLongestTagValue));
    }
    if (absl::StartsWithIgnoreCase(key, "aws:")) {
      return ValidationError("Tag keys must not begin with aws:");
    }
    for (size_t k = 0; k < i; ++k) {
      if (EqualKeys(tags[k].first, key)) {
        return ApiError{
            400, "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case "
            "insensitive."};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

ApiError StsAccessDenied(std::string message) {
  return {403, "AccessDenied", std::move(message)};
}

StsResult ReadDuration(const JsonValue& parameters, int most, int otherwise,
                       int* seconds) {
  const absl::string_view text = TextOf(&parameters, "DurationSeconds");
  *seconds = otherwise;
  if (!text.empty() && !absl::SimpleAtoi(text, seconds)) {
    return ValidationError("DurationSeconds is no number");
  }
  if (*seconds <= most) return std::nullopt;
  return ValidationError(
      "The requested DurationSeconds exceeds the MaxSessionDuration set for "
      "this role.");
}

std::vector<std::pair<std::string, std::string>> TagsIn(
    const JsonValue& parameters) {
  std::vector<std::pair<std::string, std::string>> tags;
  for (const JsonValue* tag : ItemsOf(MemberOf(&parameters, "Tags"))) {
    tags.emplace_back(TextOf(tag, "Key"), TextOf(tag, "Value"));
  }
  return tags;
}

std::vector<std::string> TransitiveKeysIn(const JsonValue& parameters) {
  return ScalarsOf(MemberOf(&parameters, "TransitiveTagKeys"));
}

StsResult ReadSessionTags(
    const std::vector<std::pair<std::string, std::string>>& tags,
    const std::vector<std::string>& transitive_keys, const Caller& caller,
    Session* session) {
  if (StsResult wrong = CheckTags(tags)) return wrong;
  session->tags = tags;
  const auto has = [&](const std::string& key) {
    return std::any_of(
        session->tags.begin(), session->tags.end(),
        [&](const auto& tag) { return EqualKeys(tag.first, key); });
  };
  for (const std::string& key : transitive_keys) {
    if (!has(key)) {
      return ApiError{400, "InvalidParameterValue",
                      "The specified transitive tag key must be included in "
                      "the requested tags."};
    }
  }
  session->transitive_tag_keys = transitive_keys;
  if (!caller.session.has_value()) return std::nullopt;
  // A transitive tag goes along the chain, and nobody on it may change it.
  for (const std::string& key : caller.session->transitive_tag_keys) {
    if (has(key)) {
      return ApiError{400, "InvalidParameterValue",
                      "One of the specified transitive tag keys can't be set "
                      "because it conflicts with a transitive tag key from the "
                      "calling session."};
    }
    for (const auto& tag : caller.session->tags) {
      if (!EqualKeys(tag.first, key)) continue;
      session->tags.push_back(tag);
      session->transitive_tag_keys.push_back(key);
    }
  }
  return std::nullopt;
}

StsResult ReadSessionPolicies(const JsonValue& parameters,
                              const DirectoryMoment& directory,
                              Session* session) {
  const std::string document(TextOf(&parameters, "Policy"));
  if (!document.empty()) {
    World::Builder trial;
    const absl::Status taken = trial.AddPolicy(
        PolicyType::kSession, "session policy",
        std::make_shared<const Source>("session policy", document));
    if (!taken.ok()) {
      return ApiError{400, "MalformedPolicyDocument",
                      std::string(taken.message())};
    }
    session->policies.push_back({"session policy", document});
  }
  const auto arns = ItemsOf(MemberOf(&parameters, "PolicyArns"));
  if (arns.size() > kMostPolicyArns) {
    return ValidationError(
        absl::StrCat("A session has at most ", kMostPolicyArns, " PolicyArns"));
  }
  for (const JsonValue* item : arns) {
    const std::string arn(TextOf(item, "arn"));
    const EntityPtr policy = directory.entities.FindArn(arn);
    const ManagedVersion* version =
        policy == nullptr || policy->kind != EntityKind::kPolicy
            ? nullptr
            : policy->DefaultVersion();
    if (version == nullptr) {
      return ValidationError(
          absl::StrCat("The policy ", arn, " does not exist."));
    }
    session->policies.push_back({arn, version->text});
  }
  if (PackedPolicySize(*session) > 100) {
    return ApiError{400, "PackedPolicyTooLarge",
                    "The session policies and tags are too large."};
  }
  return std::nullopt;
}

int PackedPolicySize(const Session& session) {
  size_t bytes = 0;
  for (const SessionPolicy& policy : session.policies) {
    // Managed policies count by their ARNs alone.
    bytes += absl::StartsWith(policy.name, "arn:") ? policy.name.size()
                                                   : policy.document.size();
  }
  for (const auto& [key, value] : session.tags) {
    bytes += key.size() + value.size() + 2;
  }
  return static_cast<int>((bytes * 100 + kPackedBytes - 1) / kPackedBytes);
}

}  // namespace iam
