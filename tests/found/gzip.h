#ifndef IAM_TESTS_FOUND_GZIP_H_
#define IAM_TESTS_FOUND_GZIP_H_

#include <zlib.h>

#include <string>

namespace iam {

// One member of a gzip file.
inline std::string Gzip(std::string text) {
  z_stream stream = {};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, /*windowBits=*/15 + 16,
               /*memLevel=*/8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace iam

#endif  // IAM_TESTS_FOUND_GZIP_H_
