"""What holds for every kind of archive: a table of contents, and the files themselves, one at a time."""

import gzip
import itertools
import pickle
from collections.abc import Callable, Iterator

import pytest

from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded, PasswordProtected, TimeExceeded
from tenderscan.readers import READERS, archive, effort, media_types
from tenderscan.readers.members import Member
from tenderscan.settings import Limits
from tests import build_archive as build

FILES = {
    "Tender.txt": b"Prices exclude VAT.",
    "Annex/Prices.csv": b"Supplier,Price\nAcorn Ltd,1200\n" * 200,
    "Annex/empty.txt": b"",
    "Annex/Pläne – £.txt": "Größe".encode(),
}
LISTED = """\
Tender.txt (19 bytes)
Annex/Prices.csv (5.9 KB)
Annex/empty.txt (0 bytes)
Annex/Pläne – £.txt (7 bytes)"""
# 7-Zip keeps files without data where it likes.
KINDS: dict[str, tuple[str, Callable[[build.Files], bytes]]] = {
    "zip": (media_types.ZIP, build.zip_of),
    "7z": (media_types.SEVEN_ZIP, build.seven_zip_of),
    "tar": (media_types.TAR, build.tar_of),
    "tar.gz": (media_types.GZIP, build.tar_gz_of),
    "tar.bz2": (media_types.BZIP2, build.tar_bz2_of),
    "tar.xz": (media_types.XZ, build.tar_xz_of),
}
SHARES = [0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99]
KIND = pytest.mark.parametrize("kind", KINDS)


def source(kind: str, content: bytes) -> Source:
    return Source(f"sample.{kind}", "0" * 64, len(content), KINDS[kind][0])


def packed(kind: str, files: build.Files = FILES) -> bytes:
    return KINDS[kind][1](files)


def read(kind: str, content: bytes, limits: Limits | None = None) -> Document:
    return archive.read(content, source(kind, content), limits or Limits())


def members(kind: str, content: bytes, limits: Limits | None = None) -> Iterator[Member]:
    return archive.members(content, source(kind, content), limits or Limits())


def test_all_media_types_are_packed_here() -> None:
    assert {media_type for media_type, _ in KINDS.values()} == READERS["archive"]


