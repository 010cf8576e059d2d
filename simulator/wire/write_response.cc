#include "simulator/wire/write_response.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

constexpr char kXml[] = "text/xml";

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

std::string ToText(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
  return std::move(writer.text);
}

// What a caller sent may be in it, and XML has no way to write control
// characters.
void AddText(pugi::xml_node parent, const char* name, absl::string_view text) {
  const bool is_xml =
      std::none_of(text.begin(), text.end(), [](unsigned char c) {
        return absl::ascii_iscntrl(c) && c != '\n' && c != '\t';
      });
  parent.append_child(name).text().set(
      (is_xml ? std::string(text) : Harmless(text)).c_str());
}

std::string NamespaceOf(const WireClient& client) {
  if (client.name() == "iam" || client.name() == "sts") {
    return absl::StrCat("https://", client.host(), ".amazonaws.com/doc/",
                        client.version(), "/");
  }
  return absl::StrCat("http://", client.host(), ".amazonaws.com/doc/",
                      client.version(), "/");
}

// "Sender" is to blame below 500. API Reference of query services, Errors.
std::string QueryError(const ApiError& error, const AnswerForm& form) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("ErrorResponse");
  root.append_attribute("xmlns").set_value(NamespaceOf(*form.client).c_str());
  pugi::xml_node body = root.append_child("Error");
  AddText(body, "Type", error.status < 500 ? "Sender" : "Receiver");
  AddText(body, "Code", error.code);
  AddText(body, "Message", error.message);
  AddText(root, "RequestId", form.request_id);
  return ToText(document);
}

std::string Ec2Error(const ApiError& error, const AnswerForm& form) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("Response");
  pugi::xml_node body = root.append_child("Errors").append_child("Error");
  AddText(body, "Code", error.code);
  AddText(body, "Message", error.message);
  AddText(root, "RequestID", form.request_id);
  return ToText(document);
}

std::string S3Error(const ApiError& error, const AnswerForm& form) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("Error");
  AddText(root, "Code", error.code);
  AddText(root, "Message", error.message);
  AddText(root, "Resource", form.path);
  AddText(root, "RequestId", form.request_id);
  return ToText(document);
}

std::string JsonError(const ApiError& error, bool with_type) {
  JsonWriter json;
  json.Open();
  if (with_type) json.Text("__type", error.code);
  json.Text("message", error.message);
  json.Close();
  return json.str();
}

void AppendCborText(absl::string_view text, std::string* cbor) {
  // Major type 3 with a length of two bytes. RFC 8949, section 3.
  text = text.substr(0, 0xFFFF);
  cbor->push_back('\x79');
  cbor->push_back(static_cast<char>(text.size() >> 8));
  cbor->push_back(static_cast<char>(text.size() & 0xFF));
  absl::StrAppend(cbor, text);
}

std::string CborError(const ApiError& error) {
  std::string cbor = "\xA2";  // a map of two
  AppendCborText("__type", &cbor);
  AppendCborText(error.code, &cbor);
  AppendCborText("message", &cbor);
  AppendCborText(error.message, &cbor);
  return cbor;
}

HttpResponse Start(int status, const AnswerForm& form,
                   absl::string_view content_type) {
  HttpResponse response;
  response.status = status;
  const bool is_s3 = form.client->signing() == "s3";
  response.headers.push_back(
      {is_s3 ? "x-amz-request-id" : "x-amzn-RequestId", form.request_id});
  if (!content_type.empty()) {
    response.headers.push_back({"Content-Type", std::string(content_type)});
  }
  if (form.protocol == Protocol::kCbor) {
    response.headers.push_back({"smithy-protocol", "rpc-v2-cbor"});
  }
  return response;
}

std::string JsonType(const WireClient& client) {
  const absl::string_view version =
      client.json_version().empty() ? "1.0" : client.json_version();
  return absl::StrCat("application/x-amz-json-", version);
}

