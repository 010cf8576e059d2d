#include "engine/condition/values.h"

#include <arpa/inet.h>

#include <compare>
#include <random>
#include <string>

#include "absl/hash/hash.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

// A decimal number as its digits.
struct Spelled {
  bool negative = false;
  std::string integer;
  std::string fraction;

  std::string Text(absl::string_view zeros_before,
                   absl::string_view zeros_behind) const {
    return absl::StrCat(negative ? "-" : "", zeros_before, integer, ".",
                        fraction, zeros_behind);
  }
};

std::string RandomDigits(size_t count, std::mt19937* random) {
  std::string digits(count, '0');
  for (char& c : digits) c = static_cast<char>('0' + (*random)() % 10);
  return digits;
}

Spelled RandomDecimal(std::mt19937* random) {
  return {(*random)() % 2 == 0, RandomDigits((*random)() % 40, random),
          RandomDigits((*random)() % 40, random)};
}

// As texts of one length, which order as their numbers do.
std::strong_ordering Order(const Spelled& a, const Spelled& b) {
  const auto padded = [](const Spelled& number) {
    return absl::StrCat(std::string(40 - number.integer.size(), '0'),
                        number.integer, number.fraction,
                        std::string(40 - number.fraction.size(), '0'));
  };
  const std::string zero(80, '0');
  const std::string a_digits = padded(a);
  const std::string b_digits = padded(b);
  const bool a_negative = a.negative && a_digits != zero;
  const bool b_negative = b.negative && b_digits != zero;
  if (a_negative != b_negative) return b_negative <=> a_negative;
  const std::strong_ordering order = a_digits.compare(b_digits) <=> 0;
  return a_negative ? 0 <=> order : order;
}

// What makes near misses of addresses and encodings.
std::string RandomText(absl::string_view alphabet, size_t max_length,
                       std::mt19937* random) {
  std::string text((*random)() % (max_length + 1), ' ');
  for (char& c : text) c = alphabet[(*random)() % alphabet.size()];
  return text;
}

TEST(DecimalTest, ComparesExactly) {
  const struct {
    const char* a;
    const char* b;
    std::strong_ordering expected;
  } kRows[] = {
      {"10", "10.0", std::strong_ordering::equal},
      {"10", "010", std::strong_ordering::equal},
      {"+10", "10", std::strong_ordering::equal},
      {"-0", "0", std::strong_ordering::equal},
      {"-0.00", "+0", std::strong_ordering::equal},
      {"0.5", "0.50", std::strong_ordering::equal},
      {"9", "10", std::strong_ordering::less},
      {"-10", "-9", std::strong_ordering::less},
      {"-1", "1", std::strong_ordering::less},
      {"-0.1", "0", std::strong_ordering::less},
      {"0.09", "0.1", std::strong_ordering::less},
      {"0.1", "0.11", std::strong_ordering::less},
      {"-0.11", "-0.1", std::strong_ordering::less},
      {"1.9", "2", std::strong_ordering::less},
      {"2", "1.999999999999999999999999", std::strong_ordering::greater},
      // Equal as binary floating point numbers.
      {"9007199254740993", "9007199254740992", std::strong_ordering::greater},
      {"99999999999999999999999999", "99999999999999999999999998",
       std::strong_ordering::greater},
  };
  for (const auto& row : kRows) {
    const auto a = Decimal::Parse(row.a);
    const auto b = Decimal::Parse(row.b);
    ASSERT_TRUE(a.has_value() && b.has_value()) << row.a << " " << row.b;
    EXPECT_TRUE((*a <=> *b) == row.expected) << row.a << " " << row.b;
    EXPECT_TRUE((*b <=> *a) == (0 <=> row.expected)) << row.a << " " << row.b;
    EXPECT_EQ(*a == *b, row.expected == 0) << row.a << " " << row.b;
  }
}

