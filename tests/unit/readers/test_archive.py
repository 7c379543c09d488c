import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

import py7zr
import pytest

from tenderscan.document import Document, Outcome, Source
from tenderscan.errors import FileDamaged, LimitExceeded
from tenderscan.readers import archive, media_types
from tenderscan.readers.archive import tar
from tenderscan.readers.archive.bounds import Inflate, decoded, lzma_alone
from tenderscan.readers.archive.listing import Entry, listed
from tenderscan.readers.archive.zip_names import plain_name
from tenderscan.readers.members import Member, printable, refused_path
from tenderscan.settings import Limits
from tests.build_archive import Raw, raw_zip, seven_zip_of, tar_of, zip_of


def source(content: bytes, media_type: str, name: str = "pack.zip") -> Source:
    return Source(name, "0" * 64, len(content), media_type)


def read(content: bytes, media_type: str = media_types.ZIP, limits: Limits | None = None) -> Document:
    return archive.read(content, source(content, media_type), limits or Limits())


def members(content: bytes, media_type: str = media_types.ZIP, limits: Limits | None = None) -> list[Member]:
    return list(archive.members(content, source(content, media_type), limits or Limits()))


def problems(found: list[Member]) -> dict[str, str]:
    return {member.path: type(member.problem).__name__ if member.problem else "" for member in found}


class TestPaths:
    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ("a/b.txt", "a/b.txt"),
            ("./a//b.txt", "a/b.txt"),
            ("a\\b.txt", "a/b.txt"),
            ("exe.\u202etxt", "exe.txt"),
            ("two\nlines\x00.txt", "twolines.txt"),
            ("half \ud800.txt", "half \ufffd.txt"),
            ("", "unnamed"),
            ("...", "..."),
        ],
    )
    def test_printable(self, path: str, shown: str) -> None:
        assert printable(path) == shown

    def test_a_very_long_path_is_shortened_at_both_ends(self) -> None:
        shown = printable("begin" + "x" * 60_000 + "end.txt")
        assert len(shown) == 1_000
        assert (shown[:5], shown[-7:]) == ("begin", "end.txt")

    def test_the_message_on_a_path_shows_all_that_can_be_seen_of_it(self) -> None:
        problem = refused_path("/etc/\u202epass\x00wd", "pack.zip")
        assert problem is not None
        assert "'/etc/passwd'" in problem.message

    @pytest.mark.parametrize("path", ["../a", "a/../b", "/a", "\\a", "C:a", "a\x00b", "\u200e../a"])
    def test_a_path_that_leads_out_is_a_problem(self, path: str) -> None:
        (entry,) = listed([Entry(path)], "pack.zip", Limits())
        assert entry.problem is not None
        assert (entry.problem.code, len(entry.problem.message.splitlines())) == ("refused", 2)
        entry.problem.message.encode()

    def test_the_message_on_a_very_long_path_is_short(self) -> None:
        (entry,) = listed([Entry("../" + "x" * 60_000)], "pack.zip", Limits())
        assert entry.problem is not None
        assert len(entry.problem.message) < 1_500

    def test_ten_thousand_files_of_one_name_take_no_time(self) -> None:
        paths = {entry.path for entry in listed([Entry("a.txt")] * 10_000, "pack.zip", Limits())}
        assert len(paths) == 10_000
        assert {"a.txt", "a (2).txt", "a (10000).txt"} < paths

    @pytest.mark.parametrize(
        ("raw", "extra", "name"),
        [
            (b"plain.txt", b"", "plain.txt"),
            ("Größe.txt".encode("cp437"), b"", "Größe.txt"),
            ("Größe.txt".encode(), b"", "Größe.txt"),
            ("Café £500 – naïve.docx".encode("cp1252"), b"", "Café £500 – naïve.docx"),
            ("Lot 1 “Señor’s” bid.pdf".encode("cp1252"), b"", "Lot 1 “Señor’s” bid.pdf"),
            ("Café £500 ½ naïve.docx".encode("cp437"), b"", "Café £500 ½ naïve.docx"),
            ("São João.docx".encode("cp850"), b"", "São João.docx"),
            ("Årsrapport.docx".encode("cp1252"), b"", "Årsrapport.docx"),
            ("Årsrapport.docx".encode("cp437"), b"", "Årsrapport.docx"),
            (b"x.txt", struct.pack("<HHBL", 0x7075, 8, 1, zlib.crc32(b"x.txt")) + b"\xe2\x82\xac", "€"),
            (b"x.txt", struct.pack("<HHBL", 0x7075, 8, 1, 0) + b"\xe2\x82\xac", "x.txt"),
            (b"x.txt", b"\x75\x70\xff\xff\x01", "x.txt"),
        ],
    )
    def test_names_in_a_zip(self, raw: bytes, extra: bytes, name: str) -> None:
        assert plain_name(raw, extra) == name


