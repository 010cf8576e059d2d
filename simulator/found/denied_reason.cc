#include "simulator/found/denied_reason.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace iam {
namespace {

constexpr absl::string_view kImplicit = "because no ";
constexpr absl::string_view kExplicit = "with an explicit deny in ";
constexpr size_t kMaxPolicyName = 128;

struct Row {
  absl::string_view words;
  PolicyType type;
};

// R7.1, and spellings of AWS's page.
constexpr Row kRows[] = {
    {"identity-based policy", PolicyType::kIdentityBased},
    {"identity-based policies", PolicyType::kIdentityBased},
    {"resource-based policy", PolicyType::kResourceBased},
    {"resource-based policies", PolicyType::kResourceBased},
    {"permissions boundary", PolicyType::kPermissionsBoundary},
    {"session policy", PolicyType::kSession},
    {"sessions policy", PolicyType::kSession},
    {"service control policy", PolicyType::kServiceControlPolicy},
    {"resource control policy", PolicyType::kResourceControlPolicy},
    {"VPC endpoint policy", PolicyType::kVpcEndpoint},
    {"role trust policy", PolicyType::kTrust},
};

bool Consume(absl::string_view* text, absl::string_view words) {
  if (!absl::StartsWithIgnoreCase(*text, words)) return false;
  text->remove_prefix(words.size());
  return true;
}

std::optional<PolicyType> ConsumeType(absl::string_view* text) {
  for (const Row& row : kRows) {
    if (Consume(text, row.words)) return row.type;
  }
  return std::nullopt;
}

// " allows the s3:GetObject action". The permission is the message's own.
bool ConsumeAllows(absl::string_view* text) {
  if (!Consume(text, " allows the ") && !Consume(text, " allow the ")) {
    return false;
  }
  text->remove_prefix(std::min(text->find(' '), text->size()));
  return Consume(text, " action");
}

bool IsPolicyName(absl::string_view token) {
  return !token.empty() && token.size() <= kMaxPolicyName &&
         token != "Encoded" &&
         std::all_of(token.begin(), token.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  absl::StrContains("_+=,.@-", c);
         });
}

// ": arn:aws:iam::111122223333:policy/Name", ": Name".
std::string ConsumePolicy(absl::string_view* text) {
  absl::string_view rest = *text;
  if (!absl::ConsumePrefix(&rest, ": ")) return "";
  absl::string_view token =
      rest.substr(0, std::min(rest.find_first_of(" \n\"'<>()`"), rest.size()));
  while (!token.empty() && absl::StrContains(".,;\\", token.back())) {
    token.remove_suffix(1);
  }
  if (!absl::StartsWith(token, "arn:") && !IsPolicyName(token)) return "";
  text->remove_prefix(
      static_cast<size_t>(token.data() + token.size() - text->data()));
  return std::string(token);
}

}  // namespace

std::optional<DeniedReason> ReadDeniedReason(absl::string_view text) {
  absl::string_view rest = text;
  DeniedReason reason;
  if (Consume(&rest, kExplicit)) {
    reason.explicit_deny = true;
    for (const absl::string_view article : {"a ", "an ", "the "}) {
      if (Consume(&rest, article)) break;
    }
  } else if (!Consume(&rest, kImplicit)) {
    return std::nullopt;
  }
  const std::optional<PolicyType> type = ConsumeType(&rest);
  if (!type.has_value()) return std::nullopt;
  reason.layer = *type;
  if (!reason.explicit_deny && !ConsumeAllows(&rest)) return std::nullopt;
  reason.through_scp =
      Consume(&rest, " transitively through a service control policy");
  if (reason.explicit_deny) reason.policy = ConsumePolicy(&rest);
  reason.size = text.size() - rest.size();
  return reason;
}

size_t FindDeniedReason(absl::string_view text, size_t from) {
  return std::min(text.find(kImplicit, from), text.find(kExplicit, from));
}

std::string DeniedReasonText(PolicyType layer, bool explicit_deny,
                             absl::string_view action) {
  absl::string_view words;
  for (const Row& row : kRows) {
    if (row.type == layer) {
      words = row.words;
      break;
    }
  }
  if (!explicit_deny) {
    return absl::StrCat(kImplicit, words, " allows the ", action, " action");
  }
  // "an identity-based policy", "the role trust policy".
  const absl::string_view article = layer == PolicyType::kTrust ? "the "
                                    : layer == PolicyType::kIdentityBased
                                        ? "an "
                                        : "a ";
  return absl::StrCat(kExplicit, article, words);
}

}  // namespace iam
