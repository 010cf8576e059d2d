#ifndef IAM_MATCH_POSITION_SET_H_
#define IAM_MATCH_POSITION_SET_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"

namespace iam {

// The places in a text that a row of glob pieces can end at, 64 of them in a
// word, so that all are moved on by a piece at once. A place is the number of
// bytes before it; none is inside a character.
//
//   PositionSet set("caf\xC3\xA9s");
//   set.SetFrom(0);        // behind '*'
//   set.TakeLiteral("f");  // {3}
//   set.TakeCharacters(1); // {5}
//
// Each step costs O(text / 64) for each byte of a literal, once more for the
// rest. Allocates for texts longer than kMaxInline only.
class PositionSet {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  static constexpr size_t kMaxInline = 2048;

  // Of no places. `text` must outlive the set.
  explicit PositionSet(absl::string_view text);
  PositionSet(const PositionSet&) = delete;
  PositionSet& operator=(const PositionSet&) = delete;

  // Begins anew: with one place; with it and all behind it.
  void SetOnly(size_t place);
  void SetFrom(size_t place);

  void TakeLiteral(absl::string_view literal);
  void TakeCharacters(size_t count);
  // One character other than ':'.
  void TakeOneInSegment();
  // Any number of characters other than ':'.
  void RunInSegment();

  // The first place, kNone if there is none.
  size_t First() const;
  bool Contains(size_t place) const;

 private:
  // A bit for each byte of the text, and for the place at its end: 0 there.
  const uint64_t* BytesEqualTo(char c);
  uint64_t* Slot(size_t index) { return storage_ + (index + 2) * words_; }
  void MoveOffContinuations();
  // No place is behind the end of the text.
  void DropBehindEnd();

  static constexpr size_t kInlineWords = 1024;
  static constexpr size_t kMaxSlots = 64;

  const absl::string_view text_;
  const size_t words_;
  size_t begin_ = 0;  // words before this one are 0
  bool ascii_;
  size_t slots_;           // a power of two
  uint64_t filled_ = 0;    // a bit for each slot
  char bytes_[kMaxSlots];  // what a filled slot holds the bytes equal to
  uint64_t* storage_;      // the set, the continuation bytes, the slots
  uint64_t inline_storage_[kInlineWords];
  std::unique_ptr<uint64_t[]> heap_storage_;
};

}  // namespace iam

#endif  // IAM_MATCH_POSITION_SET_H_
