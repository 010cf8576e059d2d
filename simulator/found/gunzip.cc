#include "simulator/found/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

constexpr absl::string_view kMagic = "\x1f\x8b";
constexpr int kWindowBits = 15 + 16;  // + 16: with gzip's header, not zlib's
constexpr size_t kChunk = size_t{64} << 10;

// zlib's state. Must not move: zlib keeps a pointer to the stream in it.
class Inflater {
 public:
  Inflater() : ready_(inflateInit2(&stream_, kWindowBits) == Z_OK) {}
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }

  // Takes bytes off the front of *in and appends what comes of them; zlib's
  // code.
  int Inflate(absl::string_view* in, std::string* out) {
    constexpr size_t kMost = std::numeric_limits<uInt>::max();
    const size_t taken = std::min(in->size(), kMost);
    // zlib only reads it, though the type does not say so.
    stream_.next_in =
        const_cast<Bytef*>(reinterpret_cast<const Bytef*>(in->data()));
    stream_.avail_in = static_cast<uInt>(taken);
    char chunk[kChunk];
    stream_.next_out = reinterpret_cast<Bytef*>(chunk);
    stream_.avail_out = sizeof(chunk);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    out->append(chunk, sizeof(chunk) - stream_.avail_out);
    in->remove_prefix(taken - stream_.avail_in);
    return code;
  }

  // For the next member.
  void Reset() { inflateReset(&stream_); }

 private:
  z_stream stream_ = {};
  bool ready_;
};

absl::Status Refused(absl::string_view why) {
  return absl::InvalidArgumentError(why);
}

absl::Status CheckSize(size_t packed, size_t unpacked, size_t max_bytes) {
  if (unpacked > max_bytes) {
    return Refused(absl::StrCat("its gzip data unpacks to more than ",
                                max_bytes, " bytes\nsplit it"));
  }
  if (unpacked / kMaxGzipRatio > packed) {
    return Refused(absl::StrCat("its gzip data unpacks to more than ",
                                kMaxGzipRatio,
                                " times its size, as no log "
                                "does\nunpack it with gzip -d and look at it"));
  }
  return absl::OkStatus();
}

bool IsPadding(absl::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return c == '\0'; });
}

}  // namespace

bool IsGzip(absl::string_view bytes) { return absl::StartsWith(bytes, kMagic); }

absl::StatusOr<std::string> Gunzip(absl::string_view bytes, size_t max_bytes) {
  Inflater inflater;
  if (!inflater.ready()) return Refused("no memory to unpack its gzip data");
  std::string text;
  absl::string_view rest = bytes;
  bool inside = true;  // of a member
  while (inside) {
    const size_t before = text.size();
    const int code = inflater.Inflate(&rest, &text);
    if (absl::Status status = CheckSize(bytes.size(), text.size(), max_bytes);
        !status.ok()) {
      return status;
    }
    if (code == Z_STREAM_END) {
      inside = IsGzip(rest);
      if (inside) inflater.Reset();
    } else if (rest.empty() && text.size() == before) {
      return Refused(absl::StrCat("its gzip data breaks off after ",
                                  bytes.size(), " bytes\nfetch it again"));
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return Refused(absl::StrCat("its gzip data is damaged before byte ",
                                  bytes.size() - rest.size() + 1,
                                  "\nfetch it again"));
    }
  }
  if (!IsPadding(rest)) {
    return Refused(absl::StrCat("behind its gzip data stand ", rest.size(),
                                " bytes that are none\nfetch it again"));
  }
  return text;
}

}  // namespace iam
