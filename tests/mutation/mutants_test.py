#!/usr/bin/env python3
"""What becomes of a piece of code: one row a fact. './dev mutate' runs it first."""
import unittest

from mutants import enums_of, mutants_of

ENUMS = enums_of(["enum class Color { kRed, kGreen = 7, kBlue };\nenum class Later;\n"])

# A statement in a function, a kind of change, and what it may become.
ROWS = [
    ("a = b == c;", "comparison", {"a = b != c;"}),
    ("a = b < c;", "comparison", {"a = b <= c;", "a = b > c;"}),
    ("std::vector<int> a = f<int>(b);", "comparison", set()),  # brackets of templates
    ("F(T&& a, int* b);", "and/or", set()),
    ("a = b && c;", "and/or", {"a = b || c;"}),
    ("a = b && (c || d);", "clause", {"a = b ;", "a =  (c || d);", "a = b && (c );", "a = b && ( d);"}),
    ("if (!a) b();", "not", {"if (a) b();"}),
    ("a = b != c;", "not", set()),
    ("a = b + 1;", "arithmetic", {"a = b - 1;"}),
    ("a = -1;", "arithmetic", set()),
    ("++a;", "increment", {"a;"}),
    ("a = 0;", "constant", {"a = 1;"}),
    ("a = 12u;", "constant", {"a = 11u;", "a = 13u;"}),
    ("a = b[0];", "constant", set()),
    ("a = true;", "constant", {"a = false;"}),
    ("a = 'x';", "constant", {"a = 'y';"}),
    ("a = \"0 == 1\";  // 0 == 1", "constant", set()),
    ("static_assert(a == 1);", "comparison", set()),
    ("a = Color::kBlue;", "enumerator", {"a = Color::kRed;"}),
    ("case Color::kBlue: F();", "enumerator", set()),  # would be there twice
    ("if (a) return b;", "early return", {"if (a) ;"}),
    ("if (a) {\nreturn {b};\n}", "early return", {"if (a) {\n;\n}"}),
    ("return b;", "early return", set()),
    ("if (a) b();", "condition", {"if (!(a)) b();"}),
    ("F(a);", "statement", {";"}),
    ("int a = 1;", "statement", set()),
    ("a.reserve(b + 1);", "statement", set()),
    ("a.reserve(b + 1);", "arithmetic", set()),
    ("a->b.shrink_to_fit();", "statement", set()),
    ("absl::InlinedVector<int, 8> a;", "constant", set()),
    ("if (a == kFew) b = 1;", "comparison", set()),
    ("if (a == kFew) { b == 1; }", "comparison", {"if (a == kFew) { b != 1; }"}),
    ("return a.capacity() * 2;", "arithmetic", set()),
    ("Prefetch(a, b + 1);", "statement", set()),
    ("std::string a(b);", "statement", set()),
]


def changes(code, kind):
    return {m.apply(code) for m in mutants_of("x.cc", code, ENUMS) if m.kind == kind}


class MutantsTest(unittest.TestCase):
    def test_statements(self):
        for statement, kind, expected in ROWS:
            with self.subTest(statement=statement, kind=kind):
                self.assertEqual(changes("void F() { %s }" % statement, kind),
                                 {"void F() { %s }" % e for e in expected})

    def test_functions_of_bool_return_at_once(self):
        self.assertEqual(changes("bool A::F(int a) const { return a; }", "early return"),
                         {"bool A::F(int a) const { return %s; return a; }" % v for v in ("true", "false")})

    def test_what_is_asserted_while_compiling_stays(self):
        code = "constexpr bool Sorted() { return a == 1; }\nstatic_assert(Sorted());\nbool F() { return a == 1; }"
        self.assertEqual(changes(code, "comparison"), {code[:-9] + "a != 1; }"})
        self.assertEqual(len(changes(code, "early return")), 2)

    def test_declarations_stay(self):
        self.assertEqual(mutants_of("x.h", "struct A {\n  int a = 1;\n  bool b = true;\n};\n", ENUMS), [])

    def test_enums(self):
        self.assertEqual(ENUMS, {"Color": ["kRed", "kGreen", "kBlue"]})

    def test_lines_of_a_mutant(self):
        code = "void F() {\n  a = b &&\n      c;\n}\n"
        mutant, = (m for m in mutants_of("x.cc", code, {}) if m.kind == "and/or")
        self.assertEqual(mutant.line(code), 2)
        self.assertEqual(mutant.lines(code), ("a = b &&", "a = b ||"))


if __name__ == "__main__":
    unittest.main()