@KIND
class TestArchive:
    def test_table_of_contents(self, kind: str) -> None:
        document = read(kind, packed(kind))
        assert document.text == LISTED
        assert {block.kind.value for block in document.blocks} == {"list_item"}
        assert [block.span.of(document.text) for block in document.blocks] == LISTED.splitlines()
        assert document.outcome is Outcome.READ

    def test_files_are_handed_out_whole(self, kind: str) -> None:
        found = {member.path: member.content for member in members(kind, packed(kind))}
        assert found == FILES

    def test_document_can_cross_a_process_border(self, kind: str) -> None:
        document = read(kind, packed(kind))
        assert pickle.loads(pickle.dumps(document)) == document

    def test_what_nobody_packed_is_passed_over(self, kind: str) -> None:
        junk = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "desktop.ini", "x/._a.txt", "~$tender.docx"]
        content = packed(kind, {**dict.fromkeys(junk, b"junk"), "a.txt": b"text"})
        assert read(kind, content).text == "a.txt (4 bytes)"
        assert [member.path for member in members(kind, content)] == ["a.txt"]

    def test_hidden_files_are_read_like_others(self, kind: str) -> None:
        files = {".final/Contract.txt": b"text", "~$prices/a.txt": b"text", "~$Bid.txt": b"x" * 1_024, ".env": b"text"}
        assert {member.path: member.content for member in members(kind, packed(kind, files))} == files

    @pytest.mark.parametrize("share", SHARES)
    def test_an_archive_cut_off_is_a_named_failure_or_says_what_is_lost(self, kind: str, share: float) -> None:
        content = packed(kind)
        content = content[: int(len(content) * share)]
        said = f"sample.{kind}"
        try:
            document = read(kind, content)
            found = list(members(kind, content))
        except FileProblem as problem:
            said = problem.message
            with pytest.raises(type(problem)):
                list(members(kind, content))
        else:
            lost = document.outcome is Outcome.PARTLY or any(member.problem for member in found)
            assert lost or len(found) == len(FILES)  # a tar ends in zeros that nobody misses
            assert all(FILES[member.path] == member.content for member in found if not member.problem)
        assert f"sample.{kind}" in said
        assert len(said.splitlines()) <= 2

    @pytest.mark.parametrize("path", ["../evil.txt", "/etc/passwd", "a/../../evil.txt", "C:/evil.txt"])
    def test_a_path_that_leads_out_is_refused(self, kind: str, path: str) -> None:
        if kind == "7z":
            files = {"a.txt": b"text", "x": b"evil", "b.txt": b"text"}
            content = build.seven_zip_of(files, names=["a.txt", path, "b.txt"])
        else:
            content = packed(kind, {"a.txt": b"text", path: b"evil", "b.txt": b"text"})
        document, found = read(kind, content), list(members(kind, content))
        assert [type(member.problem).__name__ for member in found] == ["NoneType", "Refused", "NoneType"]
        assert not found[1].content
        assert [notice.code for notice in document.notices] == ["member-not-read"]

    def test_duplicate_names_are_kept_apart(self, kind: str) -> None:
        twice = build.raw_zip(build.Raw(b"a.txt", b"one"), build.Raw(b"a.txt", b"two"), build.Raw(b"a (2).txt", b"3"))
        if kind == "7z":
            twice = build.seven_zip_of({"x": b"one", "y": b"two", "z": b"3"}, names=["a.txt", "a.txt", "a (2).txt"])
        elif kind != "zip":
            one, two = build.tar_of({"a.txt": b"one"})[:1024], build.tar_of({"a.txt": b"two", "a (2).txt": b"3"})
            twice = {"tar": bytes, "tar.gz": gzip.compress, "tar.bz2": build.bz2.compress}.get(
                kind, build.lzma.compress
            )(one + two)
        found = {member.path: member.content for member in members(kind, twice)}
        assert found == {"a.txt": b"one", "a (2).txt": b"two", "a (2) (2).txt": b"3"}

    def test_files_are_unpacked_one_at_a_time(self, kind: str) -> None:
        content = packed(kind, {f"{number}.bin": bytes([number]) * 100_000 for number in range(30)})
        first, second = itertools.islice(members(kind, content), 2)
        assert (first.path, second.path) == ("0.bin", "1.bin")

    def test_limit_on_members(self, kind: str) -> None:
        content = packed(kind)
        handed_out = []
        with pytest.raises(LimitExceeded, match=f"sample.{kind}"):
            handed_out.extend(members(kind, content, Limits(members=3)))
        with pytest.raises(LimitExceeded, match=f"sample.{kind}"):
            read(kind, content, Limits(members=3))
        assert len(list(members(kind, content, Limits(members=4)))) == 4

    def test_limit_on_unpacked_bytes(self, kind: str) -> None:
        with pytest.raises(LimitExceeded, match=f"sample.{kind}"):
            list(members(kind, packed(kind), Limits(unpacked_bytes=5_000)))

    def test_limit_on_the_size_of_one_file(self, kind: str) -> None:
        found = list(members(kind, packed(kind), Limits(bytes=5_000)))
        assert [type(member.problem).__name__ for member in found] == [
            "NoneType", "LimitExceeded", "NoneType", "NoneType",
        ]  # fmt: skip
        assert found[3].content == FILES["Annex/Pläne – £.txt"]

    def test_limit_on_expansion(self, kind: str) -> None:
        content = packed(kind, {"zeros.bin": bytes(20_000_000), "a.txt": b"text"})
        if kind == "tar":
            assert [len(member.content) for member in members(kind, content)] == [20_000_000, 4]
            return
        if kind.startswith("tar."):
            with pytest.raises(LimitExceeded, match="times its size"):
                list(members(kind, content))
            return
        found = list(members(kind, content))
        assert isinstance(found[0].problem, LimitExceeded)
        assert read(kind, content).outcome is Outcome.PARTLY
        assert found[1].content == b"text" or kind == "7z"  # there both are packed together

    def test_limit_on_characters(self, kind: str) -> None:
        with pytest.raises(LimitExceeded, match=f"sample.{kind}"):
            read(kind, packed(kind), Limits(characters=20))

    def test_time_is_bounded(self, kind: str) -> None:
        content = packed(kind)
        with effort.bounded("sample", Limits(seconds=-1)), pytest.raises(TimeExceeded):
            read(kind, content)
        with effort.bounded("sample", Limits(seconds=-1)), pytest.raises(TimeExceeded):
            list(members(kind, content))

    def test_an_empty_archive_says_so(self, kind: str) -> None:
        if kind.startswith("tar"):
            with pytest.raises(FileDamaged):
                archive.read(b"", source("tar", b""), Limits())
            return
        document = read(kind, packed(kind, {}))
        assert (document.text, [notice.code for notice in document.notices]) == ("", ["no-members"])
        assert list(members(kind, packed(kind, {}))) == []


@pytest.mark.parametrize("hide", [False, True])
def test_a_7z_archive_with_a_password_is_a_named_failure(hide: bool) -> None:
    content = build.seven_zip_of({"a.txt": b"text"}, password="secret", hide=hide)
    if hide:
        with pytest.raises(PasswordProtected, match="sample"):
            list(members("7z", content))
        with pytest.raises(PasswordProtected, match="sample"):
            read("7z", content)
    else:
        assert [type(member.problem) for member in members("7z", content)] == [PasswordProtected]
        assert [notice.code for notice in read("7z", content).notices] == ["member-not-read"]
