#ifndef IAM_SIMULATOR_WIRE_WRITE_RESPONSE_H_
#define IAM_SIMULATOR_WIRE_WRITE_RESPONSE_H_

#include <pugixml.hpp>
#include <string>

#include "absl/strings/string_view.h"
#include "simulator/http/http_message.h"
#include "simulator/wire/api_error.h"
#include "simulator/wire/wire_table.h"

namespace iam {

// For whom an answer is written down.
struct AnswerForm {
  const WireClient* client = nullptr;  // not null
  Protocol protocol = Protocol::kQuery;
  std::string operation;  // or ""
  std::string request_id;
  std::string path;      // of the request: S3 repeats it in errors
  bool no_body = false;  // HEAD
};

// The error as the protocol has it: XML, JSON or CBOR, status, request id.
HttpResponse WriteError(const ApiError& error, const AnswerForm& form);

// A success with nothing in it.
HttpResponse WriteEmpty(const AnswerForm& form);

// An answer of a query service whose members hang below `result()`.
class QueryAnswer {
 public:
  explicit QueryAnswer(const AnswerForm& form);

  pugi::xml_node result() { return result_; }
  HttpResponse Write() &&;

 private:
  const AnswerForm& form_;
  pugi::xml_document document_;
  pugi::xml_node root_, result_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_WRITE_RESPONSE_H_
