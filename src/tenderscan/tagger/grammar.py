"""The rules made ready for use: one phrase matcher for all cues, compiled patterns, look-up tables."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.attrs import IDX, LENGTH, ORTH  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.matcher import PhraseMatcher

from tenderscan.rules import Currency, OrganisationRule, PhraseList, Rules
from tenderscan.tagger.numbers.amounts import AmountFinder
from tenderscan.tagger.organisations.names import NameFinder
from tenderscan.tagger.passages.openings import Opened, folded
from tenderscan.tagger.passages.sieve import Sieve, split_runs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


_REMEMBERED = 4_096
"""Labels and headings of which is remembered what they say; forms and tables repeat them."""


class Cue(NamedTuple):
    """A phrase of a rule where it stands in a text.

    Attributes:
        start: 0-based offset into the text, as a rule that of the document.
        end: offset behind it.
        group: which list of the rule it is from, such as "after".
        rule: the rule; None for a plain list.
    """

    start: int
    end: int
    group: str
    rule: Any


_START, _END = itemgetter(0), itemgetter(1)
"""Where a cue begins, and where it ends."""


class Grammar:
    """The compiled rules; made once, used for every document.

    Attributes:
        cut: cuts a text into tokens as the phrases were cut.
        currency_in: the code of the currency of which a sign stands in a text; empty where none does.
        money_kinds: the first rule of each kind of money.
        reads_all: whether cues are looked for in all of a text; tests set it to see that nothing is passed over.
    """

    def __init__(self, rules: Rules, nlp: "Language") -> None:
        """Compile the rules; phrases are cut into tokens as `nlp` cuts the text."""
        self.rules = rules
        self.amounts = AmountFinder(rules.money)
        self.names = NameFinder(rules.organisations)
        self.placeholders = tuple(
            (_either_text(rule.needs), Opened(re.compile(rule.pattern, re.IGNORECASE)))
            for rule in rules.placeholders
            if not rule.whole
        )
        self.whole_placeholders = Opened(_either([rule.pattern for rule in rules.placeholders if rule.whole]))
        self._organisations = {rule.head.id.split("/")[1]: rule for rule in rules.organisations.rules}
        self.labels = _lookup(rules.organisations.rules, "labels")
        self.columns = _lookup(rules.organisations.rules, "columns")
        self.terms = _lookup(rules.organisations.rules, "terms")
        self.theme_names = {name: rule for rule in rules.clauses.rules for name in rule.names}
        self.theme_codes = [(rule, re.compile(rule.codes)) for rule in rules.clauses.rules if rule.codes]
        self.general_theme = next(rule for rule in rules.clauses.rules if rule.theme == "general")
        self.money_kinds = {rule.kind: rule for rule in reversed(rules.money.rules)}
        # The headings of a table are asked for every cell below them.
        self.currency_in = lru_cache(_REMEMBERED)(self._currency_in)
        self._signs = {
            sign: re.compile(
                rf"(?<![^\W_]){re.escape(sign)}{_letters_end(sign)}" if sign[0].isalnum() else re.escape(sign)
            )
            for currency in rules.money.currencies
            for sign in currency.signs
        }
        self.currency_marks = {currency.code: Opened(_marks(rules, currency)) for currency in rules.money.currencies}
        self.cut = nlp.make_doc
        self.reads_all = False
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._meanings: dict[int, PhraseList] = {}
        self._strings = nlp.vocab.strings
        self._split = split_runs(nlp.tokenizer.rules, ORTH)  # type: ignore[union-attr]  # our own tokenizer
        self._sieves: dict[str, Sieve] = {}
        self._tokens: dict[str, list[tuple[int, ...]]] = {}
        self._add_phrases(list(rules.phrase_lists()), nlp)

    def _add_phrases(self, lists: list[PhraseList], nlp: "Language") -> None:
        """Fill the matcher: all phrases are cut in one document, a line each, as a document for each takes long."""
        variants = [[variant for phrase in phrases for variant in _variants(phrase)] for *_, phrases in lists]
        one_line = (variant.replace("\n", " ") for group in variants for variant in group)
        lines = _lines(nlp.make_doc("\n".join(one_line)))
        for number, (meaning, group) in enumerate(zip(lists, variants, strict=True)):
            tokens = [next(lines) for _ in group]
            if tokens:
                key = f"{meaning.family}/{meaning.group}/{number}"
                # It takes the numbers of the tokens for a document, as it does when it is unpickled.
                self._matcher.add(key, tokens)  # type: ignore[arg-type]
                self._meanings[self._strings[key]] = meaning
                self._tokens.setdefault(meaning.family, []).extend(tokens)

    def organisation_rule(self, name: str) -> OrganisationRule:
        """The rule "organisation/<name>"; code that finds names by other means than cues refers to it by its id."""
        return self._organisations[name]

    def _currency_in(self, text: str) -> str:
        """The code of the currency of which a sign stands in a text; empty where none does."""
        for currency in self.rules.money.currencies:
            if any(sign in text and self._signs[sign].search(text) for sign in currency.signs):
                return currency.code
        return ""

    def sieve(self, *families: str) -> Sieve:
        """Tells the texts that cannot hold a cue of some families; made when it is first asked for."""
        name = " ".join(families)
        if name not in self._sieves:
            phrases = [tokens for family in families for tokens in self._tokens.get(family, [])]
            self._sieves[name] = Sieve(([self._strings[token] for token in tokens] for tokens in phrases), self._split)
        return self._sieves[name]

    def matches(self, doc: "Doc") -> dict[str, list[Cue]]:
        """Where the phrases of each family stand in a text, as the matcher finds them: see `longest`."""
        found: dict[str, list[Cue]] = {}
        matches = self._matcher(doc)
        if not matches:
            return found
        # All at once, as making a token of each costs more than the matching.
        starts, lengths = doc.to_array([IDX, LENGTH]).T.tolist()
        for key, first, last in matches:
            family, group, rule, _ = self._meanings[key]
            cue = Cue(starts[first], starts[last - 1] + lengths[last - 1], group, rule)
            if family in found:
                found[family].append(cue)
            else:
                found[family] = [cue]
        return found


def _lines(doc: "Doc") -> Iterator[tuple[int, ...]]:
    """The tokens of each line of a text, as the matcher compares them."""
    line: list[int] = []
    line_break = doc.vocab.strings["\n"]
    for token in doc:
        number = token.lower
        if number == line_break:
            yield tuple(line)
            line = []
        else:
            line.append(number)
    yield tuple(line)


def _variants(phrase: str) -> tuple[str, ...]:
    """The phrase with straight and with curly apostrophes, as the tokenizer cuts them differently."""
    return (phrase, phrase.replace("'", "\u2019")) if "'" in phrase else (phrase,)


def longest(cues: list[Cue]) -> list[Cue]:
    """The cues of one family in order, without those that lie inside a longer one; sorts what it is given."""
    cues.sort(key=_END, reverse=True)
    cues.sort(key=_START)  # sorting is stable, and twice by a number quicker than once by a pair
    kept: list[Cue] = []
    for cue in cues:
        if kept and cue.end <= kept[-1].end and (cue.start, cue.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(cue)
    return kept


def _lookup(rules: Iterable[OrganisationRule], group: str) -> dict[str, tuple[OrganisationRule, ...]]:
    found: dict[str, tuple[OrganisationRule, ...]] = {}
    for rule in rules:
        for phrase in getattr(rule, group):
            found[phrase] = (*found.get(phrase, ()), rule)
    return found


def _marks(rules: Rules, currency: Currency) -> re.Pattern[str]:
    """What shows that a document reckons in a currency: its signs, and multipliers that only it has."""
    local = [word for m in rules.money.multipliers if m.currency == currency.code for word in m.words if len(word) > 2]
    signs = "|".join(re.escape(sign) + _letters_end(sign) for sign in currency.signs)
    # A pound and a dollar are signed in most documents that reckon in them; the words alone may be weights.
    words = [*local, *(word for word in currency.words if word != "pounds")]
    return re.compile(
        rf"(?<![^\W_])(?:{signs})" + "".join(rf"|(?<![\w-]){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE
    )


def _letters_end(sign: str) -> str:
    """What must not stand behind a sign of letters: "EUR" is not in "Europe", nor "Rs" in "RSPB"."""
    return r"(?![^\W\d_])" if sign[-1].isalpha() else ""


def _either_text(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some texts, folded; everywhere where there are none."""
    return re.compile("|".join(re.escape(folded(text)) for text in texts))


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NUMBERING = re.compile(r"^(?:[\d.]+|\(?[a-z0-9]{1,3}[).])\s+")
_NOTE = re.compile(r"\s*(?:\([^()]*\)|\*)\s*$")


@lru_cache(_REMEMBERED)
def label_of(text: str) -> str:
    """A cell or line as the look-up tables know it: lower-case, without numbering, notes and closing marks."""
    bare = text.strip()
    if not bare.isascii() and "/" in bare:  # forms in two languages: English, a slash, another script, or the other way
        english = [part for part in bare.split("/") if part.isascii() and part.strip()]
        bare = "/".join(english) or bare
    bare = _NUMBERING.sub("", bare.lower().replace("\u2019", "'").replace("\n", " "))
    bare = _NOTE.sub("", bare.rstrip(" :.?-\u2013*"))
    return " ".join(bare.rstrip(" :.?-\u2013").split())
