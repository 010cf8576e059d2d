#include "tests/foreign/foreign_data.h"

#include <cstdio>
#include <cstdlib>

namespace iam {

std::string ForeignDataFolder() {
  const char* folder = std::getenv("IAMSIM_SHARED_DATA");
  return folder == nullptr ? "" : folder;
}

std::string Unzip(const std::string& path) {
  FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) return "";
  std::string text;
  char buffer[1 << 16];
  while (const size_t read = fread(buffer, 1, sizeof(buffer), pipe)) {
    text.append(buffer, read);
  }
  pclose(pipe);
  return text;
}

}  // namespace iam
