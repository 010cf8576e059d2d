#include "simulator/signature/authenticator.h"

#include <openssl/crypto.h>

#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/credentials/access_key_id.h"
#include "simulator/credentials/session_token.h"
#include "simulator/signature/canonical_request.h"
#include "simulator/signature/chunked_body.h"
#include "simulator/signature/digest.h"
#include "simulator/signature/payload.h"
#include "simulator/signature/scope_checks.h"

namespace iam {
namespace {

using Answer = std::variant<Authenticated, AuthError>;

constexpr char kNobodysPurpose[] = "nobody";

AuthError Refused(AuthFailure failure, std::string message) {
  return {failure, std::move(message)};
}

AuthError UnknownKey() {
  return Refused(AuthFailure::kUnknownKey,
                 "The security token included in the request is invalid.");
}

AuthError Mismatch(std::string canonical_request, std::string string_to_sign) {
  return {AuthFailure::kSignatureMismatch,
          "The request signature we calculated does not match the signature "
          "you provided. Check your AWS Secret Access Key and signing method. "
          "Consult the service documentation for details.",
          std::move(canonical_request), std::move(string_to_sign)};
}

// "arn:aws:sts::111122223333:assumed-role/…"
std::string AccountOfArn(absl::string_view arn) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(arn, absl::MaxSplits(':', 5));
  return parts.size() == 6 ? std::string(parts[4]) : "";
}

Caller::Kind KindOf(absl::string_view arn) {
  if (absl::StrContains(arn, ":assumed-role/")) {
    return Caller::Kind::kRoleSession;
  }
  if (absl::StrContains(arn, ":federated-user/")) {
    return Caller::Kind::kFederatedUser;
  }
  return absl::EndsWith(arn, ":root") ? Caller::Kind::kRootUser
                                      : Caller::Kind::kUser;
}

Caller CallerOfSession(const Session& session) {
  Caller caller;
  caller.kind = KindOf(session.principal);
  caller.principal = session.principal;
  caller.account = AccountOfArn(session.principal);
  caller.user_id = session.user_id;
  caller.access_key_id = session.access_key_id;
  caller.session = session;
  caller.session->secret.clear();
  return caller;
}

// kSignatureMismatch unless the signature is that of this key.
std::optional<AuthError> CheckSignature(const HttpRequest& request,
                                        const SignedRequest& signed_request,
                                        const std::string& payload,
                                        const SignatureRules& rules,
                                        const std::string& signing_key) {
  std::optional<std::string> canonical = MakeCanonicalRequest(
      request, signed_request.signed_headers, payload,
      rules.s3 ? CanonicalPath::kAsSent : CanonicalPath::kNormalized);
  std::string to_sign =
      MakeStringToSign(signed_request.timestamp,
                       ScopeText(signed_request.scope), canonical.value_or(""));
  const bool right = EqualInConstantTime(Signature(signing_key, to_sign),
                                         signed_request.signature);
  if (!canonical.has_value()) return Mismatch("", "");
  if (!right) return Mismatch(*std::move(canonical), std::move(to_sign));
  return std::nullopt;
}

using Decoded = std::optional<std::string>;  // what chunks hold

// Whether the body is what was signed, once the signature is known to be right.
std::variant<Decoded, AuthError> ReadBody(const HttpRequest& request,
                                          const SignedRequest& signed_request,
                                          const Payload& payload,
                                          const std::string& signing_key) {
  if (payload.chunks.has_value()) {
    auto body = DecodeChunkedBody(
        request, *payload.chunks,
        {signing_key, signed_request.timestamp, ScopeText(signed_request.scope),
         signed_request.signature});
    if (auto* error = std::get_if<AuthError>(&body)) return std::move(*error);
    return std::get<std::string>(std::move(body));
  }
  if (payload.hashed &&
      !EqualInConstantTime(HexSha256(request.body), payload.text)) {
    return Refused(AuthFailure::kPayloadMismatch,
                   "The provided 'x-amz-content-sha256' header does not match "
                   "what was computed.");
  }
  return std::nullopt;
}

}  // namespace

Authenticator::Authenticator(KeyStore* keys, const SecretBox* box,
                             std::function<absl::Time()> clock,
                             UserLookup find_user)
    : keys_(keys),
      box_(box),
      clock_(std::move(clock)),
      find_user_(std::move(find_user)),
      nobodys_secret_(box->Seal(MakeSecret(), kNobodysPurpose)) {}

