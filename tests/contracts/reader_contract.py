"""What every reader must hold to; a reader's test class inherits it and gives it files."""

import pickle
from abc import abstractmethod
from pathlib import Path
from types import ModuleType

import pytest

from tenderscan.document import Document, Source
from tenderscan.errors import FileProblem, LimitExceeded, PasswordProtected, TimeExceeded
from tenderscan.readers import READERS, effort, read
from tenderscan.settings import Limits
from tenderscan.text import normalise


class ReaderContract:
    """Inherit, and say which module reads which files.

    Attributes:
        has_headings: whether the format marks headings as such.
        has_tables: whether the format marks tables as such; where not, the cells' words still stand in the text.
        has_passwords: whether files of the format can be protected; where so, `encrypted` is one.
    """

    has_headings = True
    has_tables = True
    has_passwords = True

    @pytest.fixture
    def encrypted(self) -> bytes | None:
        """A file of the format that opens only with a password."""
        return None

    @pytest.fixture
    @abstractmethod
    def reader(self) -> ModuleType:
        """The module under test."""

    @pytest.fixture
    @abstractmethod
    def content(self) -> bytes:
        """A whole file with the heading "Schedule of prices", a table of two rows and columns, and two paragraphs.

        The table is Supplier, Price; Acorn Ltd, £1,200.00. The paragraphs are "Prices exclude VAT." before and
        "Signed for the Council." behind it.
        """

    @pytest.fixture
    def document(self, reader: ModuleType, content: bytes) -> Document:
        return self.read(reader, content)

    def read(self, reader: ModuleType, content: bytes, limits: Limits | None = None) -> Document:
        media_type = min(READERS[reader.__name__.rpartition(".")[2]])
        document: Document = reader.read(
            content, Source("sample", "0" * 64, len(content), media_type), limits or Limits()
        )
        return document

    def test_claims_media_types(self, reader: ModuleType) -> None:
        media_types = READERS[reader.__name__.rpartition(".")[2]]
        assert media_types
        assert all("/" in media_type for media_type in media_types)

    def test_source_is_kept(self, document: Document, content: bytes) -> None:
        assert (document.source.name, document.source.size) == ("sample", len(content))

    def test_text_in_reading_order(self, document: Document) -> None:
        parts = ["Schedule of prices", "Prices exclude VAT.", "Supplier", "Acorn Ltd", "£1,200.00", "Signed for the"]
        places = [document.text.find(part) for part in parts]
        assert -1 not in places, document.text
        assert places == sorted(places)

    def test_text_is_normalised(self, document: Document) -> None:
        text = document.text
        assert "\f" not in text
        assert "\r" not in text
        assert text == text.strip("\n")
        for block in document.blocks:
            if "\t" not in block.span.of(text):
                assert normalise(block.span.of(text)) == block.span.of(text)

    def test_blocks_cover_the_text_in_order(self, document: Document) -> None:
        end = 0
        for block in document.blocks:
            assert document.text[end : block.span.start].strip() == ""
            assert end <= block.span.start < block.span.end <= len(document.text)
            end = block.span.end
        assert document.text[end:].strip() == ""

    def test_heading_is_a_heading(self, document: Document) -> None:
        if not self.has_headings:
            assert "heading" not in {block.kind.value for block in document.blocks}
            return
        kinds = {block.span.of(document.text): block.kind.value for block in document.blocks}
        assert kinds["Schedule of prices"] == "heading"

    def test_table(self, document: Document) -> None:
        if not self.has_tables:
            assert document.tables == ()
            return
        (table,) = document.tables
        assert [[cell.of(document.text) for cell in row] for row in table.rows] == [
            ["Supplier", "Price"],
            ["Acorn Ltd", "£1,200.00"],
        ]
        assert all(table.span.contains(cell) for row in table.rows for cell in row)
        rows = [block.span for block in document.blocks if block.kind.value == "row"]
        assert len(rows) == 2
        assert all(row.contains(cell) for row, cells in zip(rows, table.rows, strict=True) for cell in cells)

    def test_pages_follow_each_other(self, document: Document) -> None:
        assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
        for page, following in zip(document.pages, document.pages[1:], strict=False):
            assert page.span.end == following.span.start
        if document.pages:
            assert (document.pages[0].span.start, document.pages[-1].span.end) == (0, len(document.text))

    def test_same_bytes_same_document(self, reader: ModuleType, content: bytes, document: Document) -> None:
        assert self.read(reader, content) == document

    def test_document_can_cross_a_process_border(self, document: Document) -> None:
        assert pickle.loads(pickle.dumps(document)) == document

    @pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
    def test_a_file_cut_off_is_read_or_a_named_failure(self, reader: ModuleType, content: bytes, share: float) -> None:
        said: list[str] = []
        try:
            document = self.read(reader, content[: int(len(content) * share)])
        except FileProblem as problem:
            said = problem.message.splitlines()
        else:
            assert all(block.span.end <= len(document.text) for block in document.blocks)
        assert len(said) <= 2
        assert "sample" in "".join(said) or not said

    def test_a_file_with_a_password_is_a_named_failure(
        self, reader: ModuleType, encrypted: bytes | None, tmp_path: Path
    ) -> None:
        if not self.has_passwords:
            pytest.skip("files of this format cannot be protected by a password")
        assert encrypted is not None, "the format has passwords, and the contract wants a file with one"
        path = tmp_path / "sample"
        path.write_bytes(encrypted)
        with pytest.raises(PasswordProtected, match="sample"):
            read(path)

    def test_a_file_that_is_too_large_is_not_opened(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "sample"
        path.write_bytes(content)
        with pytest.raises(LimitExceeded, match=r"(?s)sample.*--allow bytes="):
            read(path, limits=Limits(bytes=len(content) - 1))

    def test_time_is_bounded(self, reader: ModuleType, content: bytes) -> None:
        with effort.bounded("sample", Limits(seconds=-1)), pytest.raises(TimeExceeded, match="sample"):
            self.read(reader, content)

    def test_limit_on_characters(self, reader: ModuleType, content: bytes) -> None:
        with pytest.raises(LimitExceeded, match=r"(?s)sample.*--allow characters="):
            self.read(reader, content, Limits(characters=20))