std::string TypeOf(const AnswerForm& form) {
  switch (form.protocol) {
    case Protocol::kQuery:
    case Protocol::kEc2:
      return kXml;
    case Protocol::kRestXml:
      return "application/xml";
    case Protocol::kJson:
      return JsonType(*form.client);
    case Protocol::kRestJson:
      return "application/json";
    case Protocol::kCbor:
      return "application/cbor";
  }
  return "";
}

std::string ErrorBody(const ApiError& error, const AnswerForm& form) {
  switch (form.protocol) {
    case Protocol::kQuery:
      return QueryError(error, form);
    case Protocol::kEc2:
      return Ec2Error(error, form);
    case Protocol::kRestXml:
      return form.client->signing() == "s3" ? S3Error(error, form)
                                            : QueryError(error, form);
    case Protocol::kJson:
      return JsonError(error, /*with_type=*/true);
    case Protocol::kRestJson:
      return JsonError(error, /*with_type=*/false);
    case Protocol::kCbor:
      return CborError(error);
  }
  return "";
}

struct NamedResult {
  absl::string_view operation;
  const char* element;
};

// SDKs take an answer to a copy that is empty for one that broke off, and look
// at the Region themselves.
constexpr NamedResult kS3Results[] = {
    {"CompleteMultipartUpload", "CompleteMultipartUploadResult"},
    {"CopyObject", "CopyObjectResult"},
    {"GetBucketLocation", "LocationConstraint"},
    {"UploadPartCopy", "CopyPartResult"},
};

// Nothing but for those: it may be an object that is asked for.
std::string EmptyRestXml(const AnswerForm& form) {
  if (form.client->signing() != "s3") return "";
  for (const NamedResult& result : kS3Results) {
    if (result.operation != form.operation) continue;
    pugi::xml_document document;
    document.append_child(result.element);
    return ToText(document);
  }
  return "";
}

// An element named after the operation is all that parsers of XML want.
std::string EmptyBody(const AnswerForm& form) {
  switch (form.protocol) {
    case Protocol::kQuery: {
      QueryAnswer answer(form);
      return std::move(answer).Write().body;
    }
    case Protocol::kEc2: {
      pugi::xml_document document;
      pugi::xml_node root = document.append_child(
          absl::StrCat(form.operation, "Response").c_str());
      root.append_attribute("xmlns").set_value(
          NamespaceOf(*form.client).c_str());
      AddText(root, "requestId", form.request_id);
      return ToText(document);
    }
    case Protocol::kRestXml:
      return EmptyRestXml(form);
    case Protocol::kJson:
    case Protocol::kRestJson:
      return "{}";
    case Protocol::kCbor:
      return "\xA0";
  }
  return "";
}

}  // namespace

HttpResponse WriteError(const ApiError& error, const AnswerForm& form) {
  HttpResponse response = Start(error.status, form, TypeOf(form));
  if (form.protocol == Protocol::kRestJson ||
      form.protocol == Protocol::kJson) {
    response.headers.push_back({"x-amzn-ErrorType", error.code});
  }
  if (!form.no_body) response.body = ErrorBody(error, form);
  return response;
}

HttpResponse WriteEmpty(const AnswerForm& form) {
  std::string body = form.no_body ? "" : EmptyBody(form);
  HttpResponse response = Start(200, form, body.empty() ? "" : TypeOf(form));
  response.body = std::move(body);
  return response;
}

QueryAnswer::QueryAnswer(const AnswerForm& form) : form_(form) {
  root_ =
      document_.append_child(absl::StrCat(form.operation, "Response").c_str());
  root_.append_attribute("xmlns").set_value(NamespaceOf(*form.client).c_str());
  result_ = root_.append_child(absl::StrCat(form.operation, "Result").c_str());
}

HttpResponse QueryAnswer::Write() && {
  // The result stays where it is empty: SDKs want the element of operations
  // that have a result without members (UpdateRole), and do not look for that
  // of operations without one.
  AddText(root_.append_child("ResponseMetadata"), "RequestId",
          form_.request_id);
  HttpResponse response = Start(200, form_, kXml);
  response.body = ToText(document_);
  return response;
}

}  // namespace iam
