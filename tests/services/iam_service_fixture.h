#ifndef IAM_TESTS_SERVICES_IAM_SERVICE_FIXTURE_H_
#define IAM_TESTS_SERVICES_IAM_SERVICE_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/text/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/directory/directory.h"
#include "simulator/services/iam/iam_service.h"
#include "simulator/snapshot/file_reader.h"
#include "tests/services/memory_access_keys.h"
#include "tests/source_dir.h"

namespace iam {

inline constexpr char kAllowS3[] =
    R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]})";
inline constexpr char kTrustEc2[] =
    R"({\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}})";

// IAM's API on a directory of its own, called as "iam-admin" of account
// 111122223333.
class IamServiceTest : public testing::Test {
 protected:
  explicit IamServiceTest(absl::string_view world = "first-user") {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    // Names of tests with parameters have slashes.
    path_ = absl::StrCat(
        testing::TempDir(), "/",
        absl::StrReplaceAll(
            absl::StrCat(test->test_suite_name(), "_", test->name()),
            {{"/", "_"}}));
    std::filesystem::remove_all(path_);
    DiskFileReader files;
    files_ = *ReadWorldSources(
        absl::StrCat(SourceDir(), "/corpus/worlds/", world), files);
    Open();
    caller_.kind = Caller::Kind::kUser;
    caller_.account = "111122223333";
    caller_.principal = "arn:aws:iam::111122223333:user/iam-admin";
  }
  ~IamServiceTest() override { std::filesystem::remove_all(path_); }

  void Open() {
    directory_.reset();
    state_.reset();
    state_ = *StateDatabase::Open(path_);
    Diagnostics diagnostics;
    directory_ = *Directory::Open(state_.get(), files_, &diagnostics);
  }

  // What stands below the result, without white space; of an error "Code:
  // message".
  std::string Call(absl::string_view operation,
                   const std::string& parameters = "{}") {
    result_.reset();
    const auto source =
        std::make_shared<const Source>("parameters", parameters);
    Diagnostics diagnostics;
    const std::optional<JsonDocument> json = ParseJson(source, &diagnostics);
    if (!json.has_value()) return diagnostics.ToString();
    const IamService service(directory_.get(), &keys_);
    const ServiceCall call{operation, json->root(), caller_,
                           absl::FromUnixSeconds(1790000000)};
    pugi::xml_node result = result_.append_child("Result");
    if (std::optional<ApiError> error = service.Call(call, result)) {
      status_ = error->status;
      return absl::StrCat(error->code, ": ", error->message);
    }
    status_ = 200;
    std::ostringstream text;
    for (pugi::xml_node child : result) {
      child.print(text, "", pugi::format_raw);
    }
    return text.str();
  }

  // A text of the last result: "User/Arn".
  std::string At(const char* path) {
    return result_.child("Result").select_node(path).node().text().get();
  }
  size_t Count(const char* path) {
    return result_.child("Result").select_nodes(path).size();
  }

  std::string path_;
  WorldSources files_;
  std::unique_ptr<StateDatabase> state_;
  std::unique_ptr<Directory> directory_;
  MemoryAccessKeys keys_;
  Caller caller_;
  pugi::xml_document result_;
  int status_ = 0;
};

}  // namespace iam

#endif  // IAM_TESTS_SERVICES_IAM_SERVICE_FIXTURE_H_
