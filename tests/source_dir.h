#ifndef IAM_TESTS_SOURCE_DIR_H_
#define IAM_TESTS_SOURCE_DIR_H_

#include <string>

namespace iam {

// The root of the project, without a slash behind it. A function, so that only
// one object hangs on where the checkout lies and ccache has the others for
// all.
std::string SourceDir();

}  // namespace iam

#endif  // IAM_TESTS_SOURCE_DIR_H_
