#include "simulator/access/access_tables.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

bool IsBucket(absl::string_view arn) {
  return absl::StartsWith(arn, "arn:aws:s3:::");
}

// A bucket's policy is that of its objects, too.
ResourceSets DomainOf(absl::string_view arn) {
  if (!IsBucket(arn)) return {ResourceSet::Of({arn})};
  return {ResourceSet::Of({arn, absl::StrCat(arn, "/*")})};
}

Context Merged(const Context& known, const Context& given) {
  Context merged = known;
  // Unless somebody says otherwise: hardly a call is made without TLS.
  if (!given.Mentions("aws:SecureTransport")) {
    merged.Set("aws:SecureTransport", "true");
  }
  for (size_t i = 0; i < given.size(); ++i) {
    const Context::Entry entry = given.entry(i);
    if (entry.is_list) {
      merged.Set(entry.key, entry.values.ToStrings());
    } else {
      merged.Set(entry.key, std::string(entry.values.front()));
    }
  }
  return merged;
}

// "arn:aws:s3:::bucket" of a pattern for it or its objects; empty if the
// bucket's name has a wildcard or the pattern is none of S3's.
absl::string_view BucketOf(absl::string_view pattern) {
  if (!IsBucket(pattern)) return "";
  const absl::string_view bucket = pattern.substr(0, pattern.find('/'));
  return bucket.find_first_of("*?$") == absl::string_view::npos ? bucket : "";
}

}  // namespace

AccessTables::AccessTables(const PrincipalScope& scope, const Context& given)
    : scope_(scope),
      circumstances_(Merged(scope.context, given), scope.tags_known),
      reader_(circumstances_) {
  for (const PolicyLayer& layer : scope.layers) {
    if (layer.type == PolicyType::kIdentityBased) {
      identity_ = LayerOf(layer);
    } else {
      gates_.push_back(LayerOf(layer));
    }
  }
  for (const AccountScope& account : scope.accounts) {
    AccessOwner owner{circumstances_.With(account.resource_context), {}};
    for (const PolicyLayer& layer : account.rcps) {
      owner.rcps.push_back(LayerOf(layer));
    }
    owners_.emplace(account.id, std::move(owner));
  }
  for (const ResourceScope& from : scope.resources) {
    by_arn_.emplace(from.arn, &from);
    const bool own_key =
        from.account == scope.account && absl::StrContains(from.arn, ":kms:");
    if (from.naming.empty() && !own_key) continue;
    AccessResource resource{&from, DomainOf(from.arn), {}};
    for (const NamingStatement& naming : from.naming) {
      resource.statements.emplace_back(Add(naming.statement), &naming);
    }
    resources_.push_back(std::move(resource));
  }
}

const AccessOwner* AccessTables::FindOwner(absl::string_view account) const {
  const auto owner = owners_.find(account);
  return owner == owners_.end() ? nullptr : &owner->second;
}

Circumstances AccessTables::CircumstancesOf(absl::string_view account) const {
  if (const AccessOwner* owner = FindOwner(account)) {
    return owner->circumstances;
  }
  Context unknown;
  unknown.Set("aws:ResourceAccount", std::string(account));
  return circumstances_.With(unknown);
}

absl::string_view AccessTables::ForeignAccountOf(
    const ResourcePattern& pattern) const {
  const std::optional<Arn> arn = SplitArn(pattern.text);
  if (!arn.has_value()) return "";
  if (IsAccountId(arn->account)) {
    return arn->account == scope_.account ? "" : arn->account;
  }
  const auto bucket = by_arn_.find(BucketOf(pattern.text));
  if (bucket == by_arn_.end() || bucket->second->account == scope_.account) {
    return "";
  }
  return bucket->second->account;
}

bool AccessTables::HasPolicyOf(const ResourcePattern& pattern) const {
  const absl::string_view bucket = BucketOf(pattern.text);
  const auto resource = by_arn_.find(bucket.empty() ? pattern.text : bucket);
  return resource != by_arn_.end() && resource->second->has_policy;
}

uint32_t AccessTables::Add(const StatementRef& ref) {
  statements_.push_back(reader_.Read(ref));
  return static_cast<uint32_t>(statements_.size() - 1);
}

AccessLayer AccessTables::LayerOf(const PolicyLayer& from) {
  AccessLayer layer{from.type, from.level, {}};
  for (const AttachedPolicy* policy : from.policies) {
    const size_t count = StatementReader::CountOf(*policy);
    for (uint32_t i = 0; i < count; ++i) {
      layer.statements.push_back(Add({from.type, from.level, policy, i}));
    }
  }
  return layer;
}

std::vector<uint32_t> AccessTables::Matching(const RequestAction& action) {
  const std::string service(action.service());
  auto [at, inserted] = by_service_.try_emplace(service);
  if (inserted) {
    for (uint32_t i = 0; i < statements_.size(); ++i) {
      if (statements_[i].Concerns(service)) at->second.push_back(i);
    }
  }
  std::vector<uint32_t> matching;
  for (const uint32_t i : at->second) {
    if (statements_[i].MatchesAction(action)) matching.push_back(i);
  }
  return matching;
}

bool AccessTables::MayAllow(absl::string_view service) const {
  if (scope_.is_root) return true;
  const auto may = [&](uint32_t i) {
    return statements_[i].effect == Effect::kAllow &&
           statements_[i].Concerns(service);
  };
  if (std::any_of(identity_.statements.begin(), identity_.statements.end(),
                  may)) {
    return true;
  }
  return std::any_of(
      resources_.begin(), resources_.end(), [&](const auto& resource) {
        return std::any_of(resource.statements.begin(),
                           resource.statements.end(),
                           [&](const auto& each) { return may(each.first); });
      });
}

std::vector<std::string> AccessTables::LiteralActions() const {
  std::set<std::string> all;
  for (const AccessStatement& statement : statements_) {
    all.insert(statement.literal_actions.begin(),
               statement.literal_actions.end());
  }
  return {all.begin(), all.end()};
}

std::vector<std::string> AccessTables::ActionPatterns() const {
  std::set<std::string> all;
  for (const AccessStatement& statement : statements_) {
    all.insert(statement.patterns.begin(), statement.patterns.end());
  }
  return {all.begin(), all.end()};
}

}  // namespace iam
