#include "simulator/signature/signing_key.h"

#include <openssl/crypto.h>

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "simulator/signature/digest.h"

namespace iam {
namespace {

constexpr size_t kMostEntries = 1024;

}  // namespace

std::string DeriveSigningKey(absl::string_view secret,
                             const CredentialScope& scope) {
  std::string first = absl::StrCat("AWS4", secret);
  std::string key = HmacSha256(first, scope.date);
  OPENSSL_cleanse(first.data(), first.size());
  for (const absl::string_view part :
       {absl::string_view(scope.region), absl::string_view(scope.service),
        kTerminator}) {
    key = HmacSha256(key, part);
  }
  return key;
}

std::string Signature(absl::string_view signing_key,
                      absl::string_view string_to_sign) {
  return absl::BytesToHexString(HmacSha256(signing_key, string_to_sign));
}

SigningKeyCache::~SigningKeyCache() { Clear(); }

void SigningKeyCache::Clear() {
  for (auto& [name, entry] : entries_) {
    OPENSSL_cleanse(entry.secret.data(), entry.secret.size());
    OPENSSL_cleanse(entry.signing_key.data(), entry.signing_key.size());
  }
  entries_.clear();
}

std::string SigningKeyCache::Get(absl::string_view secret,
                                 const CredentialScope& scope) {
  // No part of a scope holds a slash.
  const std::string name = absl::StrCat(scope.access_key_id, "/", scope.date,
                                        "/", scope.region, "/", scope.service);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = entries_.find(name);
    if (found != entries_.end() &&
        EqualInConstantTime(found->second.secret, secret)) {
      return found->second.signing_key;
    }
  }
  std::string key = DeriveSigningKey(secret, scope);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (entries_.size() >= kMostEntries) Clear();
  entries_[name] = {std::string(secret), key};
  return key;
}

}  // namespace iam
