// The bits of a set move by shifts: by one for each byte of a literal, after
// all places have gone where the text has another byte. That takes a set of the
// places of each byte that occurs in literals; these are made when first asked
// for and kept in slots, as many as there is room for.
//
// Runs of ones are filled by an addition: adding a bit to the run it is in
// carries it to the first 0 behind the run.
#include "engine/match/position_set.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace iam {
namespace {

constexpr uint64_t kEach = 0x0101010101010101;
constexpr uint64_t kHighs = 0x80 * kEach;
constexpr size_t kBits = 64;

// Eight bytes, the first one lowest.
uint64_t LoadEight(const char* data) {
  uint64_t word;
  std::memcpy(&word, data, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  return word;
}

// The high bits of eight bytes as eight neighbouring bits.
uint64_t GatherHighs(uint64_t word) {
  return ((word & kHighs) >> 7) * 0x0102040810204080 >> 56;
}

// The bits of 64 bytes: those for which `test`, given eight of them, returns
// the high bit.
template <typename Test>
uint64_t BitsOfBlock(const char* data, Test test) {
  uint64_t bits = 0;
  for (size_t at = 0; at < kBits; at += 8) {
    bits |= GatherHighs(test(LoadEight(data + at))) << at;
  }
  return bits;
}

// The same for all of a text.
template <typename Test>
void FillBits(absl::string_view text, uint64_t* bits, Test test) {
  for (; text.size() >= kBits; text.remove_prefix(kBits)) {
    *bits++ = BitsOfBlock(text.data(), test);
  }
  char rest[kBits] = {};
  if (!text.empty()) std::memcpy(rest, text.data(), text.size());
  *bits = BitsOfBlock(rest, test) & ((uint64_t{1} << text.size()) - 1);
}

bool IsAscii(absl::string_view text) {
  uint64_t all = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) all |= LoadEight(text.data());
  for (const char c : text) all |= static_cast<uint8_t>(c);
  return (all & kHighs) == 0;
}

// Sum of two numbers of many words, a word a call.
uint64_t AddWithCarry(uint64_t a, uint64_t b, uint64_t* carry) {
  const uint64_t sum = a + b;
  const uint64_t total = sum + *carry;
  *carry = static_cast<uint64_t>(sum < a || total < sum);
  return total;
}

}  // namespace

PositionSet::PositionSet(absl::string_view text)
    : text_(text),
      words_(text.size() / kBits + 1),
      ascii_(IsAscii(text)),
      slots_(kMaxSlots),
      storage_(inline_storage_) {
  constexpr size_t kFewSlots = 16;
  while ((slots_ + 2) * words_ > kInlineWords && slots_ > kFewSlots) {
    slots_ /= 2;
  }
  if ((slots_ + 2) * words_ > kInlineWords) {
    heap_storage_ = std::make_unique<uint64_t[]>((slots_ + 2) * words_);
    storage_ = heap_storage_.get();
  }
  std::fill_n(storage_, words_, 0);
  if (!ascii_) {
    FillBits(text_, storage_ + words_, [](uint64_t bytes) {
      return bytes & ~(bytes << 1);  // 10xxxxxx
    });
  }
}

void PositionSet::SetOnly(size_t place) {
  begin_ = place / kBits;
  std::fill_n(storage_, words_, 0);
  storage_[begin_] = uint64_t{1} << (place % kBits);
}

void PositionSet::SetFrom(size_t place) {
  begin_ = place / kBits;
  std::fill_n(storage_, begin_, 0);
  std::fill(storage_ + begin_, storage_ + words_, ~uint64_t{0});
  storage_[begin_] = ~uint64_t{0} << (place % kBits);
  DropBehindEnd();
  if (ascii_) return;
  for (size_t w = begin_; w < words_; ++w) storage_[w] &= ~storage_[words_ + w];
}

