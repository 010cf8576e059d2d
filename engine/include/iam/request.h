#ifndef IAM_REQUEST_H_
#define IAM_REQUEST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iam {

// The name of a context key, looked up or hashed once, so that asking for it
// again costs next to nothing. Two names that differ in case have one code; of
// two different names that have one, Context tells which is meant.
struct KeyCode {
  // For a row of the table of global keys, its index; else a hash with the
  // highest bit set.
  uint32_t value = 0;

  static KeyCode Of(absl::string_view name);
  bool is_global() const { return (value >> 31) == 0; }
};

// A Context holds a request's context keys with their values. Key names compare
// without regard to case, except that two tags may differ in case alone.
//
//   Context context;
//   context.Set("aws:SourceIp", "203.0.113.7");
//   context.Set("aws:TagKeys", {"team", "env"});   // multivalued
//
// All of it lies in two blocks of memory, so that a stream of requests costs
// few cache misses. Set() is linear in what is there, Find() next to constant
// for global condition keys and linear in the number of the others.
// Thread-compatible.
class Context {
 public:
  // The values under a key, in the order given: a range of string views, valid
  // as long as what they were taken from does not change.
  class Values {
   public:
    class Iterator;

    Values() = default;
    // One value.
    explicit Values(absl::string_view value ABSL_ATTRIBUTE_LIFETIME_BOUND)
        : first_(value), size_(1) {}
    // `size` values; behind the text of each stands the next, its length (four
    // bytes) before it.
    Values(absl::string_view first, uint32_t size)
        : first_(first), size_(size) {}

    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    absl::string_view front() const { return first_; }  // of one or more
    absl::string_view operator[](size_t i) const;       // linear
    Iterator begin() const;
    Iterator end() const;
    std::vector<std::string> ToStrings() const;

   private:
    absl::string_view first_;
    uint32_t size_ = 0;
  };

  struct Entry {
    absl::string_view key;  // as given; a global key as AWS spells it
    Values values;
    bool is_list = false;  // given as a list, however short
    bool absent = false;   // declared absent: not even implied (R4.27)
  };

  // What a context says of a key. An absent key is one that the request surely
  // lacks; one that is not mentioned may be implied by its principal.
  enum class Mention { kNone, kAbsent, kPresent };
  struct Lookup {
    Mention mention = Mention::kNone;
    Values values;
    bool is_list = false;
  };

  // What is set must not lie in this context itself.
  void Set(absl::string_view key, absl::string_view value);
  void Set(absl::string_view key, const std::vector<std::string>& values);
  // The request surely lacks this key, even if its principal would imply it.
  void SetAbsent(absl::string_view key);

  // The entry asked for; nullopt if there is none or it is absent. Of keys that
  // differ in case alone: the exact one, else the first in byte order (R4.7).
  std::optional<Entry> Find(absl::string_view key) const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // The same for a caller who knows the key's code. Does not allocate.
  Lookup LookUp(KeyCode code,
                absl::string_view key) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Any entry of this name, also one declared absent.
  bool Mentions(absl::string_view key) const;

  // The entries one by one, also absent ones: first those of global keys in the
  // order of their table, then the others, sorted as below.
  size_t size() const { return slots_.size(); }
  Entry entry(size_t i) const ABSL_ATTRIBUTE_LIFETIME_BOUND {
    return EntryOf(slots_[i]);
  }
  // All of them sorted by key in lower case, then by key.
  std::vector<Entry> entries() const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // The two blocks that hold all of it, for whoever wants them in the cache.
  absl::Span<const char> slots_block() const;
  absl::Span<const char> bytes_block() const { return bytes_; }

 private:
  struct Slot {
    uint32_t code;
    uint32_t key_at;  // places in bytes_; global keys have no name there
    uint32_t key_size;
    uint32_t value_at;
    uint32_t value_size;  // of the first
    uint32_t count : 30;
    uint32_t is_list : 1;
    uint32_t absent : 1;
  };

  void Put(absl::string_view key, absl::Span<const absl::string_view> values,
           bool is_list, bool absent);
  void Remove(size_t slot);
  // Where the slot of a global key is or would be.
  size_t GlobalPlace(uint32_t index) const;
  size_t GlobalCount() const;
  bool HasGlobal(uint32_t index) const {
    return (global_[index / 64] >> (index % 64) & 1) != 0;
  }
  absl::string_view KeyOf(const Slot& slot) const;
  Values ValuesOf(const Slot& slot) const {
    return Values(
        absl::string_view(bytes_).substr(slot.value_at, slot.value_size),
        slot.count);
  }
  Entry EntryOf(const Slot& slot) const {
    return {KeyOf(slot), ValuesOf(slot), slot.is_list != 0, slot.absent != 0};
  }
  // The slot that Find() means, absent or not; null if there is none.
  const Slot* FindSlot(KeyCode code, absl::string_view key) const;

  // Which global keys are mentioned.
  std::array<uint64_t, 2> global_ = {};
  // Those of global keys in the order of their indexes, then the others, sorted
  // as entries() is.
  std::vector<Slot> slots_;
  std::string bytes_;  // names of other keys, and all values
};

// Steps through the values: each is followed by the length of the next.
class Context::Values::Iterator {
 public:
  using value_type = absl::string_view;
  using difference_type = std::ptrdiff_t;
  using reference = absl::string_view;
  using pointer = const absl::string_view*;
  using iterator_category = std::input_iterator_tag;

  Iterator(absl::string_view value, uint32_t left)
      : value_(value), left_(left) {}
  absl::string_view operator*() const { return value_; }
  Iterator& operator++() {
    if (--left_ > 0) {
      uint32_t size = 0;
      const char* end = value_.data() + value_.size();
      std::memcpy(&size, end, sizeof(size));
      value_ = absl::string_view(end + sizeof(size), size);
    }
    return *this;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) {
    return a.left_ == b.left_;
  }

 private:
  absl::string_view value_;
  uint32_t left_;
};

inline Context::Values::Iterator Context::Values::begin() const {
  return Iterator(first_, size_);
}
inline Context::Values::Iterator Context::Values::end() const {
  return Iterator(first_, 0);
}

// A Request is what AWS would decide on: who, what, on which resource, under
// which circumstances.
struct Request {
  // A user, role session, role, federated user or root ARN, an account id, a
  // service ("ec2.amazonaws.com"), an identity provider, "*" for anonymous.
  std::string principal;
  std::string action;          // "s3:GetObject", compared ignoring case
  std::string resource = "*";  // ARN, or "*" for actions without resource
  // The account that owns the resource, where its ARN shows none (S3); an ARN
  // that does is believed before this. Empty: taken to be the caller's own, and
  // said so in the explanation.
  std::string resource_account;
  Context context;

  // Facts that no ARN shows; empty if not known or not so.
  std::string federating_user;  // ARN of the user who called GetFederationToken
  std::string canonical_user_id;  // of the principal's account (S3)
};

// OK if the request could be one: a principal that can call, an action
// "service:Name" without wildcards, a resource, an account id of twelve digits.
// Else kInvalidArgument with a message for a person. Engine and World answer
// other requests too: nothing allows them but "*".
absl::Status CheckRequest(const Request& request);

}  // namespace iam

#endif  // IAM_REQUEST_H_
