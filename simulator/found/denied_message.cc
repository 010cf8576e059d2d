// The message is read outwards from the one phrase that no service leaves out:
// backwards for the principal, forwards for action, resource and reason. What
// is around the message is never looked at.

#include "simulator/found/denied_message.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "engine/match/request_principal.h"
#include "simulator/found/regex.h"

namespace iam {
namespace {

constexpr char kEncodedMessage[] = "Encoded authorization failure message:";
// No ARN is longer; what is, is no part of a message.
constexpr size_t kMaxPart = 2048;
constexpr size_t kPhraseSize = sizeof(kNotAuthorized) - 1;
constexpr size_t kMinEncodedLine = 24;
constexpr absl::string_view kEndsOfToken = " \n\"'<>()`";

void SkipBlanks(absl::string_view* text) {
  text->remove_prefix(std::min(text->find_first_not_of(' '), text->size()));
}

absl::string_view WithoutPunctuation(absl::string_view token) {
  while (!token.empty() && absl::StrContains(".,;:\\]}", token.back())) {
    token.remove_suffix(1);
  }
  return token;
}

absl::string_view TokenOf(absl::string_view text) {
  text = text.substr(0, kMaxPart);
  return text.substr(0,
                     std::min(text.find_first_of(kEndsOfToken), text.size()));
}

// "User: arn:… is " before the phrase. The message is whole only if "User:"
// stands right before the principal.
void ReadPrincipal(absl::string_view before, DeniedMessage* message) {
  before = absl::StripTrailingAsciiWhitespace(
      before.substr(before.size() - std::min(before.size(), kMaxPart)));
  absl::ConsumeSuffix(&before, "is");
  before = absl::StripTrailingAsciiWhitespace(before);
  while (!before.empty() && absl::StrContains("\"'`", before.back())) {
    before.remove_suffix(1);
  }
  const size_t blank = before.find_last_of(kEndsOfToken);
  absl::string_view token =
      blank == absl::string_view::npos ? before : before.substr(blank + 1);
  before.remove_suffix(token.size());
  if (absl::ConsumePrefix(&token, "User:")) before = "User:";
  const bool after_user =
      absl::EndsWith(absl::StripTrailingAsciiWhitespace(before.substr(
                         0, before.find_last_not_of("\"'` ") + 1)),
                     "User:");
  if (token == "anonymous" && after_user) {
    message->principal = "*";
  } else if (absl::StartsWith(token, "arn:") ||
             (after_user && token != "User")) {
    message->principal = std::string(token);
  }
  message->is_whole = after_user && !message->principal.empty() &&
                      ParseRequestPrincipal(message->principal).has_value();
}

// ": iam:GetRole". Other words ("this operation") name no action.
void ReadAction(absl::string_view* text, DeniedMessage* message) {
  absl::ConsumePrefix(text, ":");
  SkipBlanks(text);
  absl::ConsumePrefix(text, "[");
  absl::string_view token = TokenOf(*text);
  message->action = CleanAction(WithoutPunctuation(token));
  if (message->action.empty()) {
    message->is_whole = false;
    return;
  }
  text->remove_prefix(WithoutPunctuation(token).size());
  absl::ConsumePrefix(text, "]");
}

// IAM writes "role voclabs" for a resource that it does not find (R7.5).
bool IsKindOfEntity(absl::string_view word) {
  for (const absl::string_view kind :
       {"role", "user", "group", "policy", "instance profile"}) {
    if (word == kind) return true;
  }
  return false;
}

// The resource with what is behind it up to a reason, if one follows before the
// message ends: resources may have blanks in them.
absl::string_view UpToReason(absl::string_view text, absl::string_view token) {
  text = text.substr(0, kMaxPart);
  const absl::string_view sentence = text.substr(0, text.find('\n'));
  const size_t reason = FindDeniedReason(sentence, token.size());
  if (reason == absl::string_view::npos) return token;
  const absl::string_view longer = sentence.substr(0, reason);
  if (absl::StrContains(longer, kNotAuthorized)) return token;
  return absl::StripTrailingAsciiWhitespace(longer);
}

void ReadResource(absl::string_view* text, DeniedMessage* message) {
  absl::ConsumePrefix(text, "s");
  absl::ConsumePrefix(text, ":");
  SkipBlanks(text);
  if (!text->empty() && absl::StrContains("\"'`", text->front())) {
    const char quote = text->front();  // S3 quotes it (R7.5)
    const size_t end = text->substr(0, kMaxPart).find(quote, 1);
    if (end != absl::string_view::npos) {
      message->resource = std::string(text->substr(1, end - 1));
      text->remove_prefix(end + 1);
      return;
    }
    text->remove_prefix(1);
  }
  absl::string_view token = TokenOf(*text);
  if (absl::StartsWith(*text, "instance profile ")) {
    token = text->substr(0, 16);
  }
  if (IsKindOfEntity(token) && token.size() < text->size()) {
    const absl::string_view name = TokenOf(text->substr(token.size() + 1));
    token = text->substr(0, token.size() + 1 + name.size());
  }
  const absl::string_view resource = UpToReason(*text, token);
  // A line break inside the name became a blank: no ARN of the services that
  // use such messages has one, but object keys do.
  if (resource.size() > token.size() && !absl::StrContains(resource, ":s3:")) {
    message->is_whole = false;
  }
  message->resource = std::string(
      resource.size() > token.size() ? resource : WithoutPunctuation(token));
  text->remove_prefix(message->resource.size());
}

// Terminals wrap what has no blank in it; the pieces belong together.
std::string ReadEncoded(absl::string_view text) {
  static const RE2& kPiece = *new RE2("^ *([A-Za-z0-9_-]+)");
  std::string encoded;
  re2::StringPiece rest = ToPiece(text);
  re2::StringPiece piece;
  while (RE2::Consume(&rest, kPiece, &piece)) {
    const bool is_last = rest.empty() || rest[0] == '\n' || rest[0] == '"';
    if (!encoded.empty() && piece.size() < kMinEncodedLine && !is_last) break;
    encoded.append(piece.data(), piece.size());
    if (rest.empty() || rest[0] != ' ') break;
  }
  return encoded;
}

// What may follow a message that names no reason.
bool EndsThere(absl::string_view text) {
  return text.empty() || absl::StrContains("\n.,;()\"'<\\`}]", text.front());
}

std::string AuthorizationId(absl::string_view text) {
  static const RE2& kId = *new RE2("(?i)authorization id: ([0-9a-z]{8,})");
  re2::StringPiece id;
  if (!RE2::PartialMatch(ToPiece(text), kId, &id)) return "";
  return std::string(ToView(id));
}

}  // namespace

std::string CleanAction(absl::string_view action) {
  static const RE2& kAction =
      *new RE2("([A-Za-z][A-Za-z0-9-]*):([A-Za-z0-9]+)");
  std::string prefix;
  std::string name;
  if (!RE2::FullMatch(ToPiece(action), kAction, &prefix, &name)) return "";
  absl::AsciiStrToLower(&prefix);
  return prefix + ":" + name;
}

DeniedMessage ReadDeniedMessage(absl::string_view text, size_t at) {
  DeniedMessage message;
  ReadPrincipal(text.substr(0, at), &message);
  absl::string_view rest = text.substr(at);
  rest.remove_prefix(std::min(kPhraseSize, rest.size()));
  ReadAction(&rest, &message);
  SkipBlanks(&rest);
  // KMS: "on the resource associated with this ciphertext".
  if (absl::ConsumePrefix(&rest, "on resource")) ReadResource(&rest, &message);
  const absl::string_view behind = rest;
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',')) {
    rest.remove_prefix(1);
  }
  message.reason = ReadDeniedReason(rest);
  if (message.reason.has_value()) {
    rest.remove_prefix(message.reason->size);
  } else if (!EndsThere(behind)) {
    message.is_whole = false;
  }
  // Up to the next message.
  const absl::string_view tail = rest.substr(
      0,
      std::min(rest.find(kNotAuthorized), std::min(rest.size(), 6 * kMaxPart)));
  message.encoded = FindEncodedMessage(tail);
  message.authorization_id = AuthorizationId(tail.substr(0, kMaxPart));
  message.end = static_cast<size_t>(rest.data() - text.data());
  return message;
}

std::optional<DeniedMessage> FindDeniedMessage(absl::string_view text) {
  static const RE2& kPhrase =
      *new RE2("(?i)(.)ot authorized to perform([^:]|:)");
  re2::StringPiece first;
  if (!RE2::PartialMatch(ToPiece(text), kPhrase, &first)) return std::nullopt;
  const auto at = static_cast<size_t>(first.data() - text.data());
  DeniedMessage message = ReadDeniedMessage(text, at);
  // "You are not authorized to perform this operation. User: … is not …"
  if (message.action.empty()) {
    const size_t next = text.find(kNotAuthorized, at + 1);
    if (next != absl::string_view::npos) return ReadDeniedMessage(text, next);
  }
  return message;
}

std::string FindEncodedMessage(absl::string_view text) {
  const size_t at = text.find(kEncodedMessage);
  if (at == absl::string_view::npos) return "";
  return ReadEncoded(
      text.substr(at + absl::string_view(kEncodedMessage).size()));
}

}  // namespace iam