class TestZip:
    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_methods(self, method: int) -> None:
        (member,) = members(zip_of({"a.txt": b"text" * 100_000}, method=method))
        assert member.content == b"text" * 100_000

    def test_a_method_that_is_not_read_is_named(self) -> None:
        content = raw_zip(Raw(b"a.txt", method=9, packed=b"?"), Raw(b"b.txt"))
        assert problems(members(content)) == {"a.txt": "UnsupportedFormat", "b.txt": ""}
        assert "Deflate64" in read(content).notices[0].message

    @pytest.mark.parametrize("attributes", [0xA1FF0000, 0x20000000 | 0x61B60000 & 0x60000000, 0x10FF0000, 0x400])
    def test_what_is_no_file_is_refused(self, attributes: int) -> None:
        assert problems(members(raw_zip(Raw(b"a", attributes=attributes)))) == {"a": "Refused"}

    def test_folders_are_no_files(self) -> None:
        folders = [Raw(b"a/", b""), Raw(b"b\\", b""), Raw(b"c", b"", attributes=0x10)]
        assert problems(members(raw_zip(*folders, Raw(b"a/x.txt")))) == {"a/x.txt": ""}

    def test_a_locked_file_costs_only_itself(self) -> None:
        content = raw_zip(Raw(b"a.txt", flags=1), Raw(b"b.txt"))
        assert problems(members(content)) == {"a.txt": "PasswordProtected", "b.txt": ""}

    @pytest.mark.parametrize(
        "bad", [Raw(b"a.txt", crc=1), Raw(b"a.txt", packed=b"\xff\xff"), Raw(b"a.txt", packed=b"")]
    )
    def test_a_damaged_file_costs_only_itself(self, bad: Raw) -> None:
        assert problems(members(raw_zip(bad, Raw(b"b.txt")))) == {"a.txt": "FileDamaged", "b.txt": ""}

    def test_sizes_in_the_directory_are_not_believed(self) -> None:
        content = raw_zip(Raw(b"a.txt", b"x" * 5_000, size=3), Raw(b"b.txt", size=50))
        assert [len(member.content) for member in members(content)] == [5_000, 4]

    def test_many_notices_become_one(self) -> None:
        content = raw_zip(*[Raw(f"{n}.txt".encode(), flags=1) for n in range(20)])
        notices = read(content).notices
        assert len(notices) == 6
        assert notices[-1].message == "15 more of its files are not read."

    def test_shared_data_are_damage_and_not_a_bomb_where_they_are_few(self) -> None:
        content = raw_zip(Raw(b"a.txt", b"x" * 50), Raw(b"b.txt", b"y" * 50))
        second = content.rindex(b"PK\x01\x02") + 42
        content = content[:second] + bytes(4) + content[second + 4 :]
        assert problems(members(content)) == {"a.txt": "FileDamaged", "b.txt": "FileDamaged"}

    def test_the_archive_itself_inside_is_not_opened(self) -> None:
        from corpus.nasty.quine import quine

        (member,) = members(quine())
        assert isinstance(member.problem, LimitExceeded)

    def test_a_directory_of_millions_is_refused_before_it_is_read(self) -> None:
        content = b"PK\x03\x04" + b"PK\x01\x02" * 201
        with pytest.raises(LimitExceeded, match="more than 10 files"):
            read(content, limits=Limits(members=10))


