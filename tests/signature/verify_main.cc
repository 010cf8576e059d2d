// Stands between botocore_agreement.py and the Authenticator.
//
//   verify STATE_DIR --make            makes keys, prints them as one line of
//   JSON verify STATE_DIR < requests.jsonl  prints "ok" or why not, a line a
//   request
//
// A request is an object of texts in base 64 (targets and headers may be any
// bytes): "method", "target", "headers" (name, value, name, …), "body"; and
// plain "service", "s3".
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "engine/text/json.h"
#include "simulator/credentials/access_key_id.h"
#include "simulator/credentials/key_store.h"
#include "simulator/credentials/session_token.h"
#include "simulator/json/json_writer.h"
#include "simulator/signature/authenticator.h"

namespace iam {
namespace {

constexpr char kAccount[] = "111122223333";

std::string Decoded(const JsonValue* value) {
  std::string bytes;
  if (value == nullptr || !absl::Base64Unescape(value->text(), &bytes)) {
    std::cerr << "not in base 64\n";
    std::exit(2);
  }
  return bytes;
}

HttpRequest ReadRequest(const JsonValue& object) {
  HttpRequest request;
  request.method = Decoded(object.Find("method"));
  request.target = Decoded(object.Find("target"));
  const auto headers = object.Find("headers")->items();
  for (size_t i = 0; i + 1 < headers.size(); i += 2) {
    request.headers.push_back({Decoded(&headers[i]), Decoded(&headers[i + 1])});
  }
  request.body = Decoded(object.Find("body"));
  return request;
}

void MakeKeys(KeyStore* keys, const SecretBox& box) {
  const absl::Time now = absl::Now();
  const AccessKeyWithSecret made = keys->Create(kAccount, "ana", now).value();
  Session session;
  session.access_key_id = MakeAccessKeyId(kTemporaryKeyPrefix, kAccount);
  session.secret = MakeSecret();
  session.principal = "arn:aws:sts::111122223333:assumed-role/deploy/ci";
  session.user_id = "AROAEXAMPLE:ci";
  session.issued = now;
  session.expires = now + absl::Hours(1);
  JsonWriter json;
  json.Open();
  json.Text("id", made.key.id);
  json.Text("secret", made.secret);
  json.Text("temporary_id", session.access_key_id);
  json.Text("temporary_secret", session.secret);
  json.Text("token", SealSession(session, box));
  json.Close();
  std::cout << json.str() << "\n";
}

int AnswerRequests(const Authenticator& authenticator) {
  for (std::string line; std::getline(std::cin, line);) {
    Diagnostics diagnostics;
    const std::optional<JsonDocument> document = ParseJson(
        std::make_shared<Source>("request", std::move(line)), &diagnostics);
    if (!document.has_value()) {
      std::cerr << diagnostics.ToString();
      return 2;
    }
    const JsonValue& object = document->root();
    SignatureRules rules;
    rules.service = std::string(object.Find("service")->text());
    rules.s3 = object.Find("s3")->text() == "true";
    const auto answer = authenticator.Authenticate(ReadRequest(object), rules);
    const auto* error = std::get_if<AuthError>(&answer);
    std::cout << (error == nullptr ? "ok"
                                   : absl::CEscape(MessageWithStrings(*error)))
              << "\n";
  }
  return 0;
}

int Main(const std::string& directory, bool make) {
  const auto database = StateDatabase::Open(directory);
  const auto box = SecretBox::Open(directory);
  if (!database.ok() || !box.ok()) {
    std::cerr << database.status() << box.status() << "\n";
    return 2;
  }
  KeyStore keys(database->get(), &*box);
  if (make) {
    MakeKeys(&keys, *box);
    return 0;
  }
  const Authenticator authenticator(
      &keys, &*box, &absl::Now,
      [](absl::string_view, absl::string_view) -> std::optional<UserRecord> {
        return UserRecord{"arn:aws:iam::111122223333:user/ana", "AIDAEXAMPLE"};
      });
  return AnswerRequests(authenticator);
}

}  // namespace
}  // namespace iam

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::ios::sync_with_stdio(false);
  return iam::Main(argv[1], argc > 2 && std::string(argv[2]) == "--make");
}
