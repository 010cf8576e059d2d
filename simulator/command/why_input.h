#ifndef IAM_SIMULATOR_COMMAND_WHY_INPUT_H_
#define IAM_SIMULATOR_COMMAND_WHY_INPUT_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "simulator/command/command.h"
#include "simulator/found/found_request.h"

namespace iam {

// What kept requests of an input from an answer. Messages that say the same are
// printed once, with the first place and a count: a log may have thousands of
// events of one unknown caller.
class Unanswered {
 public:
  // `where` ("log.json:3") may be empty. Behind a line break in the message
  // stands a hint.
  void Add(std::string where, const absl::Status& status);
  // False if there was nothing to print.
  bool Print(CommandIo& io) const;

 private:
  struct Entry {
    std::string where;
    absl::Status status;
    size_t count = 0;
  };
  std::vector<Entry> entries_;
};

struct WhyInput {
  Findings findings;  // the reasons of not_found begin with their places
  Unanswered unanswered;
};

// The requests of a file, of standard input for "-", or of all logs of a
// directory (see LogFiles()), where one that cannot be read does not keep the
// others from it; how many have no request stands among not_found. kNotFound if
// there is no request in any of them.
absl::StatusOr<WhyInput> ReadWhyInput(const std::string& path,
                                      const FindOptions& options,
                                      CommandIo& io);

// The place of a request in the input of that path: "log.json:3".
std::string PlaceOf(const FoundRequest& found, const std::string& path);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_WHY_INPUT_H_