class TestZipWithoutDirectory:
    @pytest.mark.parametrize("flags", [0, 8])
    def test_files_before_the_cut_are_read(self, flags: int) -> None:
        files = [Raw(f"{n}.txt".encode(), bytes([65 + n]) * 300, flags=flags) for n in range(3)]
        whole = raw_zip(*files)
        cut = whole[: whole.index(b"PK\x01\x02") - 2]
        found = members(cut)
        assert problems(found) == {"0.txt": "", "1.txt": "", "2.txt": "FileDamaged"}
        assert [member.content for member in found[:2]] == [b"A" * 300, b"B" * 300]
        document = read(cut)
        assert {notice.code for notice in document.notices} == {"part-not-read", "member-not-read"}

    def test_sizes_behind_the_data(self) -> None:
        out = io.BytesIO()
        stream = io.BufferedWriter(out)  # type: ignore[arg-type] # as a pipe: `zipfile` cannot go back
        with zipfile.ZipFile(Unseekable(stream), "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.txt", b"text " * 100)
            packed.writestr("b.txt", b"more " * 100)
        stream.flush()
        cut = out.getvalue()[: out.getvalue().index(b"PK\x01\x02")]
        assert [member.content for member in members(cut)] == [b"text " * 100, b"more " * 100]

    def test_an_office_document_is_no_archive_of_parts(self) -> None:
        whole = zip_of({"[Content_Types].xml": b"<Types/>" * 10, "xl/workbook.xml": b"<workbook/>"})
        with pytest.raises(FileDamaged, match="is cut off"):
            read(whole[:-60])


class Unseekable(io.RawIOBase):
    def __init__(self, stream: io.BufferedWriter) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        return self._stream.write(bytes(content))  # type: ignore[call-overload, no-any-return]

    def flush(self) -> None:
        self._stream.flush()


class TestTar:
    @pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    def test_long_and_odd_names(self, layout: int) -> None:
        names = ["x" * 150 + ".txt", "ü" * 120 + ".txt", "short.txt"]
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=layout) as packed:
            for name in names:
                packed.addfile(tarfile.TarInfo(name))
        assert [member.path for member in members(out.getvalue(), media_types.TAR)] == names

    def test_a_header_before_a_link_does_not_name_the_next_file(self) -> None:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as packed:
            link = tarfile.TarInfo("l" * 150)
            link.type, link.linkname = tarfile.SYMTYPE, "t" * 150
            packed.addfile(link)
            packed.addfile(tarfile.TarInfo("a.txt"))
        assert problems(members(out.getvalue(), media_types.TAR)) == {"l" * 150: "Refused", "a.txt": ""}

    def test_a_broken_header_ends_the_archive_and_is_said(self) -> None:
        content = tar_of({"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"})
        content = content[:1024] + b"\xff" * 512 + content[1536:]
        document = read(content, media_types.TAR)
        assert (document.text, document.outcome) == ("a.txt (3 bytes)", Outcome.PARTLY)
        assert [member.path for member in members(content, media_types.TAR)] == ["a.txt"]

    @pytest.mark.parametrize("size", ["-5", "9" * 30, "1e3", "٣"])
    def test_a_size_that_is_none_is_damage(self, size: str) -> None:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
            header = tarfile.TarInfo("a.txt")
            header.pax_headers = {"size": size}
            packed.addfile(header)
        with pytest.raises(FileDamaged):
            read(out.getvalue(), media_types.TAR)

    def test_begins(self) -> None:
        assert tar.begins(tar_of({"a.txt": b""})[:512])
        assert not tar.begins(b"Supplier,Price\n" * 100)
        assert not tar.begins(bytes(512))

    def test_a_checksum_of_the_whole_that_does_not_fit_is_said(self) -> None:
        whole = gzip.compress(tar_of({"a.txt": b"text"}), mtime=0)
        content = whole[:-8] + bytes(8)
        assert [notice.code for notice in read(content, media_types.GZIP).notices] == ["part-not-read"]