// What the digits come to does not hang on how many of them fit a word.
TEST(DecimalTest, ReadsAnyNumberOfDigits) {
  std::mt19937 random(20261126);
  for (int i = 0; i < 20000; ++i) {
    const Spelled a = RandomDecimal(&random);
    Spelled b = RandomDecimal(&random);
    if (random() % 2 == 0) b = a;
    if (random() % 2 == 0 && !b.fraction.empty()) b.fraction.back() ^= 1;
    const std::string a_text = a.Text("0", "00");
    const std::string b_text = b.Text("00", "0");
    const auto a_value = Decimal::Parse(a_text);
    const auto b_value = Owned<Decimal>::Parse(std::string(b_text));
    ASSERT_TRUE(a_value.has_value() && b_value.has_value());
    EXPECT_TRUE((*a_value <=> b_value->value()) == Order(a, b))
        << a_text << " " << b_text;
    if (*a_value == b_value->value()) {
      EXPECT_EQ(absl::HashOf(*a_value), absl::HashOf(b_value->value()));
    }
  }
}

TEST(DecimalTest, BorrowsLongTextsOnly) {
  EXPECT_FALSE(Decimal::Parse("0000123456789012345678")->borrows());
  EXPECT_FALSE(Decimal::Parse("1.1234567890123456780000")->borrows());
  EXPECT_TRUE(Decimal::Parse("1234567890123456789")->borrows());
  EXPECT_TRUE(Decimal::Parse("0.0000000000000000001")->borrows());
}

TEST(DecimalTest, RefusesOtherTexts) {
  for (const char* text :
       {"", "+", "-", ".", ".5", "5.", "1e3", "0x10", " 1", "1 ", "1,5",
        "12abc", "--1", "+-1", "1.2.3", "${a}", "NaN", "\xD9\xA1"}) {
    EXPECT_FALSE(Decimal::Parse(text).has_value()) << text;
  }
}

TEST(InstantTest, ReadsDatesAndEpochs) {
  const struct {
    const char* text;
    int64_t expected;
  } kRows[] = {
      {"1970-01-01", 0},
      {"1970-01-01T00:00Z", 0},
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T00:00:00", 0},  // without a zone: UTC
      {"1970-01", 0},
      {"0", 0},
      {"-1", -1},
      {"2024", 2024},  // seconds, not a year
      {"1717243200", 1717243200},
      {"2024-06-01T12:00:00Z", 1717243200},
      {"2024-06-01T14:00:00+02:00", 1717243200},
      {"2024-06-01T06:30-05:30", 1717243200},
      {"2024-06-01T12:00:00.000Z", 1717243200},
      {"2024-02-29", 1709164800},
      {"1969-12-31T23:59:59Z", -1},
      {"0001-01-01", -62135596800},
  };
  for (const auto& row : kRows) {
    const auto instant = Instant::Parse(row.text);
    ASSERT_TRUE(instant.has_value()) << row.text;
    EXPECT_EQ(instant->seconds(), row.expected) << row.text;
  }
}

TEST(InstantTest, KnowsTheCalendar) {
  for (int year = 0; year < 10000; year = year < 3000 ? year + 1 : year + 97) {
    for (int month = 0; month <= 13; ++month) {
      for (const int day : {0, 1, 2, 28, 29, 30, 31, 32}) {
        const absl::CivilDay expected(year, month, day);
        const std::string text =
            absl::StrCat(absl::Dec(year, absl::kZeroPad4), "-",
                         absl::Dec(month, absl::kZeroPad2), "-",
                         absl::Dec(day, absl::kZeroPad2));
        const auto instant = Instant::Parse(text);
        const bool exists = expected.month() == month && expected.day() == day;
        ASSERT_EQ(instant.has_value(), exists) << text;
        if (!exists) continue;
        EXPECT_EQ(instant->seconds(),
                  (expected - absl::CivilDay(1970, 1, 1)) * 86400)
            << text;
      }
    }
  }
}

