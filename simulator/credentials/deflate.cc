#include "simulator/credentials/deflate.h"

#include <zlib.h>

#include <cstdlib>

#include "absl/cleanup/cleanup.h"

namespace iam {

std::string Deflate(absl::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                reinterpret_cast<const Bytef*>(text.data()),
                static_cast<uLong>(text.size()), Z_BEST_COMPRESSION) != Z_OK) {
    std::abort();  // out of memory: the bound is large enough
  }
  packed.resize(size);
  return packed;
}

std::optional<std::string> Inflate(absl::string_view packed, size_t max_bytes) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  const auto ending = absl::MakeCleanup([&stream] { inflateEnd(&stream); });
  // zlib only reads it, though the type does not say so.
  stream.next_in =
      const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  char chunk[4096];
  int code = Z_OK;
  while (code == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk);
    stream.avail_out = sizeof(chunk);
    code = inflate(&stream, Z_NO_FLUSH);
    text.append(chunk, sizeof(chunk) - stream.avail_out);
    if (text.size() > max_bytes) return std::nullopt;
  }
  if (code != Z_STREAM_END || stream.avail_in != 0) return std::nullopt;
  return text;
}

}  // namespace iam
