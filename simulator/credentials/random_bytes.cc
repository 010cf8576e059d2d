#include "simulator/credentials/random_bytes.h"

#include <openssl/rand.h>

#include <cstdlib>

namespace iam {

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(size)) != 1) {
    std::abort();
  }
  return bytes;
}

}  // namespace iam