// More digits than fit a number count too.
TEST(InstantTest, ComparesLongFractions) {
  const std::string second = "2024-06-01T12:00:00.123456789012345678";
  EXPECT_FALSE(Instant::Parse(second + "000Z")->borrows());
  const std::string one = second + "1Z";
  const std::string ten = second + "10+00:00";
  const std::string eleven = second + "11Z";
  EXPECT_LT(*Instant::Parse(second), *Instant::Parse(one));
  EXPECT_EQ(*Instant::Parse(one), *Instant::Parse(ten));
  EXPECT_LT(*Instant::Parse(ten), *Instant::Parse(eleven));
  EXPECT_EQ(absl::HashOf(*Instant::Parse(one)),
            absl::HashOf(*Instant::Parse(ten)));
  EXPECT_EQ(Owned<Instant>::Parse(std::string(one))->value(),
            *Instant::Parse(ten));
}

TEST(InstantTest, Compares) {
  EXPECT_EQ(*Instant::Parse("2024-06-01T12:00:00.5Z"),
            *Instant::Parse("2024-06-01T12:00:00.500Z"));
  EXPECT_LT(*Instant::Parse("2024-06-01T12:00:00Z"),
            *Instant::Parse("2024-06-01T12:00:00.001Z"));
  EXPECT_LT(*Instant::Parse("2024-06-01T12:00:00.09Z"),
            *Instant::Parse("2024-06-01T12:00:00.1Z"));
  // "2030-01-01T00:00+02:00" is still 2029 in UTC.
  EXPECT_LT(*Instant::Parse("2030-01-01T00:00+02:00"),
            *Instant::Parse("2030-01-01"));
}

TEST(InstantTest, RefusesOtherTexts) {
  for (const char* text : {"",
                           "-",
                           "now",
                           "2024-6-1",
                           "2024-13-01",
                           "2024-00-01",
                           "2024-02-30",
                           "2023-02-29",
                           "2024-06-32",
                           "2024-06-01 12:00:00Z",
                           "2024-06-01t12:00:00Z",
                           "2024-06-01T",
                           "2024-06-01T12",
                           "2024-06-01T24:00Z",
                           "2024-06-01T12:60Z",
                           "2024-06-01T12:00:60Z",
                           "2024-06-01T12:00:00.Z",
                           "2024-06-01T12:00:00z",
                           "2024-06-01T12:00:00+0200",
                           "2024-06-01T12:00:00+24:00",
                           "2024-06-01T12:00:00+02:60",
                           "2024-06-01T12:00:00ZZ",
                           "2024-06-01Z",
                           "20240601T120000Z",
                           "2024-06-",
                           "12345678901234567890",
                           "1.5",
                           "+1",
                           "${aws:CurrentTime}"}) {
    EXPECT_FALSE(Instant::Parse(text).has_value()) << text;
  }
}

TEST(InstantTest, Formats) {
  InstantText room;
  EXPECT_EQ(FormatInstant(0, &room), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatInstant(1717243200, &room), "2024-06-01T12:00:00Z");
  EXPECT_EQ(FormatInstant(-62167219200, &room), "0000-01-01T00:00:00Z");
  EXPECT_EQ(FormatInstant(253402300799, &room), "9999-12-31T23:59:59Z");
}

