"""What is known of suppliers across documents."""

from dataclasses import dataclass

from tenderscan.catalogue.suppliers import Mention
from tenderscan.record import Identifier


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which documents write a name.

    Attributes:
        text: the name, blanks folded.
        canonical: the fullest name beside which it stands in its documents, such as that of an acronym; None without.
        identifiers: numbers that the documents give it, in order.
        registered: number that the register of companies has for exactly this name; None without.
        mentions: every place, by document and position.
    """

    text: str
    canonical: str | None
    identifiers: tuple[Identifier, ...]
    registered: Identifier | None
    mentions: tuple[Mention, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Hashes of the documents, in order."""
        return tuple(sorted({mention.sha256 for mention in self.mentions}))


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two spellings are one supplier.

    Attributes:
        first: the one.
        second: the other.
        rule: what said so: "number", "same-name", "typing-slip", "person" …, see `docs/suppliers.md`.
        score: 0 to 100, how alike the names are.
        identifiers: numbers that both have, where they decided.
        decision: number of the decision, where a person decided.
    """

    first: Spelling
    second: Spelling
    rule: str
    score: float
    identifiers: tuple[Identifier, ...] = ()
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier under all its spellings.

    Attributes:
        name: the one shown: that of the register, else its fullest spelling.
        spellings: the most used first.
        merges: what made them one, one fewer than spellings.
        identifiers: numbers of all its spellings, in order.
    """

    name: str
    spellings: tuple[Spelling, ...]
    merges: tuple[Merge, ...]
    identifiers: tuple[Identifier, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Hashes of the documents that name it, in order."""
        return tuple(sorted({sha256 for spelling in self.spellings for sha256 in spelling.documents}))

    @property
    def mentioned(self) -> int:
        """How often documents name it."""
        return sum(len(spelling.mentions) for spelling in self.spellings)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two suppliers that may be one; a person decides.

    Attributes:
        first: the one that more documents name.
        second: the other.
        first_spelling: of the one, which is alike.
        second_spelling: of the other.
        rule: why they may be one, see `docs/suppliers.md`.
        score: 0 to 100, how alike the two spellings are.
    """

    first: Supplier
    second: Supplier
    first_spelling: Spelling
    second_spelling: Spelling
    rule: str
    score: float

    @property
    def spellings(self) -> tuple[Spelling, Spelling]:
        """The two spellings that are alike."""
        return self.first_spelling, self.second_spelling

    @property
    def weight(self) -> tuple[int, int, int]:
        """What a decision changes: documents and mentions of the lesser of the two, then mentions of both."""
        sides = self.first, self.second
        mentions = [one.mentioned for one in sides]
        return min(len(one.documents) for one in sides), min(mentions), sum(mentions)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who.

    Attributes:
        suppliers: by name.
        doubts: pairs that a person may decide, first those of which a decision changes most.
        unmet: numbers of decisions that hold, of which one side is met in no document now.
    """

    suppliers: tuple[Supplier, ...]
    doubts: tuple[Doubt, ...]
    unmet: tuple[int, ...] = ()
