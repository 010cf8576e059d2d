// Both questions are asked of pairs of places, one in each pattern. Every step
// moves one of them on, so that a table filled from front to back has the
// answer in its last field.
#include "simulator/access/glob_relation.h"

#include "absl/strings/string_view.h"

namespace iam {
namespace {

using Kind = GlobSymbol::Kind;

bool IsRun(const GlobSymbol& symbol) {
  return symbol.kind == Kind::kRun || symbol.kind == Kind::kRunInSegment;
}

bool IsColon(const GlobSymbol& symbol) {
  return symbol.kind == Kind::kCharacter && symbol.value == ':';
}

void AppendCharacters(absl::string_view text, GlobSymbols* symbols) {
  for (size_t i = 0; i < text.size();) {
    uint32_t value = static_cast<unsigned char>(text[i++]);
    // All bytes of a character make its value: what they mean does not matter.
    while (i < text.size() &&
           (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) {
      value = value << 8 | static_cast<unsigned char>(text[i++]);
    }
    symbols->push_back({Kind::kCharacter, value});
  }
}

// A place in each of two patterns is reached or not.
class Table {
 public:
  Table(size_t rows, size_t columns)
      : columns_(columns), reached_(rows * columns, 0) {
    Reach(0, 0);
  }
  void Reach(size_t row, size_t column) {
    reached_[row * columns_ + column] = 1;
  }
  bool IsReached(size_t row, size_t column) const {
    return reached_[row * columns_ + column] != 0;
  }

 private:
  size_t columns_;
  std::vector<uint8_t> reached_;
};

// Whether `taker`, of the outer pattern, may stand for `taken` as a whole.
bool Takes(const GlobSymbol& taker, const GlobSymbol& taken) {
  switch (taker.kind) {
    case Kind::kRun:
      return true;
    case Kind::kRunInSegment:
      return taken.kind == Kind::kRunInSegment ||
             taken.kind == Kind::kOneInSegment ||
             (taken.kind == Kind::kCharacter && !IsColon(taken));
    case Kind::kOne:
      return taken.kind == Kind::kCharacter || taken.kind == Kind::kOne ||
             taken.kind == Kind::kOneInSegment;
    case Kind::kOneInSegment:
      return taken.kind == Kind::kOneInSegment ||
             (taken.kind == Kind::kCharacter && !IsColon(taken));
    case Kind::kCharacter:
    case Kind::kVariable:
      return taker == taken;
  }
  return false;
}

// Whether there is a character that both may be.
bool ShareCharacter(const GlobSymbol& a, const GlobSymbol& b) {
  const auto in_segment = [](const GlobSymbol& symbol) {
    return symbol.kind == Kind::kOneInSegment ||
           symbol.kind == Kind::kRunInSegment;
  };
  if (a.kind == Kind::kCharacter && b.kind == Kind::kCharacter) {
    return a.value == b.value;
  }
  return !(IsColon(a) && in_segment(b)) && !(IsColon(b) && in_segment(a));
}

// A variable may be any text: nothing is known of it.
bool MayBeEmptyOrLong(const GlobSymbol& symbol) {
  return IsRun(symbol) || symbol.kind == Kind::kVariable;
}

}  // namespace

GlobSymbols SymbolsOf(absl::Span<const GlobPiece> pieces) {
  GlobSymbols symbols;
  for (const GlobPiece& piece : pieces) {
    switch (piece.kind) {
      case GlobPieceKind::kLiteral:
        AppendCharacters(piece.literal(), &symbols);
        break;
      case GlobPieceKind::kAnyCharacter:
        symbols.push_back({Kind::kOne, 0});
        break;
      case GlobPieceKind::kOneInSegment:
        symbols.push_back({Kind::kOneInSegment, 0});
        break;
      case GlobPieceKind::kAnyRun:
        symbols.push_back({Kind::kRun, 0});
        break;
      case GlobPieceKind::kRunInSegment:
        symbols.push_back({Kind::kRunInSegment, 0});
        break;
      case GlobPieceKind::kVariable:
        symbols.push_back({Kind::kVariable, piece.variable()});
        break;
    }
  }
  return symbols;
}

bool Contains(const GlobSymbols& outer, const GlobSymbols& inner) {
  if (outer.size() == 1 && outer[0].kind == Kind::kRun) return true;
  Table table(outer.size() + 1, inner.size() + 1);
  for (size_t i = 0; i < outer.size(); ++i) {
    for (size_t j = 0; j <= inner.size(); ++j) {
      if (!table.IsReached(i, j)) continue;
      if (IsRun(outer[i])) table.Reach(i + 1, j);
      if (j < inner.size() && Takes(outer[i], inner[j])) {
        table.Reach(IsRun(outer[i]) ? i : i + 1, j + 1);
      }
    }
  }
  return table.IsReached(outer.size(), inner.size());
}

bool Overlaps(const GlobSymbols& a, const GlobSymbols& b) {
  Table table(a.size() + 1, b.size() + 1);
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (!table.IsReached(i, j)) continue;
      const bool long_a = i < a.size() && MayBeEmptyOrLong(a[i]);
      const bool long_b = j < b.size() && MayBeEmptyOrLong(b[j]);
      if (long_a) table.Reach(i + 1, j);
      if (long_b) table.Reach(i, j + 1);
      if (i == a.size() || j == b.size() || !ShareCharacter(a[i], b[j])) {
        continue;
      }
      if (!long_a && !long_b) table.Reach(i + 1, j + 1);
      if (long_a && !long_b) table.Reach(i, j + 1);
      if (long_b && !long_a) table.Reach(i + 1, j);
    }
  }
  return table.IsReached(a.size(), b.size());
}

}  // namespace iam