class TestStreams:
    @pytest.mark.parametrize(
        ("name", "path"), [("a.csv.gz", "a.csv"), ("a.gz", "a"), ("a", "a"), (".gz", ".gz"), ("a.GZ", "a")]
    )
    def test_a_single_file_is_named_after_the_archive(self, name: str, path: str) -> None:
        content = gzip.compress(b"text", mtime=0)
        found = list(archive.members(content, source(content, media_types.GZIP, name), Limits()))
        assert [(member.path, member.content) for member in found] == [(path, b"text")]

    def test_a_single_file_is_named_by_itself_first(self) -> None:
        out = io.BytesIO()
        with gzip.GzipFile("report.csv", "wb", fileobj=out) as stream:
            stream.write(b"text")
        assert [member.path for member in members(out.getvalue(), media_types.GZIP)] == ["report.csv"]

    @pytest.mark.parametrize(
        ("media_type", "pack"),
        [(media_types.GZIP, gzip.compress), (media_types.BZIP2, bz2.compress), (media_types.XZ, lzma.compress)],
    )
    def test_streams_behind_each_other_are_one(self, media_type: str, pack: object) -> None:
        assert callable(pack)
        content = pack(b"one, ") + bytes(8) + pack(b"two") + bytes(4)
        assert [member.content for member in members(content, media_type)] == [b"one, two"]

    def test_pieces_are_bounded(self) -> None:
        packed = zlib.compress(bytes(50_000_000))
        assert max(map(len, decoded(Inflate(zlib.MAX_WBITS), memoryview(packed)))) <= 1 << 20

    @pytest.mark.parametrize("properties", [b"", b"\xff\x00\x00\x00\x00", b"\x5d\x00"])
    def test_properties_that_make_no_sense(self, properties: bytes) -> None:
        with pytest.raises((ValueError, lzma.LZMAError)):
            lzma_alone(properties)


class TestSevenZip:
    @pytest.mark.parametrize(
        "method", [py7zr.FILTER_COPY, py7zr.FILTER_LZMA, py7zr.FILTER_BZIP2, py7zr.FILTER_DEFLATE, None]
    )
    def test_methods(self, method: int | None) -> None:
        files = {f"{n}.txt": bytes([65 + n]) * 100_000 for n in range(5)}
        found = members(seven_zip_of(files, method=method), media_types.SEVEN_ZIP)
        assert {member.path: member.content for member in found} == files

    def test_a_file_behind_one_that_is_passed_over(self) -> None:
        content = seven_zip_of({"Thumbs.db": b"x" * 3_000_000, "a.txt": b"text"})
        assert [member.content for member in members(content, media_types.SEVEN_ZIP)] == [b"text"]

    def test_damage_costs_what_is_packed_with_it(self) -> None:
        content = bytearray(seven_zip_of({"a.txt": bytes(range(256)) * 100, "b.txt": b"text"}))
        content[60] ^= 0xFF
        found = members(bytes(content), media_types.SEVEN_ZIP)
        assert "FileDamaged" in problems(found).values()
        assert all(member.problem or member.content in (bytes(range(256)) * 100, b"text") for member in found)

    @pytest.mark.parametrize(("size", "problem"), [(4, ""), (200_000, "LimitExceeded")])
    def test_a_dictionary_larger_than_memory(self, size: int, problem: str) -> None:
        content = seven_zip_of({"a.txt": bytes(size)})  # its dictionary of 8 MB is not needed for four bytes
        found = members(content, media_types.SEVEN_ZIP, Limits(memory=100_000))
        assert problems(found) == {"a.txt": problem}

    def test_a_method_that_is_not_read_is_named(self) -> None:
        content = seven_zip_of({"a.txt": b"text"}, method=py7zr.FILTER_PPMD)
        assert problems(members(content, media_types.SEVEN_ZIP)) == {"a.txt": "UnsupportedFormat"}
        assert "PPMd" in read(content, media_types.SEVEN_ZIP).notices[0].message

    def test_a_directory_of_too_many_files_is_refused_before_it_is_read(self) -> None:
        content = seven_zip_of({f"{n}.txt": b"x" for n in range(50)})
        with pytest.raises(LimitExceeded, match="more than 2 files"):
            read(content, media_types.SEVEN_ZIP, Limits(members=2))

    def test_a_directory_that_claims_millions_takes_no_memory(self) -> None:
        header = b"\x01\x05\xff" + struct.pack("<Q", 1 << 40) + b"\x00\x00"
        begin = struct.pack("<QQL", 0, len(header), zlib.crc32(header))
        content = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<L", zlib.crc32(begin)) + begin + header
        with pytest.raises(LimitExceeded):
            read(content, media_types.SEVEN_ZIP)
