"""One document through the pipeline: its text in sections, the findings settled at the end."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from tenderscan.document import Document, Span
from tenderscan.record import Finding
from tenderscan.rules import Rules
from tenderscan.settings import bundled
from tenderscan.tagger.document_type import tag_document_type
from tenderscan.tagger.grammar import Cue, Grammar, longest
from tenderscan.tagger.organisations.acronyms import tag_acronyms
from tenderscan.tagger.organisations.authors import tag_authors
from tenderscan.tagger.organisations.bodies import tag_bodies
from tenderscan.tagger.organisations.letters import tag_addressee
from tenderscan.tagger.organisations.parties import tag_parties
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.passages.sieve import scanned
from tenderscan.tagger.pipeline import build
from tenderscan.tagger.settle import settle
from tenderscan.tagger.structured import stated_type, with_structured
from tenderscan.tagger.trained import trained_components
from tenderscan.tagger.work import EXCERPT, WORK, Work

_SECTION = 60_000
"""Characters that go through the pipeline at once, so that a long document does not fill the memory with tokens."""


_WORDS = 100_000
"""Words that spaCy keeps from document to document, as it cuts those it knows many times as quickly."""


class Tagger:
    """Finds what the rules describe. Make one and use it for all documents; it keeps nothing of them but words."""

    def __init__(self, rules: Rules, *, models: Path | None = None) -> None:
        """Build the pipeline.

        Args:
            rules: the rule files.
            models: folder that holds `trained/`; the bundled one where it is None.

        Raises:
            RuleError: the pipeline names a component or a model that is not there.
        """
        self.rules = rules
        self._nlp = build(rules.pipeline)
        self._trained = trained_components(rules.pipeline, models or bundled("models"))
        self._grammar = Grammar(rules, self._nlp)

    def tag(self, document: Document) -> tuple[Finding, ...]:
        """All findings of a document, in order of position; each quotes the text at its span."""
        with self._bounded():
            work = self._run(document)
            tag_parties(work)
            tag_addressee(work)
            tag_authors(work)
            tag_bodies(work)
            for component in self._trained:
                component(work)
            tag_acronyms(work)
            tag_document_type(work)
            return with_structured(work, settle(work))

    def placeholders(self, document: Document) -> tuple[Span, ...]:
        """Where a document has fields still to be filled in, in order: nothing found overlaps them."""
        with self._bounded():
            return self._run(document).masks

    def _bounded(self) -> AbstractContextManager[Any]:
        """While a document is tagged: once spaCy knows many words, it forgets those that are new behind each."""
        return self._nlp.memory_zone() if len(self._nlp.vocab) >= _WORDS else nullcontext()

    def _run(self, document: Document) -> Work:
        """Send a document through the pipeline, section by section."""
        work = Work(document, self._grammar, self._name_cues(document))
        work.type = stated_type(document)
        for section in _sections(work.passages):
            work.section = section
            excerpt = work.reader.to_read(section)
            doc = self._nlp.make_doc(excerpt.text)
            doc.user_data[WORK] = work
            doc.user_data[EXCERPT] = excerpt
            self._nlp(doc)
            doc.user_data.clear()  # the tokens go with the section, also where a component has kept the document
        return work

    def _name_cues(self, document: Document) -> list[Cue]:
        """Title cues in the file name and the title property."""
        name = document.source.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
        text = f"{name}. {document.properties.title or ''}"
        if not self._grammar.sieve("type").passes(scanned(text), 0, len(text)):
            return []
        doc = self._nlp.make_doc(text)
        return [cue for cue in longest(self._grammar.matches(doc).get("type", [])) if cue.group == "titles"]


def _sections(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, ...]]:
    """Passages in groups of about `_SECTION` characters; a group is never empty."""
    group: list[Passage] = []
    size = 0
    for passage in passages:
        if group and size + len(passage.span) > _SECTION:
            yield tuple(group)
            group, size = [], 0
        group.append(passage)
        size += len(passage.span)
    if group:
        yield tuple(group)
