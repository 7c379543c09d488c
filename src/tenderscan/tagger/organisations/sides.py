"""On which side each organisation stands: a name is a supplier, a buyer or neither, and not two of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tenderscan.record import Finding, Label, Organisation
from tenderscan.tagger.organisations.authorities import is_authority
from tenderscan.tagger.organisations.canonical import base_of

DEFINING = frozenset(
    f"organisation/{name}"
    for name in ("supplier", "contractor", "provider", "buyer", "public-buyer", "client", "owner", "owner-of-works")
)
"""Rules by which an agreement says who a party is."""
_REVIEW = "organisation/review-body"
_AUTHOR = "organisation/public-body"
_BY_REGISTER = frozenset(f"organisation/{name}" for name in ("payee", "register-supplier", "publisher", "recipient"))
"""Rules by which a register says what each row's organisation is, whatever it is elsewhere."""
_PARTY, _PAYER, _PERFORMER = "organisation/party", "organisation/payer", "organisation/performer"
_BY_DEED = frozenset({_PAYER, _PERFORMER})
"""Rules that go by what somebody has to do; they say something of the parties of an agreement alone."""
_LOOSE = frozenset({"organisation/letterhead", "organisation/signatory", "organisation/works"})
"""Rules that take a company for a supplier where nothing else is known of it."""
_FAR_MORE = 3
"""How many times as often a party must pay for the other's payments not to count."""
_MOST_PARTIES = 3
_KINDS = frozenset(
    {"metropolitan", "borough", "city", "county", "district", "unitary", "council", "of", "mbc", "royal"}
)
"""Words that say what kind of council it is."""
_ASIDE = re.compile(r"\s*\((?:\S+\s){2,}[^()]*\)$")
"""What a field says behind a name: "Acme Ltd (and in addition all schools)"."""
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z\d]{1,7})\)")
Sides = dict[str, Finding]


def on_one_side(
    findings: list[Finding], aliases: Mapping[str, str], stated: Iterable[Finding], deeds: Counter[str] | None
) -> list[Finding]:
    """A name is a supplier or a buyer, not both: the surer finding decides, and a public body buys.

    What holds for a short name that the document defines holds for the long one, and the other way round.

    Args:
        findings: all findings of the text.
        aliases: full names by short names, both in small letters.
        stated: organisations that fields of the document state: on their sides nothing is to be worked out.
        deeds: how often each party buys more than it sells, by the base of its name; None where nobody sells.
    """

    def whose(finding: Finding) -> str:
        name = _value(finding).name
        return _key(aliases.get(name.lower(), name))

    findings = _without_mere_deeds(findings, whose)
    sides: Sides = {}
    for finding in findings:
        if isinstance(finding.value, Organisation) and not by_column(finding):
            known = sides.get(whose(finding))
            if known is None or _certainty(finding) > _certainty(known):
                sides[whose(finding)] = finding
    known_sides: set[str] = set()
    for finding in stated:
        for name in _names_in(_value(finding).name):
            if name in sides and not (sides[name].label is Label.BUYER and is_authority(_value(finding).name)):
                _put(sides, name, finding.label, _value(finding).role)
                known_sides.add(name)
    if deeds is not None:
        parties = {whose(f) for f in findings if f.evidence.rule == _PARTY}
        _decide(sides, parties - known_sides, deeds)
    return [
        _on_side(f, sides[whose(f)]) if isinstance(f.value, Organisation) and not by_column(f) else f for f in findings
    ]


def _key(name: str) -> str:
    """What the spellings of a name share; of a council its place, as "Harrowmere Borough Council" is also shortened."""
    base = base_of(name)
    place = " ".join(word for word in base.split() if word not in _KINDS) if is_authority(name) else ""
    return f"council {place}" if place else base


def _value(finding: Finding) -> Organisation:
    assert isinstance(finding.value, Organisation)
    return finding.value


def in_register(finding: Finding) -> bool:
    """Whether a register says what an organisation is by the column in which it stands."""
    return finding.evidence.rule in _BY_REGISTER