TEST(IpBlockTest, Contains) {
  const struct {
    const char* block;
    const char* address;
    bool expected;
  } kRows[] = {
      {"203.0.113.7", "203.0.113.7", true},
      {"203.0.113.7", "203.0.113.8", false},
      {"203.0.113.0/24", "203.0.113.255", true},
      {"203.0.113.0/24", "203.0.114.0", false},
      {"203.0.113.99/24", "203.0.113.1", true},  // host bits are masked off
      {"203.0.113.128/25", "203.0.113.127", false},
      {"203.0.113.128/25", "203.0.113.128", true},
      {"203.0.113.4/31", "203.0.113.5", true},
      {"203.0.113.4/31", "203.0.113.6", false},
      {"0.0.0.0/0", "198.51.100.1", true},
      {"128.0.0.0/1", "127.255.255.255", false},
      {"2001:db8::/32", "2001:DB8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::1", false},
      {"2001:db8::1", "2001:0db8:0:0:0:0:0:1", true},
      {"2001:db8::/127", "2001:db8::2", false},
      {"::/0", "2001:db8::1", true},
      // The families do not mix.
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "203.0.113.7", false},
      {"203.0.113.7", "::ffff:203.0.113.7", false},
      {"::ffff:0:0/96", "::ffff:203.0.113.7", true},
  };
  for (const auto& row : kRows) {
    const auto block = IpBlock::Parse(row.block);
    const auto address = IpBlock::ParseAddress(row.address);
    ASSERT_TRUE(block.has_value()) << row.block;
    ASSERT_TRUE(address.has_value()) << row.address;
    EXPECT_EQ(block->Contains(*address), row.expected)
        << row.block << " " << row.address;
  }
}

TEST(IpBlockTest, TakesWhatInetPtonTakes) {
  std::mt19937 random(20261126);
  int addresses = 0;
  for (int i = 0; i < 300000; ++i) {
    const bool v6 = i % 4 == 3;
    std::string text;
    for (int part = 0; part < (v6 ? 8 : 4); ++part) {
      if (part > 0) text += v6 ? ":" : ".";
      text += v6 ? RandomText("0aF", 3, &random)
                 : absl::StrCat(random() % (random() % 2 == 0 ? 300 : 10));
    }
    if (random() % 4 == 0) {  // one character more, less or different
      const size_t at = random() % text.size();
      text.replace(at, random() % 2, RandomText("01.: /x", 1, &random));
    }
    if (text.find('/') != std::string::npos) continue;
    unsigned char bytes[16];
    const bool expected = inet_pton(AF_INET, text.c_str(), bytes) == 1 ||
                          inet_pton(AF_INET6, text.c_str(), bytes) == 1;
    addresses += expected;
    EXPECT_EQ(IpBlock::ParseAddress(text).has_value(), expected) << text;
  }
  EXPECT_GT(addresses, 30000);
  // The longest there is.
  EXPECT_TRUE(
      IpBlock::Parse("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128"));
}

TEST(IpBlockTest, RefusesOtherTexts) {
  using namespace std::string_literals;
  for (const std::string& text : {""s,
                                  "203.0.113"s,
                                  "203.0.113.256"s,
                                  "203.0.113.0/33"s,
                                  "203.0.113.0/"s,
                                  "203.0.113.0/-1"s,
                                  "203.0.113.0/+8"s,
                                  "203.0.113.0/8/8"s,
                                  "203.0.113.0/0024"s,
                                  "203.0.113.7 "s,
                                  " 203.0.113.7"s,
                                  "203.0.113.007"s,
                                  "2001:db8::/129"s,
                                  "2001:db8"s,
                                  ":::"s,
                                  "2001:db8::1%eth0"s,
                                  "[2001:db8::1]"s,
                                  "*"s,
                                  "/8"s,
                                  "203.0.113.7\0"s,
                                  "203.0.113.7\0/24"s,
                                  "${aws:VpcSourceIp}"s}) {
    EXPECT_FALSE(IpBlock::Parse(text).has_value()) << text;
  }
  EXPECT_FALSE(IpBlock::ParseAddress("203.0.113.0/24").has_value());
  // What stands behind the text is none of its business.
  const absl::string_view longer = "203.0.113.7";
  EXPECT_FALSE(IpBlock::ParseAddress(longer.substr(0, 9)).has_value());
  EXPECT_FALSE(IpBlock::ParseAddress(longer.substr(0, 5)).has_value());
  EXPECT_FALSE(IpBlock::ParseAddress("203.0.113.7/32").has_value());
}

