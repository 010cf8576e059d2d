#ifndef IAM_SIMULATOR_CREDENTIALS_RANDOM_BYTES_H_
#define IAM_SIMULATOR_CREDENTIALS_RANDOM_BYTES_H_

#include <cstddef>
#include <string>

namespace iam {

// Bytes that nobody can guess. Ends the program if the system has none to give:
// keys that can be guessed are worse than none.
std::string RandomBytes(size_t size);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_RANDOM_BYTES_H_
