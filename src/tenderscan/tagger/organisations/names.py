"""Names of organisations: capitalised runs, their legal forms, and what is no name. Pure functions; no spaCy here."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tenderscan.document import Span
from tenderscan.rules import OrganisationRules
from tenderscan.tagger.passages.openings import folded


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised run of words that may be a name.

    Attributes:
        span: without opening words and closing marks.
        legal: whether it ends in a legal form ("Ltd").
        public: whether it holds a word of public bodies ("Council").
    """

    span: Span
    legal: bool
    public: bool


class _Read(NamedTuple):
    """The name in a piece of a run; all offsets are those of the piece, so that it is known wherever the piece stands.

    Attributes:
        opened: where it begins behind opening words.
        start: of the name.
        end: of the name.
        legal: as of `Name`.
        public: as of `Name`.
    """

    opened: int
    start: int
    end: int
    legal: bool
    public: bool


# Greenbank, P&D, O'Regan, 2030, SonicWALL, St., R.J.; a full stop only behind initials and a few short forms
_WORD = r"(?:(?:[A-Z]\.)+|(?:St|Bros|Messrs|Wm|Jas|Geo)\.|[A-Z0-9À-Þ][\w&\u2019'/\-]*|[a-z]?[A-Z]\w*)"
_BRACKET = r"\((?:[A-Z][\w&.]*(?: [A-Z&][\w&.]*){0,3}|[a-z]{3,6})\)"
_MAX_LENGTH = 100
_REACH = 4 * _MAX_LENGTH
"""Characters of a run in which its first name ends: one that is longer than twice the most is none."""
_BEHIND_FORM = 24
"""Characters that may stand behind a legal form in a run: a bracket, a full stop."""
_FIRST_WORD = re.compile(r"(?P<word>[\w/&\u2019'.]+)\s+|[“\"\u2018'(]")
_TO_BLANK = re.compile(r"\S*")
_TRIM_END = re.compile(r"(?:[\s,;:.\-\u2013(&'\u2018\u2019]|\b(?:and|of|the|for|in|on|with|to)\b)+$")
_SPACE = " "
_PART_OF = re.compile(
    r"(?:Board of Directors|(?:(?:Board|Directors?|Officers|Employees|Shareholders|Head Office|President|CEO|Chairman"
    r"|Secretary|Treasurer|Chief Executive Officer|Chief Executive)(?: or | and )?){1,3}) of (?:the )?",
    re.IGNORECASE,
)
"""What belongs to a company and is not its name."""
# "the Executive's employment"
_POSSESSIVE = re.compile(r"(?P<word>[^\W\d_]+)['\u2019]s$", re.IGNORECASE)
# "Harrowmere Council (The Council)", "Harrowmere Borough Council (HBC)"
_BRACKET_BEHIND = re.compile(r"\s\((?:[Tt]he [^()]*|[A-Z]{2,8})\)$")
_MARKS = re.compile(r"[^\w'\u2019&/\-() ]")
_ARTICLE = re.compile(r"^(?:the|a|an|each|any|every|our|your|this|such|all|another|other) ")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}|[^\W\d_]&[^\W\d_]")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_WORDS = re.compile(r"[^\W\d_][\w\u2019']*")
_KEPT = 4_096
"""Names, and runs of them, of which it is kept what they are: most stand in a document again and again."""
_CODE = re.compile(r"[A-Z]{2}-[A-Z]{2,5}(?:-[\w.-]+)?")
_BEFORE_AT = re.compile(r"(?<=[a-z] )(?P<first>(?:[A-Z][\w&\u2019']* ){1,3})at $")


class NameFinder:
    """Finds names by the words of `organisations.toml`.

    Attributes:
        public_words: of these one stands in every name that is `public`, folded.
        legal_form: matches in every stretch of text in which a name is found that is `legal`.
    """

    def __init__(self, rules: OrganisationRules) -> None:
        """Build the patterns."""
        suffixes = "|".join(re.escape(s).replace(r"\ ", _SPACE) for s in sorted(rules.suffixes, key=len, reverse=True))
        joiners = "|".join(re.escape(j).replace(r"\ ", _SPACE) for j in sorted(rules.joiners, key=len, reverse=True))
        form = rf",?{_SPACE}(?=(?:{suffixes})(?![\w]))"
        link = rf"(?:{form}|{_SPACE}?&{_SPACE}?|{_SPACE}(?:(?:{joiners}){_SPACE}){{0,2}})"
        places = "".join(rf"{re.escape(place)}(?!\w)|".replace(r"\ ", _SPACE) for place in rules.places)
        word = rf"(?:{suffixes})(?![\w])|{places}{_WORD}"
        self._run = re.compile(rf"(?<![\w/@.])(?:{word})(?:{link}(?:{word}|{_BRACKET}))*")
        more = rf"(?:{word})(?:{link}(?:{word}|{_BRACKET}))*"
        self._joined = re.compile(rf"(?:{_WORD}{_SPACE}){{1,4}}(?:at|by|in|on|with){_SPACE}{more}")
        self._suffix = re.compile(rf"(?<![\w])(?:{suffixes})(?![\w])")
        # Begins with a plain character, so that `re` passes over most of a text at once. Behind a form that ends in a
        # full stop a run may go on without a blank.
        self.legal_form = re.compile(rf"(?:{suffixes})(?:(?!\w)|(?<=\W))")
        self._ends_legal = re.compile(rf"(?<![\w])(?:{suffixes})$")
        self._read_public(rules)
        ends = (
            rf"(?:(?<=[\s,(])(?:{suffixes})|\b(?:Council|COUNCIL|Authority|Office|Trust|Government|Department|Enterprise"
            r"|Police|Agency|Commission))"
        )
        join = rf",?{_SPACE}(?:and|&|AND|or|of|for){_SPACE}(?:the{_SPACE})?|,{_SPACE}|{_SPACE}?/{_SPACE}?"
        # "X Ltd and Y LLP", "X Council of Moot Hall", "X Limited Loom House"
        self._split = re.compile(
            rf"{ends}(?P<link>{join})(?=[A-Z\d])(?!(?:{suffixes})(?!\w))"
            rf"|(?<![\w])(?:Limited|Ltd|LLP|plc|PLC|CIC|Inc\.|LLC|Corp\.)(?P<gap>{_SPACE})(?=[A-Z\d])(?!(?:{suffixes})(?!\w))"
        )
        # Greenbank Works Ltd, company number …
        self._then_more = re.compile(
            rf"[\s,](?P<suffix>{suffixes})(?=\s?[,(;:\u2013\u2014\t]|\s(?:company|registered|reg|of|whose|trading)\b"
            rf"|(?:(?<=Ltd)|(?<=Limited)|(?<=LLP)|(?<=plc)|(?<=Inc\.)|(?<=LLC))\s(?!(?:{suffixes})(?!\w))[A-Z])"
        )
        self._never = frozenset(rules.never)
        endings = "|".join(re.escape(ending) for ending in rules.endings)
        self._ending = re.compile(rf"(?<!\w)(?:{endings})$", re.IGNORECASE)
        self._openers = frozenset(opener.lower() for opener in rules.openers)
        self._persons = frozenset(rules.persons)
        self._known_run = lru_cache(_KEPT)(self._names_in)
        self._known_name = lru_cache(_KEPT)(self._read)
        self._is_never = lru_cache(_KEPT)(self._says_nothing)

    def _read_public(self, rules: OrganisationRules) -> None:
        """What makes a name a public body's."""
        public = "|".join(re.escape(p) for p in rules.public)
        self._public = re.compile(rf"\b(?:{public})\b", re.IGNORECASE)
        public_words = {folded(word) for word in rules.public}
        self.public_words = tuple(
            word for word in public_words if not any(word != part and part in word for part in public_words)
        )

    def find(self, text: str, span: Span) -> list[Name]:
        """All names in a stretch of text, in order."""
        found: list[Name] = []
        for match in self._run.finditer(text, span.start, span.end):
            found += [self._with_at(text, span.start, name) for name in self._of_run(text, *match.span()) if name]
        return found

    def at(self, text: str, start: int, end: int) -> Name | None:
        """The name that begins exactly at `start`, opening words such as "the" aside."""
        end = min(end, start + _REACH)
        match = self._run.match(text, start, end)
        if not match:
            return None
        name = self._of_run(text, *match.span())[0]
        joined = self._joined.match(text, start, end) if name and not name.legal else None
        longer = self._of_run(text, *joined.span())[0] if joined else None
        return longer if longer and longer.legal else name

    def whole(self, text: str, span: Span) -> Name | None:
        """The name that a cell or line is, where it is nothing else: longer texts are prose."""
        value = span.of(text)
        stripped = value.strip()
        more = self._then_more.search(stripped)
        if more:
            stripped = stripped[: more.end("suffix")]
        if (
            not 2 <= len(stripped) <= _MAX_LENGTH
            or ": " in stripped
            or stripped.count(" ") > 9
            or (stripped[-1:] in ".?!:" and not self._ends_legal.search(stripped.removesuffix(".")))
        ):
            return None
        start = span.start + len(value) - len(value.lstrip())
        name = self._placed(text, Span(start, start + len(stripped)), self._known_name(stripped, openers=False))
        if name is None or not _CAPITAL.search(stripped):
            return None
        lower = [word for word in _WORDS.findall(stripped) if word[0].islower()]
        return name if len(lower) * 2 <= stripped.count(" ") + 1 else None

    def is_never(self, name: str) -> bool:
        """Whether a text is a role, a heading, a code such as "GB-COH", or another word that is no name."""
        return self._is_never(name)

    def _says_nothing(self, name: str) -> bool:
        if _CODE.fullmatch(name):
            return True
        bare = " ".join(_MARKS.sub(" ", name.lower()).replace("\u2019", "'").split())
        bare = _ARTICLE.sub("", bare)
        return bare in self._never or not _TWO_LETTERS.search(bare)

    def opens(self, word: str) -> bool:
        """Whether a word begins sentences and not names."""
        return word.lower() in self._openers

    def _with_at(self, text: str, start: int, name: Name) -> Name:
        """A company's name with what stands before an "at" in it, inside a sentence: "to Threnby Care at Home Ltd"."""
        before = _BEFORE_AT.search(text, max(start, name.span.start - 50), name.span.start) if name.legal else None
        if not before or any(self.is_never(word) for word in before["first"].split()):
            return name
        return Name(Span(before.start("first"), name.span.end), name.legal, name.public)

    def _of_run(self, text: str, start: int, end: int) -> list[Name | None]:
        """What the pieces of a run are, in order: a name, or none."""
        before = max(0, start - 1)  # the cut looks at one character in front
        names_in = self._known_run if end - start <= _REACH else self._names_in
        return [
            self._placed(text, Span(before + piece.start, before + piece.end), read)
            for piece, read in names_in(text[before:end], start - before)
        ]

    def _placed(self, text: str, piece: Span, read: _Read | None) -> Name | None:
        """A name at its place in a text, unless it is a person's: "Mr" or "Cllr" stands right in front of the piece."""
        if read is None:
            return None
        before = text[max(0, piece.start - 12) : piece.start].split() if not read.opened else ()
        if before and before[-1] in self._persons:
            return None
        start, end, legal, public = read.start, read.end, read.legal, read.public
        return Name(Span(piece.start + start, piece.start + end), legal, public)

    def _names_in(self, run: str, start: int) -> tuple[tuple[Span, _Read | None], ...]:
        """A run cut where one name ends and the next begins, "X Ltd and Y LLP", and what each piece is.

        Args:
            run: the run, with the character in front of it.
            start: where it begins in that.
        """
        pieces = []
        for match in self._split.finditer(run, start):
            link = "link" if match["link"] else "gap"
            pieces.append(Span(start, match.start(link)))
            start = match.end(link)
        pieces.append(Span(start, len(run)))
        return tuple((piece, self._known_name(piece.of(run)) if len(piece) <= _REACH else None) for piece in pieces)

    def _read(self, piece: str, *, openers: bool = True) -> _Read | None:
        """The name in a piece: opening words and closing marks are taken off, people and roles refused."""
        opened = start = self._behind_openers(piece) if openers else 0
        if len(piece) - start > 2 * _MAX_LENGTH:
            return None
        first = _TO_BLANK.match(piece, start)
        if first and first.group() in self._persons:
            return None
        end, legal = self._end(piece, start)
        end = _without_bracket(piece, start, end)
        part = _PART_OF.match(piece, start, end) if legal else None
        start = part.end() if part else start
        name = piece[start:end]
        possessive = _POSSESSIVE.search(name)
        if possessive and not legal and self.is_never(possessive["word"]):
            return None
        if not 2 <= len(name) <= _MAX_LENGTH or self._no_name(name):
            return None
        if self._ending.search(name) or (legal and self._suffix.fullmatch(name)):
            return None
        return _Read(opened, start, end, legal, bool(self._public.search(name)))

    def _no_name(self, name: str) -> bool:
        """Whether a whole name is a role or a word that opens a sentence: "Bank", but not "Bank of Brindlemere"."""
        lower = name.lower()
        return self.is_never(name) or lower in self._openers or f"the {lower}" in self._never

    def _behind_openers(self, piece: str) -> int:
        """Where the name begins behind "The", "Between" and opening quotes."""
        start = 0
        while word := _FIRST_WORD.match(piece, start):
            if word["word"] is not None and word["word"].rstrip(".,").lower() not in self._openers:
                break
            start = word.end()
        return start

    def _end(self, piece: str, start: int) -> tuple[int, bool]:
        """Where the name ends, and whether a legal form ends it."""
        bare = piece[start:]
        if self._ends_legal.search(bare):
            return len(piece), True
        forms = list(self._suffix.finditer(bare))
        if forms and forms[-1].start() and len(bare) - forms[-1].end() <= _BEHIND_FORM:
            behind = bare[forms[-1].end() :].strip(" .,)")
            if not behind or behind[0] == "(":
                return start + forms[-1].end(), True
        return start + len(_TRIM_END.sub("", bare)), False


def _without_bracket(text: str, start: int, end: int) -> int:
    """Where a name ends without the role or acronym in brackets behind it, or a bracket that was opened before it."""
    name = text[start:end]
    behind = _BRACKET_BEHIND.search(name)
    if behind and behind.start():
        return start + behind.start()
    return end - 1 if name.endswith(")") and name.count("(") < name.count(")") else end