Answer Authenticator::Authenticate(const HttpRequest& request,
                                   const SignedRequestOrError& read,
                                   const SignatureRules& rules) const {
  if (const auto* error = std::get_if<AuthError>(&read)) {
    if (error->failure == AuthFailure::kMissingCredentials &&
        rules.allow_anonymous) {
      return Authenticated{Verified<Caller>(Caller()), std::nullopt,
                           std::nullopt};
    }
    return *error;
  }
  const SignedRequest& signed_request = std::get<SignedRequest>(read);
  const absl::Time now = clock_();
  for (std::optional<AuthError> error :
       {CheckScope(signed_request, rules),
        CheckTime(signed_request, rules, now),
        CheckSignedHeaders(request, signed_request)}) {
    if (error.has_value()) return *std::move(error);
  }
  return Verify(request, signed_request, rules, now);
}

Answer Authenticator::Verify(const HttpRequest& request,
                             const SignedRequest& signed_request,
                             const SignatureRules& rules,
                             absl::Time now) const {
  auto declared = DeclaredPayload(request, signed_request, rules);
  if (auto* error = std::get_if<AuthError>(&declared)) return std::move(*error);
  const Payload& payload = std::get<Payload>(declared);
  Credential credential = FindCredential(signed_request, now);
  const auto cleansing = absl::MakeCleanup([&credential] {
    OPENSSL_cleanse(credential.secret.data(), credential.secret.size());
  });
  // Of nobody's secret, one entry of the cache: the id that was sent is free
  // for anybody to choose.
  CredentialScope cached = signed_request.scope;
  if (credential.refused.has_value()) cached.access_key_id.clear();
  const std::string signing_key = signing_keys_.Get(credential.secret, cached);
  std::optional<AuthError> wrong =
      CheckSignature(request, signed_request, payload.text, rules, signing_key);
  if (credential.refused.has_value()) return *std::move(credential.refused);
  if (wrong.has_value()) return *std::move(wrong);
  auto body = ReadBody(request, signed_request, payload, signing_key);
  if (auto* error = std::get_if<AuthError>(&body)) return std::move(*error);
  std::optional<Caller> caller = CallerOf(credential);
  if (!caller.has_value()) return UnknownKey();
  const CredentialScope& scope = signed_request.scope;
  if (!caller->session.has_value()) {
    keys_->RecordUse(scope.access_key_id, now, scope.region, scope.service);
  }
  return Authenticated{Verified<Caller>(*std::move(caller)), scope,
                       std::get<Decoded>(std::move(body))};
}

Authenticator::Credential Authenticator::FindCredential(
    const SignedRequest& signed_request, absl::Time now) const {
  const std::string& id = signed_request.scope.access_key_id;
  const bool temporary = absl::StartsWith(id, kTemporaryKeyPrefix) ||
                         !signed_request.session_token.empty();
  Credential credential =
      temporary ? FindTemporary(signed_request, now) : FindLongTerm(id);
  if (credential.refused.has_value()) {
    credential.secret =
        box_->Unseal(nobodys_secret_, kNobodysPurpose).value_or("");
  }
  return credential;
}

Authenticator::Credential Authenticator::FindLongTerm(
    const std::string& id) const {
  Credential credential;
  absl::StatusOr<AccessKeyWithSecret> found = keys_->FindWithSecret(id);
  // A store that cannot be read knows nobody.
  if (!found.ok() || !found->key.active) {
    credential.refused = UnknownKey();
    return credential;
  }
  credential.secret = std::move(found->secret);
  credential.key = std::move(found->key);
  return credential;
}

Authenticator::Credential Authenticator::FindTemporary(
    const SignedRequest& signed_request, absl::Time now) const {
  Credential credential;
  absl::StatusOr<Session> session =
      OpenSession(signed_request.session_token, *box_);
  if (!session.ok() ||
      session->access_key_id != signed_request.scope.access_key_id) {
    credential.refused = UnknownKey();
    // Without its token, a temporary key is none: S3 tells the two apart.
    if (!signed_request.session_token.empty()) {
      credential.refused->failure = AuthFailure::kBadSessionToken;
    }
  } else if (now >= session->expires) {
    credential.refused =
        Refused(AuthFailure::kExpiredToken,
                "The security token included in the request is expired");
  } else {
    credential.secret = session->secret;
    credential.session = *std::move(session);
  }
  return credential;
}

std::optional<Caller> Authenticator::CallerOf(
    const Credential& credential) const {
  if (credential.session.has_value()) {
    return CallerOfSession(*credential.session);
  }
  const AccessKey& key = credential.key;
  Caller caller;
  caller.account = key.account;
  caller.access_key_id = key.id;
  if (key.user_name.empty()) {
    caller.kind = Caller::Kind::kRootUser;
    caller.principal = absl::StrCat("arn:aws:iam::", key.account, ":root");
    caller.user_id = key.account;
    return caller;
  }
  std::optional<UserRecord> user = find_user_(key.account, key.user_name);
  if (!user.has_value()) return std::nullopt;
  caller.kind = Caller::Kind::kUser;
  caller.principal = std::move(user->arn);
  caller.user_id = std::move(user->user_id);
  return caller;
}

}  // namespace iam
