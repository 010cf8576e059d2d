#ifndef IAM_SIMULATOR_JSON_JSON_WRITER_H_
#define IAM_SIMULATOR_JSON_JSON_WRITER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "rapidjson/stringbuffer.h"
#include "rapidjson/writer.h"

namespace iam {

// A JsonWriter writes one JSON object, field by field and in one line. It is
// valid JSON whatever the texts hold: what is no UTF-8 is replaced.
class JsonWriter {
 public:
  void Open() { writer_.StartObject(); }
  void Close() { writer_.EndObject(); }
  void OpenList(absl::string_view key);
  void CloseList() { writer_.EndArray(); }
  void OpenMember(absl::string_view key);

  void Text(absl::string_view key, absl::string_view value);
  void OptionalText(absl::string_view key,
                    absl::string_view value);  // "": none
  void Number(absl::string_view key, size_t value);
  void Bool(absl::string_view key, bool value);
  void TextList(absl::string_view key, const std::vector<std::string>& values);

  std::string str() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  void Key(absl::string_view key);
  void String(absl::string_view value);

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace iam

#endif  // IAM_SIMULATOR_JSON_JSON_WRITER_H_
