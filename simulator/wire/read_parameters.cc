#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/text/excerpt.h"
#include "engine/text/utf8.h"
#include "simulator/wire/api_request.h"
#include "simulator/wire/parameter_tree.h"
#include "simulator/wire/rest_match.h"

namespace iam {
namespace {

using Read = std::variant<std::optional<JsonDocument>, ApiError>;

// What is no parameter of the call itself.
bool IsOfSignature(absl::string_view name) {
  return absl::StartsWithIgnoreCase(name, "X-Amz-") &&
         (absl::EqualsIgnoreCase(name, "X-Amz-Algorithm") ||
          absl::EqualsIgnoreCase(name, "X-Amz-Credential") ||
          absl::EqualsIgnoreCase(name, "X-Amz-Date") ||
          absl::EqualsIgnoreCase(name, "X-Amz-Expires") ||
          absl::EqualsIgnoreCase(name, "X-Amz-SignedHeaders") ||
          absl::EqualsIgnoreCase(name, "X-Amz-Signature") ||
          absl::EqualsIgnoreCase(name, "X-Amz-Security-Token"));
}

ApiError Malformed(Protocol protocol, absl::string_view what) {
  switch (protocol) {
    case Protocol::kQuery:
    case Protocol::kEc2:
      return {400, "MalformedQueryString", std::string(what)};
    case Protocol::kRestXml:
      return {400, "MalformedXML",
              "The XML you provided was not well-formed or did not validate "
              "against our published schema"};
    case Protocol::kJson:
    case Protocol::kRestJson:
    case Protocol::kCbor:
      break;
  }
  return {400, "SerializationException", std::string(what)};
}

Read ToDocument(std::string json, Protocol protocol) {
  Diagnostics diagnostics;
  std::optional<JsonDocument> document = ParseJson(
      std::make_shared<const Source>("request", std::move(json)), &diagnostics);
  if (!document.has_value() || !document->root().is_object()) {
    return Malformed(protocol, "The request could not be read.");
  }
  return document;
}

bool HasParameters(const Form& form) {
  return std::any_of(form.begin(), form.end(), [](const QueryParameter& one) {
    return !IsOfSignature(one.name);
  });
}

// Of a header that says what is wanted. Metadata is only kept.
bool IsAmazons(absl::string_view name) {
  return absl::StartsWithIgnoreCase(name, "x-amz-") &&
         !absl::StartsWithIgnoreCase(name, "x-amz-meta-");
}

// The first header that is there more than once, of those that say what is
// wanted.
const std::string* RepeatedHeader(const std::vector<HttpHeader>& headers) {
  for (const HttpHeader& header : headers) {
    const std::string name = absl::AsciiStrToLower(header.name);
    const bool counts = name == "host" || name == "content-type" ||
                        name == "smithy-protocol" || IsAmazons(name);
    if (counts && FindHeader(headers, name) != &header.value) {
      return &header.name;
    }
  }
  return nullptr;
}

Read FromForm(const ApiTarget& target, const HttpRequest& request) {
  const bool in_query = FindIn(target.query, "Action") != nullptr;
  if (in_query ? !request.body.empty() : HasParameters(target.query)) {
    return Malformed(target.protocol,
                     "Parameters are in the query string and in the body.");
  }
  std::optional<Form> form = in_query ? target.query : ParseForm(request.body);
  if (!form.has_value() || form->size() > ParameterTree::kMostParameters) {
    return Malformed(target.protocol, "The query string is malformed.");
  }
  ParameterTree tree, operation;
  for (const auto& [name, value] : *form) {
    if (IsOfSignature(name)) continue;
    const bool of_operation = name == "Action" || name == "Version";
    if (!(of_operation ? operation : tree).Set(name, value)) {
      return Malformed(target.protocol,
                       absl::StrCat("The parameter ", name, " is not valid."));
    }
  }
  for (const auto& [wire, model] : target.client->RenamedIn(target.operation)) {
    tree.AddName(wire, model);
  }
  return ToDocument(tree.ToJson(), target.protocol);
}

// Elements below `element`; of the uppermost, which may be one of several,
// there is a list, too: "Object" is also "Objects".
bool AddElements(pugi::xml_node element, size_t depth, ParameterTree* tree) {
  if (depth == ParameterTree::kMostDepth) return false;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    std::vector<ParameterTree*> places = {tree->Append(child.name())};
    if (depth == 0) {
      places.push_back(tree->AppendItem(absl::StrCat(child.name(), "s")));
    }
    for (ParameterTree* place : places) {
      place->SetText(child.text().get());
      if (!AddElements(child, depth + 1, place)) return false;
    }
  }
  return true;
}

bool AddXml(absl::string_view body, ParameterTree* tree) {
  if (body.empty()) return true;
  pugi::xml_document document;
  if (!document.load_buffer(body.data(), body.size())) return false;
  const pugi::xml_node root = document.document_element();
  return AddElements(root, 0, tree->Append(root.name())) &&
         AddElements(root, 0, tree);
}

// A body that is an object of parameters, and not the content of a file.
bool HasXmlBody(const HttpRequest& request, absl::string_view body) {
  const std::string* type = FindHeader(request.headers, "Content-Type");
  if (type != nullptr && absl::StrContains(*type, "xml")) return true;
  return absl::StartsWith(absl::StripLeadingAsciiWhitespace(body), "<");
}

void AddHttp(const ApiTarget& target, const HttpRequest& request,
             ParameterTree* tree) {
  for (const auto& [name, value] : target.query) {
    if (!IsOfSignature(name)) tree->Append(name)->SetText(value);
  }
  for (const HttpHeader& header : request.headers) {
    if (IsAmazons(header.name) && !IsOfSignature(header.name)) {
      tree->Append(absl::AsciiStrToLower(header.name))->SetText(header.value);
    }
  }
}

// The members of a JSON body and what path, query and headers say, in one
// object. Members that are there twice are refused by the JSON parser.
Read JoinJson(absl::string_view body, const ParameterTree& tree,
              Protocol protocol) {
  body = absl::StripAsciiWhitespace(body);
  const std::string parameters = tree.ToJson();
  if (body.empty() || body == "{}") return ToDocument(parameters, protocol);
  if (body.front() != '{' || tree.empty()) {
    return ToDocument(std::string(body), protocol);
  }
  return ToDocument(absl::StrCat(parameters.substr(0, parameters.size() - 1),
                                 ",", body.substr(1)),
                    protocol);
}

Read FromRest(const ApiTarget& target, const HttpRequest& request,
              absl::string_view body) {
  std::string path =
      RoutedPath(request.target, target.client->signing() == "s3");
  if (!target.bucket.empty()) path = absl::StrCat("/", target.bucket, path);
  ParameterTree tree;
  const std::optional<RestMatch> match = MatchRest(
      {target.client}, request.method, path, target.query, request.headers);
  if (match.has_value()) {
    if (match->binding->body_is_data) body = {};
    for (const auto& [name, value] : match->labels) {
      tree.Append(name)->SetText(value);
    }
  }
  AddHttp(target, request, &tree);
  for (const auto& [wire, model] : target.client->RenamedIn(target.operation)) {
    tree.AddName(absl::StartsWithIgnoreCase(wire, "x-amz-")
                     ? absl::AsciiStrToLower(wire)
                     : std::string(wire),
                 model);
  }
  if (target.protocol == Protocol::kRestXml) {
    if (HasXmlBody(request, body) &&
        (FindInvalidUtf8(body) != body.size() || !AddXml(body, &tree))) {
      return Malformed(target.protocol, "");
    }
    return ToDocument(tree.ToJson(), target.protocol);
  }
  return JoinJson(body, tree, target.protocol);
}

// A header that says what is wanted, and not in UTF-8.
const std::string* UnreadableHeader(const std::vector<HttpHeader>& headers) {
  for (const HttpHeader& header : headers) {
    if (IsAmazons(header.name) &&
        FindInvalidUtf8(header.value) != header.value.size()) {
      return &header.name;
    }
  }
  return nullptr;
}

bool NamesRepeat(const Form& form) {
  std::set<absl::string_view> names;
  return !std::all_of(form.begin(), form.end(), [&](const QueryParameter& one) {
    return names.insert(one.name).second;
  });
}

// What S3 would not take, or take otherwise than it is decided on.
std::optional<ApiError> CheckS3(const ApiTarget& target,
                                const HttpRequest& request) {
  if (NamesRepeat(target.query)) {
    return ApiError{400, "InvalidArgument",
                    "A parameter of the query is there twice."};
  }
  const auto* tagging = FindHeader(request.headers, "x-amz-tagging");
  const std::optional<Form> tags =
      tagging == nullptr ? Form() : ParseForm(*tagging);
  if (!tags.has_value() || NamesRepeat(*tags)) {
    return ApiError{400, "InvalidArgument",
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then "
                    "URLEncoded URL query parameters without tag name "
                    "duplicates."};
  }
  return std::nullopt;
}

}  // namespace

