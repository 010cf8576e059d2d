"""Finds the places of a C++ source where one small change may be made.

Works on tokens of clang-formatted code: that a binary operator stands between
spaces and a template's bracket does not is how the two are told apart.
"""
import re
from dataclasses import dataclass

TOKEN = re.compile(r'''
    (?P<space>\s+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>\#(?:[^\n\\]|\\.|\\\n)*)
  | (?P<string>(?:u8|[uUL])?R"(?P<delimiter>[^(\s]*)\(.*?\)(?P=delimiter)"
      |(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*")
  | (?P<char>(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+')
  | (?P<number>\.?\d(?:[\w.']|[eEpP][+-])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<operator><=>|<<=|>>=|->\*|\.\.\.|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\|
      |\+=|-=|\*=|/=|%=|&=|\|=|\^=|[-+*/%&|^~!=<>?:;,.(){}\[\]])
''', re.VERBOSE | re.DOTALL)

FLIPPED = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
           "&&": "||", "||": "&&", "+": "-", "-": "+", "+=": "-=", "-=": "+=",
           "*": "+", "/": "*", "%": "/", "&": "|", "|": "&", "<<": ">>", ">>": "<<",
           "|=": "&=", "&=": "|="}
# A comparison is also turned round.
REVERSED = {"<": ">", ">": "<", "<=": ">", ">=": "<"}
OPEN, CLOSE = "([{", ")]}"
# What ends an operand of && and ||, on either side.
OPERAND_END = {"&&", "||", ",", ";", "?", ":", "=", "return", "{", "}"}
NO_STATEMENT = {"if", "for", "while", "switch", "do", "else", "case", "default", "return", "using",
                "namespace", "class", "struct", "enum", "template", "static", "constexpr", "const",
                "public", "private", "protected", "friend", "auto", "typedef", "goto", "extern",
                "static_assert", "explicit", "virtual", "inline", "bool", "int", "void", "delete"}


# How much memory is taken at once, or lies inside: no behaviour hangs on it.
CAPACITY = {"reserve", "shrink_to_fit"}
INLINE_ROOM = {"InlinedVector", "FixedArray"}
# What a statement that has one of these does is only where in memory things lie, when they are loaded, or from
# which size on they are hashed instead of looked at one by one: every answer is the same either way.
ONLY_COST = {"capacity", "Prefetch", "kFew", "kFewResources"}


@dataclass(frozen=True)
class Mutant:
    """One change: text[begin:end] becomes `put`."""
    path: str
    kind: str
    begin: int
    end: int
    put: str

    def apply(self, text):
        return text[:self.begin] + self.put + text[self.end:]

    def line(self, text):
        return text.count("\n", 0, self.begin) + 1

    def lines(self, text):
        """The whole lines it touches, before and after, each on one line."""
        first = text.rfind("\n", 0, self.begin) + 1
        last = text.find("\n", self.end)
        last = len(text) if last < 0 else last
        before, after = text[first:last], text[first:self.begin] + self.put + text[self.end:last]
        return " ".join(before.split()), " ".join(after.split())


@dataclass
class Token:
    kind: str
    text: str
    begin: int
    end: int
    mate: int = -1      # of a bracket: the other one's index
    spaced: bool = False  # white space on both sides


def tokens_of(text):
    tokens, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ValueError("no token at byte %d: %r" % (at, text[at:at + 20]))
        if match.lastgroup == "delimiter":
            kind = "string"
        else:
            kind = next(k for k, v in match.groupdict().items() if v is not None and k != "delimiter")
        if kind not in ("space", "comment", "directive"):
            token = Token(kind, match.group(), at, match.end())
            token.spaced = text[at - 1:at].isspace() and text[match.end():match.end() + 1].isspace()
            tokens.append(token)
        at = match.end()
    stack = []
    for i, token in enumerate(tokens):
        if token.kind != "operator":
            continue
        if token.text in OPEN:
            stack.append(i)
        elif token.text in CLOSE and stack:
            token.mate = stack.pop()
            tokens[token.mate].mate = i
    return tokens


def enums_of(texts):
    """Enumerators by enum, of all `enum class` in the texts."""
    enums = {}
    for text in texts:
        tokens = tokens_of(text)
        for i, token in enumerate(tokens):
            if token.text != "enum" or i + 3 >= len(tokens) or tokens[i + 1].text != "class":
                continue
            k = i + 3
            while k < len(tokens) and tokens[k].text not in "{;":
                k += 1
            if k == len(tokens) or tokens[k].text != "{":
                continue
            inside = tokens[k:tokens[k].mate]
            enums[tokens[i + 2].text] = [
                t.text for p, t in zip(inside, inside[1:]) if t.kind == "name" and p.text in "{,"]
    return enums


