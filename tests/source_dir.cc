#include "tests/source_dir.h"

namespace iam {

std::string SourceDir() { return IAM_SOURCE_DIR; }

}  // namespace iam
