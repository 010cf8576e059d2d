#ifndef IAM_TESTS_CONFORMANCE_CORPUS_H_
#define IAM_TESTS_CONFORMANCE_CORPUS_H_

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "iam/diagnostic.h"
#include "simulator/request/case_file.h"

namespace iam {

// A case of corpus/decisions with the file it stands in.
struct CorpusCase {
  std::string file;  // "layers/kms", under corpus/decisions
  std::shared_ptr<const Case> content;

  friend std::ostream& operator<<(std::ostream& out, const CorpusCase& entry) {
    return out << entry.file << ":" << entry.content->id;
  }
};

struct Corpus {
  std::vector<CorpusCase> cases;
  Diagnostics diagnostics;  // what was wrong with the files
};

// All of corpus/decisions, read once; files in the order of their names.
const Corpus& DecisionCorpus();

// The text of a file, empty if it cannot be read.
std::string ReadWholeFile(const std::string& path);

}  // namespace iam

#endif  // IAM_TESTS_CONFORMANCE_CORPUS_H_
