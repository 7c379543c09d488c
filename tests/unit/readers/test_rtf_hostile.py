"""RTF files that are broken, odd or meant to do harm."""

import contextlib
import random
import time

import pytest

from tenderscan.document import Document
from tenderscan.errors import FileDamaged, FileProblem, LimitExceeded
from tenderscan.readers import rtf as reader
from tenderscan.settings import Limits
from tests.build import source
from tests.build_rtf import embedded, field, packaged, par, row, rtf


def read(content: bytes, limits: Limits | None = None) -> Document:
    return reader.read(content, source("hostile.rtf"), limits or Limits())


def test_no_rtf() -> None:
    with pytest.raises(FileDamaged, match=r"hostile\.rtf"):
        read(b"Dear Sir")


def test_groups_that_never_end() -> None:
    with pytest.raises(LimitExceeded, match="deep"):
        read(rb"{\rtf1 " + b"{" * 100_000)


def test_nested_tables_without_end() -> None:
    document = read(
        rtf("".join(rf"\pard\intbl\itap{depth} {depth}\nestcell" for depth in range(1, 500)) + r"\cell\row")
    )
    assert "499" in document.text


QUICK = [
    pytest.param(b"{\\rtf1 " + b"\\trowd" + b"\\cellx1" * 200_000 + b"\\intbl a\\cell\\row}", id="cells of one row"),
    pytest.param(b"{\\rtf1 " + b"\\trowd\\cellx1\\intbl a\\cell\\row" * 20_000 + b"}", id="rows"),
    pytest.param(
        b"{\\rtf1 " + b"".join(b"\\trowd\\cellx%d\\intbl a\\cell b\\cell\\row" % at for at in range(5_000)) + b"}",
        id="rows with edges of their own",
    ),
    pytest.param(b"{\\rtf1 " + b"{\\*\\x" * 100_000, id="groups to pass over"),
    pytest.param(b"{\\rtf1{\\fonttbl" + b"{\\f1{\\*" * 50_000 + b"}", id="fonts"),
    pytest.param(b"{\\rtf1 " + b"\\u55357" * 200_000 + b"}", id="halves of signs"),
    pytest.param(b"{\\rtf1 " + b"{\\field{\\*\\fldinst " * 900, id="fields in fields"),
    pytest.param(b"{\\rtf1 " + b"{\\footnote " * 900 + b"x", id="notes in notes"),
    pytest.param(b"{\\rtf1 " + b"{\\shptxt x\\par " * 1_500, id="boxes in boxes"),
    pytest.param(b"{\\rtf1 " + b"\\'" * 500_000 + b"}", id="signs without digits"),
    pytest.param(b"{\\rtf1 \\bin9999999999 }", id="more binary data than there are"),
    pytest.param(b"{\\rtf1\\ansicpg99999\\f99 \\'e9\\cpg-1}", id="code page that is not there"),
]


@pytest.mark.parametrize("content", QUICK)
def test_takes_no_endless_time(content: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(FileProblem):
        read(content)
    assert time.monotonic() - began < 10


def test_limit_on_characters_holds_in_all_places() -> None:
    for body in ("x" * 50, rf"{{\header {'x' * 50}}}", rf"{{\info{{\title {'x' * 50}}}}}", field("x" * 50)):
        with pytest.raises(LimitExceeded, match="characters"):
            read(rtf(body), Limits(characters=40))


def test_random_damage_is_read_or_a_named_failure() -> None:
    whole = rtf(
        par(r"Terms {\b and} {\listtext 1.\tab}x\u8364?", r"\s1")
        + row(r"a{\footnote b}", field("FORMCHECKBOX"))
        + embedded("Package", packaged("a.txt", b"x"))
    )
    random_ = random.Random(7)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(random_.randint(1, 8)):
            at = random_.randrange(8, len(content))
            content[at : at + random_.randint(0, 3)] = random_.choice(
                [b"{", b"}", b"\\", b"\\row", b"\\bin3 ", b"\xff", b""]
            )
        try:
            document = read(bytes(content))
            list(reader.members(bytes(content), source("hostile.rtf"), Limits()))
        except FileProblem:
            continue
        assert all(block.span.end <= len(document.text) for block in document.blocks)