void PositionSet::TakeLiteral(absl::string_view literal) {
  for (const char c : literal) {
    const uint64_t* const equal = BytesEqualTo(c);
    uint64_t carry = 0;
    uint64_t any = 0;
    for (size_t w = begin_; w < words_; ++w) {
      const uint64_t going = storage_[w] & equal[w];
      storage_[w] = going << 1 | carry;
      carry = going >> (kBits - 1);
      any |= going;
    }
    if (any == 0) return;
    while (begin_ + 1 < words_ && storage_[begin_] == 0) ++begin_;
  }
}

void PositionSet::TakeCharacters(size_t count) {
  if (!ascii_) {
    for (; count > 0; --count) {
      uint64_t carry = 0;
      for (size_t w = begin_; w < words_; ++w) {
        const uint64_t going = storage_[w];
        storage_[w] = going << 1 | carry;
        carry = going >> (kBits - 1);
      }
      DropBehindEnd();
      MoveOffContinuations();
    }
    return;
  }
  const size_t by_words = std::min(count / kBits, words_ - begin_);
  const size_t by_bits = count % kBits;
  for (size_t w = words_; w-- > begin_ + by_words;) {
    const size_t from = w - by_words;
    uint64_t word = storage_[from] << by_bits;
    if (by_bits > 0 && from > begin_) {
      word |= storage_[from - 1] >> (kBits - by_bits);
    }
    storage_[w] = word;
  }
  std::fill_n(storage_ + begin_, by_words, 0);
  DropBehindEnd();
}

void PositionSet::TakeOneInSegment() {
  const uint64_t* const colons = BytesEqualTo(':');
  for (size_t w = begin_; w < words_; ++w) storage_[w] &= ~colons[w];
  TakeCharacters(1);
}

void PositionSet::RunInSegment() {
  const uint64_t* const colons = BytesEqualTo(':');
  uint64_t carry = 0;
  for (size_t w = begin_; w < words_; ++w) {
    uint64_t others = ~colons[w];
    if (w + 1 == words_) {
      others &= (uint64_t{1} << (text_.size() % kBits)) - 1;
    }
    const uint64_t places = storage_[w];
    storage_[w] |= AddWithCarry(others, places & others, &carry) ^ others;
  }
  if (ascii_) return;
  for (size_t w = begin_; w < words_; ++w) storage_[w] &= ~storage_[words_ + w];
}

size_t PositionSet::First() const {
  for (size_t w = begin_; w < words_; ++w) {
    if (storage_[w] == 0) continue;
    return w * kBits + static_cast<size_t>(std::countr_zero(storage_[w]));
  }
  return kNone;
}

bool PositionSet::Contains(size_t place) const {
  return (storage_[place / kBits] >> (place % kBits) & 1) != 0;
}

const uint64_t* PositionSet::BytesEqualTo(char c) {
  const size_t index = static_cast<uint8_t>(c) & (slots_ - 1);
  uint64_t* const slot = Slot(index);
  const uint64_t bit = uint64_t{1} << index;
  if ((filled_ & bit) != 0 && bytes_[index] == c) return slot;
  const uint64_t wanted = static_cast<uint8_t>(c) * kEach;
  FillBits(text_, slot, [wanted](uint64_t bytes) {
    const uint64_t difference = bytes ^ wanted;
    return ~(((difference & ~kHighs) + ~kHighs) | difference);
  });
  filled_ |= bit;
  bytes_[index] = c;
  return slot;
}

// A place inside a character moves to the character's end.
void PositionSet::MoveOffContinuations() {
  const uint64_t* const continuations = storage_ + words_;
  uint64_t carry = 0;
  for (size_t w = begin_; w < words_; ++w) {
    const uint64_t inside = continuations[w];
    const uint64_t sum = AddWithCarry(inside, storage_[w] & inside, &carry);
    storage_[w] = (storage_[w] | sum) & ~inside;
  }
}

void PositionSet::DropBehindEnd() {
  const size_t last = text_.size() % kBits;
  storage_[words_ - 1] &= ~uint64_t{0} >> (kBits - 1 - last);
}

}  // namespace iam
