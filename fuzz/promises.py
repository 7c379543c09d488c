"""What holds for every document and every member a reader hands out, whatever the bytes were.

The same promises as in `tests/contracts/reader_contract.py`, said so that they can be checked for any content.
"""

import pickle
from itertools import pairwise

from tenderscan.document import Document, Span
from tenderscan.errors import FileProblem, Refused
from tenderscan.readers.members import Member, refused_path
from tenderscan.settings import Limits
from tenderscan.text import normalise

_MOST_PICKLED = 20_000
"""Characters of a document up to which it is sent through `pickle`, which takes its time."""


class BrokenPromise(AssertionError):
    """A reader gave out what it must not."""


def check_document(document: Document, limits: Limits) -> None:
    """Look at everything in a document.

    Raises:
        BrokenPromise: something in it cannot be.
    """
    _check_text(document, limits)
    _check_blocks(document)
    _check_pages(document)
    _check_tables(document)
    _check_words(document)
    whole = Span(0, len(document.text))
    _hold(all(whole.contains(field.span) for field in document.fields), "a field lies outside the text")
    if len(document.text) <= _MOST_PICKLED:
        _hold(pickle.loads(pickle.dumps(document)) == document, "pickling changes the document")


def check_problem(problem: FileProblem, name: str) -> None:
    """Look at what is said of a file that cannot be read.

    Raises:
        BrokenPromise: the message is not what a person needs.
    """
    lines = problem.message.splitlines()
    _hold(1 <= len(lines) <= 2, f"the message has {len(lines)} lines")
    _hold(name in problem.message, f"the message does not name the file: {problem.message!r}")
    _hold(_storable(problem.message), "the message cannot be stored")


def check_member(member: Member) -> None:
    """Look at one file out of a container.

    Raises:
        BrokenPromise: it is not what a member may be.
    """
    _hold(bool(member.path), "a member has no path")
    _hold(not (member.problem and member.content), "a member has both content and a problem")
    refused = refused_path(member.path, "sample")
    _hold(not refused or isinstance(member.problem, Refused), f"a member's path leads out: {member.path!r}")
    if member.problem:
        _hold(_storable(member.problem.message), "a member's message cannot be stored")


def _check_text(document: Document, limits: Limits) -> None:
    text = document.text
    _hold("\f" not in text and "\r" not in text, "a form feed or carriage return in the text")
    _hold(text == text.strip("\n"), "the text begins or ends with a line break")
    # a line break or tab stands behind each block and cell, and is not counted by the readers
    _hold(len(text) <= 3 * limits.characters, f"{len(text)} characters are more than the limit")


def _check_blocks(document: Document) -> None:
    text, end = document.text, 0
    for block in document.blocks:
        span = block.span
        _hold(end <= span.start < span.end <= len(text), f"a block lies wrong: {span} behind {end} of {len(text)}")
        _hold(not text[end : span.start].strip(), "text before a block belongs to none")
        said = span.of(text)
        if "\t" not in said:
            _hold(normalise(said) == said, f"a block is not normalised: {said[:80]!r}")
        end = span.end
    _hold(not text[end:].strip(), "text behind the last block belongs to none")


def _check_pages(document: Document) -> None:
    pages = document.pages
    if not pages:
        return
    _hold([page.number for page in pages] == list(range(1, len(pages) + 1)), "pages are not numbered 1, 2, 3")
    _hold(all(page.span.end == following.span.start for page, following in pairwise(pages)), "pages leave a gap")
    _hold((pages[0].span.start, pages[-1].span.end) == (0, len(document.text)), "pages do not cover the text")
    _hold(all(page.confidence is None or 0 <= page.confidence <= 1 for page in pages), "a confidence beyond 0 to 1")


def _check_tables(document: Document) -> None:
    numbers = {page.number for page in document.pages}
    for table in document.tables:
        _hold(table.span.end <= len(document.text), "a table lies outside the text")
        _hold(table.page is None or table.page in numbers, "a table stands on a page that is not there")
        widths = {len(row) for row in table.rows}
        _hold(len(widths) == 1 and min(widths) > 0, f"rows of a table differ: {widths}")
        _hold(all(table.span.contains(cell) for row in table.rows for cell in row), "a cell lies outside its table")
        if table.cell is not None:
            _hold(table.cell_at(table.span.start) is not None, f"no cell at the start of a table at {table.cell!r}")


def _check_words(document: Document) -> None:
    """All that is stored or printed can be written as UTF-8."""
    properties = document.properties
    words = [document.text, properties.title, properties.author, properties.created, properties.modified]
    words += [notice.message for notice in document.notices] + [page.label for page in document.pages]
    words += [text for field in document.fields for pair in field.value for text in pair]
    _hold(all(_storable(word) for word in words if word), "something cannot be written as UTF-8")
    numbers = {page.number for page in document.pages}
    for notice in document.notices:
        _hold(bool(notice.code and notice.message), "a notice says nothing")
        # a PDF's notices may name pages of which nothing was made
        _hold(notice.page is None or notice.page in numbers, f"{notice.code} on a page that is not there")


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hold(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BrokenPromise(otherwise)