class Finder:
    """All mutants of one file."""

    def __init__(self, path, text, enums):
        self.path, self.text, self.enums = path, text, enums
        self.tokens = tokens_of(text)
        self.skipped = self.skip()
        self.bodies = self.function_bodies()
        self.found = []

    def skip(self):
        """Indices of tokens that say nothing about behaviour."""
        skipped = set()
        for i, token in enumerate(self.tokens):
            if token.text in ("static_assert", "ABSL_ASSERT", "assert") and self.at(i + 1) == "(":
                skipped.update(range(i, self.tokens[i + 1].mate + 1))
            elif token.text == "enum":
                k = i
                while self.at(k) not in ("{", ";", ""):
                    k += 1
                if self.at(k) == "{":
                    skipped.update(range(i, self.tokens[k].mate + 1))
            elif token.text in ("using", "friend"):
                k = i
                while self.at(k) not in (";", ""):
                    k += 1
                skipped.update(range(i, k))
            elif token.text == "operator":
                skipped.update((i, i + 1))
            elif token.text in CAPACITY and self.at(i + 1) == "(":
                skipped.update(range(i, self.tokens[i + 1].mate + 1))
            elif token.text in INLINE_ROOM and self.at(i + 1) == "<":
                k = i
                while self.at(k) not in (">", ""):
                    k += 1
                skipped.update(range(i, k))
            elif token.text in ONLY_COST:
                skipped.update(self.statement_of(i))
        # What is asserted while compiling.
        asserted = {self.at(i + 2) for i, token in enumerate(self.tokens)
                    if token.text == "static_assert" and self.at(i + 3) == "("}
        for i, token in enumerate(self.tokens):
            if token.text in asserted and self.at(i - 1) == "bool":
                body = self.tokens[i + 1].mate + 1
                if self.at(body) == "{":
                    skipped.update(range(i, self.tokens[body].mate + 1))
        return skipped

    def statement_of(self, i):
        """Indices of the statement around token i; of a control statement, its head."""
        first = last = i
        while self.at(first - 1) not in (";", "{", "}", ""):
            first -= 1
        while self.at(last + 1) not in (";", "{", "}", ""):
            last += 1
        return range(first, last + 1)

    def at(self, i):
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def function_bodies(self):
        """Token ranges of bodies; also of lambdas and of control statements."""
        bodies = []
        for i, token in enumerate(self.tokens):
            if token.text != "{" or token.mate < 0:
                continue
            before = i - 1
            while self.at(before) in ("const", "override", "noexcept", "final"):
                before -= 1
            if self.at(before) == ")":
                bodies.append((i, token.mate))
        return bodies

    def in_body(self, i):
        return any(begin < i < end for begin, end in self.bodies)

    def add(self, kind, first, last, put):
        """Tokens first..last become `put`."""
        self.found.append(Mutant(self.path, kind, self.tokens[first].begin, self.tokens[last].end, put))

    def find(self):
        for i, token in enumerate(self.tokens):
            if i in self.skipped or not self.in_body(i):
                continue
            if token.kind == "operator":
                self.operator(i, token)
            elif token.kind == "number":
                self.number(i, token)
            elif token.kind == "name":
                self.name(i, token)
            elif token.kind == "char":
                self.character(i, token)
            self.statement(i)
        for begin, end in self.bodies:
            if begin not in self.skipped:
                self.early_return(begin, end)
        return self.found

    def operator(self, i, token):
        op = token.text
        if op in FLIPPED and token.spaced and not (op in "&*" and self.at(i - 1) in ("const", "auto")):
            kind = "comparison" if op in ("==", "!=", "<", "<=", ">", ">=") else \
                   "and/or" if op in ("&&", "||") else "arithmetic"
            self.add(kind, i, i, FLIPPED[op])
            if op in REVERSED:
                self.add(kind, i, i, REVERSED[op])
        if op == "!" and self.at(i + 1) != "=":
            self.add("not", i, i, "")
        if op in ("++", "--"):
            self.add("increment", i, i, "")
        if op in ("&&", "||") and token.spaced:
            right = self.operand_end(i, 1)
            left = self.operand_end(i, -1)
            if right > i:
                self.add("clause", i, right, "")
            if left < i:
                self.add("clause", left, i, "")

    def operand_end(self, i, step):
        """The last token of the operand that begins beside token i."""
        k = i + step
        while 0 <= k < len(self.tokens):
            token = self.tokens[k]
            opens, closes = (OPEN, CLOSE) if step > 0 else (CLOSE, OPEN)
            if token.text in closes or token.text in OPERAND_END:
                break
            if token.text in opens:
                if token.mate < 0:
                    break
                k = token.mate
            k += step
        return k - step

    def number(self, i, token):
        match = re.fullmatch(r"(\d+)([uUlLzZ]*)", token.text)
        if match is None or self.at(i - 1) == "[":
            return
        value = int(match.group(1))
        self.add("constant", i, i, "%d%s" % (1 if value == 0 else value - 1, match.group(2)))
        if value > 0:
            self.add("constant", i, i, "%d%s" % (value + 1, match.group(2)))

    def character(self, i, token):
        if re.fullmatch(r"'[!-&(-\[\]-}]'", token.text):
            self.add("constant", i, i, "'%s'" % chr(ord(token.text[1]) + 1).replace("\\", "]").replace("'", "("))

    def name(self, i, token):
        if token.text in ("true", "false"):
            self.add("constant", i, i, "false" if token.text == "true" else "true")
        if token.text == "if":
            opened = i + 2 if self.at(i + 1) == "constexpr" else i + 1
            if self.at(opened) == "(" and ";" not in [t.text for t in self.tokens[opened:self.tokens[opened].mate]]:
                close = self.tokens[opened].mate
                inside = self.text[self.tokens[opened].end:self.tokens[close].begin]
                if " = " not in inside and opened == i + 1:
                    self.add("condition", opened, close, "(!(" + inside + "))")
        values = self.enums.get(self.at(i - 2)) if self.at(i - 1) == "::" else None
        if values and token.text in values and len(values) > 1 and self.at(self.qualified_start(i) - 1) != "case":
            self.add("enumerator", i, i, values[(values.index(token.text) + 1) % len(values)])

    def qualified_start(self, i):
        while self.at(i - 1) == "::" and i >= 2:
            i -= 2
        return i

    def statement(self, i):
        """A statement is left out that begins at token i."""
        before = self.at(i - 1)
        guarded = before == ")" and self.is_if(self.tokens[i - 1].mate)
        if not (before in ("{", "}", ";", "else") or guarded):
            return
        k = i
        while self.at(k) != ";":
            if self.at(k) in ("", "}") or self.at(k) == "{" and self.at(k - 1) == ")":
                return
            k = self.tokens[k].mate if self.at(k) in OPEN and self.tokens[k].mate > k else k
            k += 1
        if self.at(i) == "return":
            block = before == "{" and self.at(i - 2) == ")" and self.is_if(self.tokens[i - 2].mate)
            if guarded or block:
                self.add("early return", i, k - 1, "")
            return
        if self.at(i) in ("continue", "break"):
            self.add("statement", i, k - 1, "")
            return
        if self.tokens[i].kind != "name" and self.at(i) not in ("++", "--", "*"):
            return
        # Two names in a row, or a type's bracket or star, begin a declaration.
        text = self.text[self.tokens[i].begin:self.tokens[k].begin]
        declares = re.match(r"[\w:]+(<[^;=]*>)?[&*]*\s+[\w\[]", text) or re.match(r"[\w:]+<", text)
        capacity = any(self.at(j) in CAPACITY for j in range(i, k) if j in self.skipped)
        if self.at(i) not in NO_STATEMENT and not declares and not capacity:
            self.add("statement", i, k - 1, "")

    def is_if(self, opened):
        return opened > 0 and self.at(opened - 1) == "if"

    def early_return(self, begin, end):
        """A function that returns bool says the same always."""
        k = begin - 1
        while self.at(k) in ("const", "override", "noexcept", "final"):
            k -= 1
        name = self.tokens[k].mate - 1
        if name < 1 or self.tokens[name].kind != "name":
            return
        if self.at(self.qualified_start(name) - 1) != "bool":
            return
        for value in ("true", "false"):
            self.add("early return", begin, begin, "{ return %s;" % value)


def mutants_of(path, text, enums):
    return Finder(path, text, enums).find()
