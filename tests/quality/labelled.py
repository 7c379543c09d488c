"""Documents labelled by hand, and how well the tagger finds what was labelled."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tenderscan.document import BlockKind, Document, Properties, Source, Span
from tenderscan.readers import read
from tenderscan.readers.assemble import Assembler
from tenderscan.record import CalendarDate, Clause, Finding, Label, Money, Organisation
from tenderscan.tagger.tagger import Tagger

THEMES = {"equality": "social", "modern_slavery": "growth"}
"""Themes of the labels that are none of ours, and where UK tender practice puts them."""


@dataclass
class Score:
    """Hits, misses and false finds of one label, with the texts of the two latter.

    `judged` is False where not everything is labelled: then what is found beside the labels is neither right nor wrong,
    and there is no precision.
    """

    hits: int = 0
    judged: bool = True
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        found = self.hits + len(self.false)
        return (self.hits / found if found else 1.0) if self.judged else None

    @property
    def recall(self) -> float:
        wanted = self.hits + len(self.missed)
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float | None:
        if self.precision is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def count(self, wanted: set[Any], found: set[Any], optional: set[Any], where: str) -> None:
        self.hits += len(wanted & found)
        self.missed += [f"{where}: {item}" for item in sorted(map(str, wanted - found))]
        self.false += [f"{where}: {item}" for item in sorted(map(str, found - wanted - optional))]


@dataclass
class Figures:
    """What was measured over all documents."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in NAMES})
    kinds: list[tuple[str, str, str]] = field(default_factory=list)
    themes: list[tuple[str, str, str]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    documents: int = 0

    @property
    def kind_accuracy(self) -> float:
        return sum(want == got for want, got, _ in self.kinds) / len(self.kinds) if self.kinds else 1.0

    @property
    def theme_accuracy(self) -> float:
        return sum(want == got for want, got, _ in self.themes) / len(self.themes) if self.themes else 1.0


NAMES = ("suppliers", "buyers", "values", "dates", "social_value")


@dataclass(frozen=True)
class Labelled:
    """A document with the labels of the part that was read by hand."""

    name: str
    document: Document
    scope: tuple[Span, ...]
    labels: dict[str, Any]
    complete: bool = True  # whether every date and clause is labelled: else only recall is counted for these

    def inside(self, span: Span) -> bool:
        return any(part.start <= span.start < part.end for part in self.scope)


def labelled(shared: Path) -> Iterator[Labelled]:
    """All labelled documents; one that stands in both lists is taken from the second."""
    lines = [
        json.loads(line)
        for name in ("gold_more.jsonl", "gold.jsonl")
        for line in (shared / name).read_text(encoding="utf-8").splitlines()
    ]
    documents: dict[str, Document] = {}
    whole = {line["file"] for line in lines[:33] if line["pages_read"] == ["all"] or "MoU" in line["file"]}
    for position, line in enumerate(lines):
        if position >= 33 and line["file"] in whole:
            continue
        if line["file"] not in documents:
            documents[line["file"]] = _load(shared, line["file"])
        document = documents[line["file"]]
        yield Labelled(line["file"], document, tuple(_scope(document, line["pages_read"])), line)


def corpus(folder: Path) -> Iterator[Labelled]:
    """The sample corpus, labelled by the builder that wrote it."""
    for text in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        document = read(folder / "packs" / line["file"])
        names = [supplier["name"] if isinstance(supplier, dict) else supplier for supplier in line["suppliers"]]
        labels = {**line, "suppliers": names}
        yield Labelled(line["file"], document, (Span(0, len(document.text)),), labels, complete=False)


def _load(shared: Path, name: str) -> Document:
    path = shared / name
    if path.suffix == ".odt":
        path = shared / "a_ccs_cat_bidpacks_pdf" / f"{path.stem}.pdf"
    if path.suffix == ".md":
        return _markdown(path)
    return read(path)


def _markdown(path: Path) -> Document:
    """Council minutes, scanned and recognised line by line; lines of one sentence are joined."""
    assembler = Assembler(Source(path.name, "0" * 64, path.stat().st_size, "text/markdown"))
    paragraph = ""
    for part in [*re.split(r"\n\s*\n", path.read_text(encoding="utf-8").replace("**", "")), ""]:
        bare = re.sub(r"(?<![.:;?!\u2022\uf0b7])\n(?=[A-Za-z(€])", " ", part.strip())
        goes_on = (
            paragraph
            and bare
            and not re.search(r"[.:;?!]$|^---|^#", paragraph)
            and re.match(r"[a-z0-9(€]|[A-Z ,]+$", bare)
        )
        if goes_on:
            paragraph += " " + bare
            continue
        if paragraph:
            kind = BlockKind.HEADING if paragraph.startswith("#") else BlockKind.PARAGRAPH
            assembler.add(kind, paragraph.lstrip("# "), level=1)
        paragraph = bare
    return assembler.finish(Properties())


def _scope(document: Document, pages: list[Any]) -> Iterator[Span]:
    for entry in pages:
        if isinstance(entry, int):
            yield next(page.span for page in document.pages if page.number == entry)
        elif entry == "all":
            yield Span(0, len(document.text))
        else:
            heading = re.search(r'"(.+)"', entry)
            assert heading, entry
            at = [span.start for span in locate(document.text, heading[1])]
            cut = at[-1] if at else len(document.text)
            yield Span(0, cut) if entry.startswith("from the start") else Span(cut, len(document.text))


def locate(text: str, quote: str) -> list[Span]:
    """Where a quote stands, blanks and line breaks aside."""
    letters = [re.escape(char) for char in re.sub(r"[\s\u00ad]", "", quote)]
    pattern = r"[\s\u00ad]*".join(letters).replace("\u2019", "['\u2019]")
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def plain(name: str) -> str:
    """A name without case, punctuation and article."""
    return " ".join(re.sub(r"[^\w& ]", " ", name.lower()).split()).removeprefix("the ")


def measure(tagger: Tagger, documents: Iterable[Labelled]) -> Figures:
    """Tag every document and compare."""
    figures = Figures()
    for item in documents:
        findings = tagger.tag(item.document)
        figures.documents += 1
        where = Path(item.name).name[:40]
        here = [finding for finding in findings if item.inside(finding.evidence.span)]
        _names(figures, item, here, where)
        _values(figures, item, here, where)
        _dates(figures, item, here, where)
        _social_value(figures, item, here, where)
        figures.violations += _violations(item, findings, where)
    return figures


def _names(figures: Figures, item: Labelled, here: list[Finding], where: str) -> None:
    for key, label in (("suppliers", Label.SUPPLIER), ("buyers", Label.BUYER)):
        wanted = {plain(name) for name in item.labels[key]}
        optional = {plain(name) for name in item.labels.get("suppliers_optional") or []}
        found = {plain(f.value.name) for f in here if f.label is label and isinstance(f.value, Organisation)}
        figures.scores[key].count(wanted, found, optional, where)


def _values(figures: Figures, item: Labelled, here: list[Finding], where: str) -> None:
    wanted: dict[tuple[Any, ...], set[str]] = {}
    optional = set()
    for label in item.labels["values"]:
        key = (Decimal(str(label["amount"])).normalize(), label["currency"], label.get("page"))
        if label.get("optional"):
            optional.add(key)
        else:
            wanted.setdefault(key, set()).add(label["kind"])
    found: dict[tuple[Any, ...], set[str]] = {}
    paged = any(label.get("page") for label in item.labels["values"])
    for finding in here:
        if isinstance(finding.value, Money):
            page = finding.evidence.page if paged else None
            key = (finding.value.amount.normalize(), finding.value.currency, page)
            found.setdefault(key, set()).add(finding.value.kind)
    figures.scores["values"].count(set(wanted), set(found), optional, where)
    # One amount may stand for two things on a page: cover of £10m for employers' and for public liability.
    for key in wanted.keys() & found.keys():
        for kind in sorted(wanted[key]):
            got = kind if kind in found[key] else ",".join(sorted(found[key]))
            figures.kinds.append((kind, got, f"{where}: {key[0]}"))


def _dates(figures: Figures, item: Labelled, here: list[Finding], where: str) -> None:
    paged = any(label.get("page") for label in item.labels["dates"])
    # A date is a day here: a month alone, or a day without its year, is not tagged.
    dates = [label for label in item.labels["dates"] if re.fullmatch(r"\d{4}-\d\d-\d\d", label["iso"])]
    wanted = {(label["iso"], label.get("page")) for label in dates if not label.get("optional")}
    optional = {(label["iso"], label.get("page")) for label in dates if label.get("optional")}
    found = {(f.value.iso, f.evidence.page if paged else None) for f in here if isinstance(f.value, CalendarDate)}
    figures.scores["dates"].judged &= item.complete
    figures.scores["dates"].count(wanted, found if item.complete else found & wanted, optional, where)


def _social_value(figures: Figures, item: Labelled, here: list[Finding], where: str) -> None:
    score = figures.scores["social_value"]
    clauses = [finding for finding in here if isinstance(finding.value, Clause)]
    hit: set[Span] = set()
    for label in item.labels["social_value"]:
        spans = [span for span in locate(item.document.text, label["text"]) if item.inside(span)]
        over = [f for f in clauses if any(f.evidence.span.overlaps(span) for span in spans)]
        hit |= {f.evidence.span for f in over}
        if label.get("optional") or not spans:
            continue
        if over:
            score.hits += 1
            theme = THEMES.get(label["theme"], label["theme"])
            got = {f.value.theme for f in over if isinstance(f.value, Clause)}
            figures.themes.append(
                (theme, theme if theme in got else ",".join(sorted(got)), f"{where}: {label['text']}")
            )
        else:
            score.missed.append(f"{where}: {label['text']} ({label['theme']})")
    score.judged &= item.complete
    if not item.complete:
        return
    score.false += [
        f"{where}: {f.evidence.rule}: {f.evidence.quote[:90]!r}" for f in clauses if f.evidence.span not in hit
    ]


def _violations(item: Labelled, findings: tuple[Finding, ...], where: str) -> list[str]:
    """Suppliers, buyers, values and dates that overlap a placeholder."""
    never = [span for text in item.labels.get("placeholders") or [] for span in locate(item.document.text, text)]
    return [
        f"{where}: {f.label}: {f.evidence.quote!r}"
        for f in findings
        if f.label in {Label.SUPPLIER, Label.BUYER, Label.MONEY, Label.DATE}
        and any(f.evidence.span.overlaps(span) for span in never)
    ]
