#ifndef IAM_TESTS_ENDPOINT_ENDPOINT_FIXTURE_H_
#define IAM_TESTS_ENDPOINT_ENDPOINT_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "simulator/endpoint/endpoint.h"
#include "simulator/signature/sign_request.h"
#include "tests/credentials/state_directory.h"
#include "tests/source_dir.h"

namespace iam {

inline constexpr char kAccount[] = "111122223333";

// An endpoint for a world of one account, without a server before it.
class EndpointTest : public testing::Test {
 protected:
  EndpointTest()
      : state_(temporary_.path()), keys_(state_.database.get(), &state_.box) {}

  // Users with an inline policy each (a JSON document, or ""), by name.
  void Open(const std::vector<std::pair<std::string, std::string>>& users,
            const std::string& roles = "", const std::string& others = "") {
    std::string list;
    for (const auto& [name, policy] : users) {
      absl::StrAppend(
          &list, list.empty() ? "" : ",", R"({"Path":"/","UserName":")", name,
          R"(","UserId":"AIDA)", name, R"(","Arn":"arn:aws:iam::)", kAccount,
          ":user/", name, R"(")",
          policy.empty()
              ? ""
              : absl::StrCat(
                    R"(,"UserPolicyList":[{"PolicyName":"own","PolicyDocument":)",
                    policy, "}]"),
          "}");
    }
    WorldSources sources;
    sources.sources.push_back(std::make_shared<const Source>(
        "account.json",
        absl::StrCat(R"({"UserDetailList":[)", list,
                     R"(],"GroupDetailList":[],"RoleDetailList":[)", roles,
                     R"(],"Policies":[]})")));
    if (!others.empty()) {
      sources.sources.push_back(
          std::make_shared<const Source>("others.json", others));
    }
    Diagnostics diagnostics;
    auto directory =
        Directory::Open(state_.database.get(), sources, &diagnostics);
    ASSERT_TRUE(directory.ok()) << diagnostics.ToString();
    directory_ = *std::move(directory);
    for (const auto& [name, policy] : users) {
      const auto key = keys_.Create(kAccount, name, now_);
      ASSERT_TRUE(key.ok());
      signers_[name] = {key->key.id, key->secret, "", "us-east-1", "", false};
    }
    options_.clock = [this] { return now_; };
    options_.audit = [this](const std::string& line) {
      audit_.push_back(line);
    };
    endpoint_ = std::make_unique<Endpoint>(directory_.get(), &keys_,
                                           &state_.box, options_);
  }

  HttpResponse Send(const std::string& user, const std::string& service,
                    HttpRequest request) {
    request.remote_address = "192.0.2.7";
    if (FindHeader(request.headers, "Host") == nullptr) {
      request.headers.push_back({"Host", "localhost:4580"});
    }
    Signer signer = signers_.at(user);
    signer.service = service;
    signer.s3 = service == "s3";
    SignRequest(signer, now_, &request);
    return endpoint_->Answer(request);
  }

  // A call of a query service: "Action=ListUsers&Version=2010-05-08".
  HttpResponse Query(const std::string& user, const std::string& service,
                     const std::string& form) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form;
    return Send(user, service, std::move(request));
  }

  HttpResponse S3(const std::string& user, const std::string& method,
                  const std::string& target,
                  std::vector<HttpHeader> headers = {},
                  const std::string& body = "") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    request.body = body;
    return Send(user, "s3", std::move(request));
  }

  static std::string Allow(absl::string_view action,
                           absl::string_view resource = "*",
                           absl::string_view more = "") {
    return absl::StrCat(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":")",
        action, R"(","Resource":")", resource, R"("})", more.empty() ? "" : ",",
        more, "]}");
  }

  TemporaryDirectory temporary_;
  OpenState state_;
  KeyStore keys_;
  std::unique_ptr<Directory> directory_;
  EndpointOptions options_;
  std::unique_ptr<Endpoint> endpoint_;
  std::map<std::string, Signer> signers_;
  std::vector<std::string> audit_;
  absl::Time now_ = absl::FromUnixSeconds(1795700000);
};

}  // namespace iam

#endif  // IAM_TESTS_ENDPOINT_ENDPOINT_FIXTURE_H_
