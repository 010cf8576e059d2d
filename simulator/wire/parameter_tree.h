#ifndef IAM_SIMULATOR_WIRE_PARAMETER_TREE_H_
#define IAM_SIMULATOR_WIRE_PARAMETER_TREE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace iam {

// Parameters of a call, gathered from a form, a path, headers or XML, and given
// out as the JSON object that the API's model describes:
//
//   Tags.member.1.Key=team&Tags.member.1.Value=ops     {"Tags": [{"Key":
//   "team",
//                                                        "Value": "ops"}]}
//   Attribute.entry.1.key=a&Attribute.entry.1.value=b  {"Attribute": {"a":
//   "b"}} InstanceId.1=i-1&InstanceId.2=i-2                  {"InstanceId":
//   ["i-1",
//                                                        "i-2"]}
//
// All scalars are strings; texts are UTF-8.
class ParameterTree {
 public:
  // No AWS call comes near.
  static constexpr size_t kMostParameters = 20000;
  static constexpr size_t kMostDepth = 24;

  // False: the name was given before, is no name, or is nested too deeply.
  [[nodiscard]] bool Set(absl::string_view dotted_name,
                         absl::string_view value);

  // A member of an object that may come again (an XML element): then it is a
  // list.
  ParameterTree* Append(absl::string_view name);
  // An item of a list, also if it stays alone.
  ParameterTree* AppendItem(absl::string_view name);
  void SetText(absl::string_view text) { text_ = std::string(text); }

  // Gives what is called `name` another name besides, unless that is taken.
  void AddName(absl::string_view name, absl::string_view also);

  bool empty() const { return children_.empty(); }
  std::string ToJson() const;

 private:
  using Children =
      std::vector<std::pair<std::string, std::unique_ptr<ParameterTree>>>;

  ParameterTree* Find(absl::string_view name) const;
  ParameterTree* Add(absl::string_view name,
                     std::unique_ptr<ParameterTree> child);
  bool SetBelow(absl::string_view rest, absl::string_view value, size_t depth);
  void WriteTo(std::string* json) const;
  void WriteObject(std::string* json) const;
  bool WriteList(std::string* json) const;
  bool WriteMap(std::string* json) const;
  std::unique_ptr<ParameterTree> Copy() const;

  std::string text_;
  bool has_text_ = false;
  bool is_list_ = false;  // children are items
  Children children_;
  absl::flat_hash_map<std::string, size_t> places_;  // of names in children_
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_PARAMETER_TREE_H_
