#ifndef IAM_SIMULATOR_SERVICES_IAM_PAGING_H_
#define IAM_SIMULATOR_SERVICES_IAM_PAGING_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "simulator/services/iam/iam_call.h"

namespace iam {

// The part of a list that a call answers: [begin, end), and the marker that
// asks for the next part, "" if this is the last.
struct Page {
  size_t begin = 0;
  size_t end = 0;
  std::string marker;
  IamResult error;  // a marker that is none
};

// The page that "MaxItems" (100) and "Marker" ask for. `keys` names the items
// of the whole list, each once: a list that changed between two pages goes on
// behind the last item that was answered.
Page PageOf(const IamCall& call, const std::vector<std::string>& keys);

// Writes "IsTruncated" and "Marker".
void WritePageEnd(const Page& page, pugi::xml_node result);

// Answers a page as a list of members: `write` fills that of the item i.
IamResult WritePage(IamCall& call, const char* list,
                    const std::vector<std::string>& keys,
                    absl::FunctionRef<void(size_t i, pugi::xml_node)> write);

// The same for entities, whose names are the keys.
IamResult WriteEntityPage(
    IamCall& call, const char* list, const std::vector<EntityPtr>& entities,
    absl::FunctionRef<void(const Entity&, pugi::xml_node)> write);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_PAGING_H_
