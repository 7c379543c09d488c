"""What `organisations.toml` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenderscan.rules.fields import Fields
from tenderscan.rules.head import PhraseList, RuleHead, lists_of, read_head

_LABELS = frozenset({"supplier", "buyer", "organisation"})


@dataclass(frozen=True, slots=True)
class OrganisationRule:
    """What makes a name a supplier, a buyer or an organisation without such a role.

    Attributes:
        head: what every rule carries.
        label: "supplier", "buyer" or "organisation".
        role: of `Organisation.role`.
        after: phrases right behind which the name stands.
        before: phrases right before which the name stands.
        nouns: phrases right before a name that is a company's by its form, or stands in brackets or quotes.
        firms: phrases right behind a name that is a company's by its form.
        near: phrases anywhere in the sentence of a company with its legal form.
        unless: phrases in the sentence that forbid `near`.
        lists: phrases behind which a list of names follows.
        labels: labels of a form, whose value the name is.
        columns: headings of table columns that hold names.
        terms: defined terms: X ("the Supplier").
        with_terms: defined terms of which one must stand in the document beside one of `terms`; empty: no matter.
        beside: labels of which one must stand somewhere in the document's tables; empty: no matter.
        objects: words of what is given, paid or provided ("grant"), by which this rule takes the place of one that
            would make a supplier of whoever stands beside such a phrase.
        handed: words of which such a phrase holds one.
        others: words beside one of `objects` that leave the other rule in its right.
        public: whether only a public body can be meant.
        stated: whether a supplier is said so plainly that a public body is one as well.
        score: how sure the rule is.
    """

    head: RuleHead
    label: str
    role: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    nouns: tuple[str, ...]
    firms: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    lists: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    terms: tuple[str, ...]
    with_terms: frozenset[str]
    beside: tuple[str, ...]
    objects: frozenset[str]
    handed: frozenset[str]
    others: frozenset[str]
    public: bool
    stated: bool
    score: float


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """What makes a table a register of payments or contracts, by the words of its heads.

    Attributes:
        payee: heads of the column with who is paid.
        name: heads that name who is paid where the others show that something is paid.
        begins: words with which a head begins that names who is paid, unless it has one of `about`.
        about: words of a head that says something else of them ("Supplier ID").
        amount: words of the head of a column of amounts.
        dated: words of the heads of the other columns that such a register has.
        paid: words of a head that say that something is paid.
        publisher: heads of the column with the body that pays.
        what: words of the heads of the columns that say what is paid for.
        given: what these columns say where money is given, not paid for something.
        bought: what they say where something is bought all the same.
        anonymous: what stands in place of a name.
        withheld: with what such a stand-in begins.
    """

    payee: frozenset[str]
    name: frozenset[str]
    begins: frozenset[str]
    about: frozenset[str]
    amount: frozenset[str]
    dated: frozenset[str]
    paid: frozenset[str]
    publisher: frozenset[str]
    what: frozenset[str]
    given: tuple[str, ...]
    bought: tuple[str, ...]
    anonymous: frozenset[str]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRules:
    """`organisations.toml`.

    Attributes:
        suffixes: legal forms that end a name ("Ltd").
        public: words that make a name a public body ("Council").
        joiners: small words that may stand inside a name ("of", "and").
        never: phrases that are never a name on their own ("the Supplier").
        endings: words with which no name ends ("Agreement", "the Company").
        openers: capitalised words that begin sentences, not names ("The", "Where").
        persons: titles in front of people, who are no organisations ("Mr", "Cllr").
        not_here: phrases that only look like one that gives a role ("successful in its application").
        business: words with which a company ends its name where it has no legal form.
        places: names of places that hold a small word ("Blackburn with Darwen").
        trades: words that say what is done and not who does it.
        kinds: words with which a body of a known kind ends its name ("Institute").
        kinds_of: words with which it begins ("Bank of").
        known: bodies known by a name that says no kind, or by their initials, as they are written ("HMRC").
        generic: words that make a name of such a kind one that any buyer has ("Planning Authority").
        form: words with which the labels of a form end ("address", "number").
        register: what makes a table a register.
        address: words in small letters that may stand in the address behind a name ("whose registered office is at").
        rules: what gives a name its role.
    """

    suffixes: tuple[str, ...]
    public: tuple[str, ...]
    joiners: tuple[str, ...]
    never: tuple[str, ...]
    endings: tuple[str, ...]
    openers: tuple[str, ...]
    persons: tuple[str, ...]
    not_here: tuple[str, ...]
    business: frozenset[str]
    places: tuple[str, ...]
    trades: frozenset[str]
    kinds: tuple[str, ...]
    kinds_of: tuple[str, ...]
    known: tuple[str, ...]
    generic: frozenset[str]
    form: frozenset[str]
    register: RegisterRules
    address: frozenset[str]
    rules: tuple[OrganisationRule, ...]


def lists(rules: OrganisationRules) -> Iterator[PhraseList]:
    """The lists of phrases of this file, each with what it means."""
    for rule in rules.rules:
        yield from lists_of("organisation", ("after", "before", "nouns", "firms", "lists"), rule)
        yield from lists_of("near", ("near", "unless"), rule)
    yield PhraseList("organisation", "not_here", None, rules.not_here)


def read_organisations(top: Fields) -> OrganisationRules:
    """The rules of a parsed file; anything it should not say is a `RuleError`."""
    rules = OrganisationRules(
        suffixes=top.strings("suffixes", required=True),
        public=top.strings("public", required=True),
        joiners=top.strings("joiners", required=True),
        never=top.phrases("never", required=True),
        endings=top.phrases("endings", required=True),
        openers=top.strings("openers", required=True),
        persons=top.strings("persons", required=True),
        not_here=top.phrases("not_here"),
        business=frozenset(top.strings("business")),
        places=top.strings("places"),
        trades=frozenset(top.strings("trades")),
        kinds=top.strings("kinds", required=True),
        kinds_of=top.phrases("kinds_of", required=True),
        known=top.strings("known"),
        generic=frozenset(top.strings("generic")),
        form=frozenset(top.strings("form")),
        register=_register(top),
        address=frozenset(top.strings("address")),
        rules=tuple(_organisation_rule(fields) for fields in top.tables("rule")),
    )
    top.close()
    return rules


def _register(top: Fields) -> RegisterRules:
    tables = top.tables("register")
    if len(tables) != 1:
        raise top.wrong("register", "one table is needed: [[register]]")
    fields = tables[0]
    register = RegisterRules(
        payee=frozenset(fields.phrases("payee", required=True)),
        name=frozenset(fields.phrases("name", required=True)),
        begins=frozenset(fields.strings("begins")),
        about=frozenset(fields.strings("about")),
        amount=frozenset(fields.strings("amount", required=True)),
        dated=frozenset(fields.strings("dated", required=True)),
        paid=frozenset(fields.strings("paid", required=True)),
        publisher=frozenset(fields.phrases("publisher")),
        what=frozenset(fields.strings("what")),
        given=fields.strings("given"),
        bought=fields.strings("bought"),
        anonymous=frozenset(fields.strings("anonymous")),
        withheld=fields.strings("withheld"),
    )
    fields.close()
    return register


def _organisation_rule(fields: Fields) -> OrganisationRule:
    rule = OrganisationRule(
        head=read_head(fields, "organisation"),
        label=fields.choice("label", _LABELS),
        role=fields.text("role"),
        after=fields.phrases("after"),
        before=fields.phrases("before"),
        nouns=fields.phrases("nouns"),
        firms=fields.phrases("firms"),
        near=fields.phrases("near"),
        unless=fields.phrases("unless"),
        lists=fields.phrases("lists"),
        labels=fields.phrases("labels"),
        columns=fields.phrases("columns"),
        terms=fields.phrases("terms"),
        with_terms=frozenset(fields.phrases("with_terms")),
        beside=fields.phrases("beside"),
        objects=frozenset(fields.phrases("objects")),
        handed=frozenset(fields.phrases("handed")),
        others=frozenset(fields.phrases("others")),
        public=fields.flag("public"),
        stated=fields.flag("stated"),
        score=fields.share("score", 0.8),
    )
    fields.close()
    return rule