// What is said twice is refused: whatever stands behind the endpoint may
// believe the other one.
Read ReadParameters(const ApiTarget& target, const HttpRequest& request,
                    absl::string_view body) {
  if (const std::string* name = RepeatedHeader(request.headers)) {
    return ApiError{
        400, "InvalidRequest",
        absl::StrCat("The header ", Harmless(*name), " is there twice.")};
  }
  if (const std::string* name = UnreadableHeader(request.headers)) {
    return ApiError{
        400, "InvalidRequest",
        absl::StrCat("The header ", Harmless(*name), " is not UTF-8.")};
  }
  if (target.client->signing() == "s3") {
    if (std::optional<ApiError> wrong = CheckS3(target, request)) {
      return *std::move(wrong);
    }
  }
  switch (target.protocol) {
    case Protocol::kQuery:
    case Protocol::kEc2:
      return FromForm(target, request);
    case Protocol::kJson:
      if (FindIn(target.query, "Action") != nullptr) {
        return Malformed(target.protocol,
                         "The request is for more than one operation.");
      }
      return ToDocument(
          absl::StripAsciiWhitespace(body).empty() ? "{}" : std::string(body),
          target.protocol);
    case Protocol::kRestJson:
    case Protocol::kRestXml:
      return FromRest(target, request, body);
    case Protocol::kCbor:
      break;
  }
  return std::optional<JsonDocument>();
}

}  // namespace iam