def by_column(finding: Finding) -> bool:
    """Whether what an organisation is holds where it stands and nowhere else: a column or line says it.

    A council to which one contract was awarded is a supplier there; the same paper's other contracts are its own.
    """
    rule = finding.evidence.rule
    if in_register(finding) or rule == _REVIEW:
        return True
    return finding.label is Label.SUPPLIER and rule not in DEFINING and is_authority(_value(finding).name)


def _without_mere_deeds(findings: list[Finding], whose: Callable[[Finding], str]) -> list[Finding]:
    """Findings without those of whom is only said that they pay or supply, if they are no party of an agreement."""
    known = {whose(f) for f in findings if isinstance(f.value, Organisation) and f.evidence.rule not in _BY_DEED}
    return [f for f in findings if f.evidence.rule not in _BY_DEED or whose(f) in known]


def _names_in(name: str) -> set[str]:
    """The bases of a name and of the acronym inside it: "High Speed Two (HS2) Ltd" is "HS2" as well."""
    inside = _ACRONYM.search(name)
    bases = {_key(name), _key(_ASIDE.sub("", name))}
    return bases | {_key(inside[1])} if inside else bases


def _decide(sides: Sides, parties: set[str], deeds: Counter[str]) -> None:
    """Give the parties of an agreement whose role is not said the side that the others leave them."""
    undecided = [name for name in sides if name in parties and sides[name].evidence.rule not in DEFINING]
    decided = {name: f.label for name, f in sides.items() if name not in undecided and f.evidence.rule in DEFINING}
    public = {name for name, f in sides.items() if f.label is Label.BUYER and name not in undecided}
    suppliers = Label.SUPPLIER in decided.values()
    buyers = Label.BUYER in decided.values() or bool(public)
    if not undecided:
        pass
    elif suppliers or buyers:
        doers = [name for name in undecided if deeds[name] < 0]
        if suppliers and not buyers and len(undecided) == 1:
            _put(sides, undecided[0], Label.BUYER, "buyer")
        elif buyers and not suppliers:
            for name in doers or (undecided if len(undecided) < _MOST_PARTIES else ()):
                _put(sides, name, Label.SUPPLIER, "supplier")
    else:
        _by_deeds(sides, undecided, deeds)
    if parties or decided:
        _no_strangers(sides, parties | decided.keys())


def _by_deeds(sides: Sides, undecided: list[str], deeds: Counter[str]) -> None:
    """The party that pays far more often than the others buys; then the others supply."""
    order = sorted(undecided, key=lambda name: -deeds[name])
    most, rest = order[0], order[1:]
    if not rest:
        return
    next_most = deeds[rest[0]]
    if deeds[most] > 0 and (next_most <= 0 or deeds[most] >= _FAR_MORE * next_most):
        _put(sides, most, Label.BUYER, "payer")
    elif deeds[most] == 0 and deeds[rest[-1]] < 0:
        _put(sides, most, Label.BUYER, "buyer")
    else:
        return
    doers = [name for name in rest if deeds[name] < 0]
    for name in doers or (rest if len(rest) < _MOST_PARTIES else ()):
        _put(sides, name, Label.SUPPLIER, "supplier")


def _no_strangers(sides: Sides, known: set[str]) -> None:
    """In an agreement between others, a company whose name is but seen sells nothing."""
    for name, finding in sides.items():
        if name not in known and finding.label is Label.SUPPLIER and finding.evidence.rule in _LOOSE:
            _put(sides, name, Label.ORGANISATION, "mentioned")


def _put(sides: Sides, name: str, label: Label, role: str) -> None:
    sides[name] = replace(sides[name], label=label, value=replace(_value(sides[name]), role=role))


def _on_side(finding: Finding, decisive: Finding) -> Finding:
    """The finding with the label and role of the surest finding of its name, where the labels differ."""
    if finding.label is decisive.label:
        return finding
    return replace(finding, label=decisive.label, value=replace(_value(finding), role=_value(decisive).role))


def _certainty(finding: Finding) -> float:
    public = finding.label is Label.BUYER and finding.evidence.rule != _AUTHOR and is_authority(_value(finding).name)
    bonus = 0.5 if public else 0.0
    defined = 0.3 if finding.evidence.rule in DEFINING else 0.0
    return finding.evidence.score + bonus + defined
