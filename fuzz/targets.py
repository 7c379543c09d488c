"""The targets: one for each reader's own parsing code, and for what stands before the readers."""

from collections.abc import Callable
from dataclasses import dataclass

from fuzz import mutate, seeds, seeds_office, seeds_ole
from fuzz.mutate import Mutation
from fuzz.work import Check, both, decoding, identifying


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed together.

    Attributes:
        check: makes the function of bytes that is called; it imports the reader.
        seeds: makes the inputs to begin with.
        mutate: how an input is changed.
        words: what the source of the reader does not spell out, for the dictionary.
    """

    check: Callable[[], Check]
    seeds: Callable[[], list[bytes]]
    mutate: Mutation = mutate.plain
    words: tuple[str, ...] = ()


def _reader(
    name: str, made: Callable[[], list[bytes]], mutation: Mutation = mutate.plain, words: tuple[str, ...] = ()
) -> Target:
    return Target(lambda: both(name), made, mutation, words)


_RTF = ("\\trowd", "\\cell", "\\row", "\\intbl", "\\u8364?", "\\'80", "\\bin9", "{\\*", "\\par", "\\pard", "\\itap2")
_PDF = ("endobj", "stream", "/Kids", "/Parent", "/Annots", "/AcroForm", "/EmbeddedFiles", "/ToUnicode", "BT", "ET")

TARGETS: dict[str, Target] = {
    "archive": _reader("archive", seeds.archives, mutate.squeezed),
    "decoding": Target(lambda: decoding, seeds.texts),
    "delimited": _reader("delimited", seeds.delimited),
    "detect": Target(lambda: identifying, seeds.everything),
    "docx": _reader("docx", seeds_office.docx, mutate.package),
    "eml": _reader("eml", seeds.emails),
    "html": _reader("html", seeds.html),
    "legacy_office": _reader("legacy_office", seeds_ole.legacy, mutate.compound),
    "msg": _reader("msg", seeds_ole.messages, mutate.compound),
    "notice_xml": _reader("notice_xml", seeds.notices, mutate.markup),
    "ocds": _reader("ocds", seeds.ocds, mutate.values),
    "ods": _reader("ods", seeds_office.ods, mutate.package),
    "odt": _reader("odt", seeds_office.odt, mutate.package),
    "pdf": _reader("pdf", seeds.pdf, words=_PDF),
    "picture": _reader("picture", seeds.pictures),
    "plain": _reader("plain", seeds.plain),
    "pptx": _reader("pptx", seeds_office.pptx, mutate.package),
    "rtf": _reader("rtf", seeds.rtf, words=_RTF),
    "xls": _reader("xls", seeds_ole.workbooks, mutate.compound),
    "xlsx": _reader("xlsx", seeds_office.xlsx, mutate.package),
}