TEST(ValuesTest, ParseBool) {
  EXPECT_EQ(ParseBool("true"), true);
  EXPECT_EQ(ParseBool("TRUE"), true);
  EXPECT_EQ(ParseBool("False"), false);
  for (const char* text : {"", "1", "0", "yes", "true ", "tru", "truefalse"}) {
    EXPECT_FALSE(ParseBool(text).has_value()) << text;
  }
}

TEST(ValuesTest, ParseBase64) {
  using namespace std::string_literals;
  const struct {
    const char* text;
    std::optional<std::string> expected;
  } kRows[] = {
      {"", ""s},
      {"dGV4dA==", "text"s},
      {"AAE=", "\0\1"s},
      {"+/+/", "\xFB\xFF\xBF"s},
      {"abyz", "\x69\xBC\xB3"s},  // the ends of each range of letters
      {"ABYZ", "\x00\x16\x19"s},
      {"0189", "\xD3\x5F\x3D"s},
      {"dGV4dA", {}},  // not padded
      {"dGV4dA=", {}},
      {"dGV4dA= ", {}},
      {"dG V4dA=", {}},
      {"-_-_", {}},  // the URL alphabet
      {"=", {}},
      {"====", {}},
      {"a===", {}},
      {"dG=4", {}},
      {"dGV{", {}},  // what stands beside the letters in ASCII
      {"dGV`", {}},
      {"dGV[", {}},
      {"dGV@", {}},
      {"dGV:", {}},
      {"\xC3\xA9\xC3\xA9", {}},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ParseBase64(row.text), row.expected) << row.text;
    EXPECT_EQ(IsCanonicalBase64(row.text), row.expected.has_value())
        << row.text;
  }
}

// The decoder is lenient about padding, white space and spare bits; encoding
// its bytes again tells.
TEST(ValuesTest, CanonicalBase64IsWhatIsEncoded) {
  std::mt19937 random(20261126);
  int canonical = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string text = RandomText("AQgwZx09+/== -", 12, &random);
    std::string bytes;
    const bool expected =
        absl::Base64Unescape(text, &bytes) && absl::Base64Escape(bytes) == text;
    canonical += expected;
    EXPECT_EQ(IsCanonicalBase64(text), expected) << text;
  }
  EXPECT_GT(canonical, 10000);
}

TEST(ValuesTest, FoldCase) {
  const struct {
    const char* text;
    const char* expected;
  } kRows[] = {
      {"", ""},         {"aZ09-É", "az09-é"},
      {"ÀÖØÞ", "àöøþ"}, {"×÷ß", "×÷ß"},  // no letters, or no capital in Latin-1
      {"ŁΣ", "ŁΣ"},                      // beyond U+00FF
      {"\xC3", "\xC3"},                  // cut off
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(FoldCase(row.text), row.expected) << row.text;
  }
}

// Also where texts are no UTF-8 and where a letter lies across two words.
TEST(ValuesTest, EqualFoldedIsEqualityOfFoldedTexts) {
  std::mt19937 random(20261126);
  int equal = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string a =
        RandomText("aAzZ[@0\xC3\x80\xA0\x97\xB7", 20, &random);
    std::string b = random() % 2 == 0 ? FoldCase(a) : a;
    if (!b.empty() && random() % 2 == 0) b[random() % b.size()] ^= 0x20;
    const bool expected = FoldCase(a) == FoldCase(b);
    equal += expected;
    EXPECT_EQ(EqualFolded(a, b), expected) << a << " " << b;
    EXPECT_EQ(HashFolded(a) == HashFolded(b), expected) << a << " " << b;
    EXPECT_EQ(FoldCase(a).size(), a.size());
  }
  EXPECT_GT(equal, 50000);
}

}  // namespace
}  // namespace iam
