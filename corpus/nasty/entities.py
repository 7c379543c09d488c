"""XML that would like to be more than it says: entities that multiply, and those that fetch a file."""

from collections.abc import Callable
from functools import partial

from corpus.nasty import packages
from corpus.nasty.model import ANY, Case, Fate

_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
ATTACKS = {
    "billion-laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>',
    "external-entity": '<!DOCTYPE x [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>',
    "parameter-entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY l10 "no">]>',
}
"""Prologs that declare the entity "l10"."""
_USE = "before &l10; behind"


def _docx(prolog: str) -> bytes:
    return packages.docx(f"{packages.SAID}<w:p><w:r><w:t>{_USE}</w:t></w:r></w:p>", prolog=prolog)


def _xlsx(prolog: str) -> bytes:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return packages.xlsx(rows, prolog=prolog, strings=f"<si><t>{_USE}</t></si>")


def _pptx(prolog: str) -> bytes:
    return packages.pptx(_USE, prolog=prolog)


def _odt(prolog: str) -> bytes:
    return packages.open_document(f"<text:p>{_USE}</text:p>", prolog=prolog)


def _ods(prolog: str) -> bytes:
    body = f'<table:table table:name="A"><table:table-row><table:table-cell><text:p>{_USE}</text:p>'
    return packages.open_document(
        f"{body}</table:table-cell></table:table-row></table:table>", kind="spreadsheet", prolog=prolog
    )


def _ted(prolog: str) -> bytes:
    return f"{prolog}<TED_EXPORT><CODED_DATA_SECTION>{_USE}</CODED_DATA_SECTION></TED_EXPORT>".encode()


def _xml(prolog: str) -> bytes:
    return f"{prolog}<order><item>{_USE}</item></order>".encode()


def _html(prolog: str) -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{_USE}</text></svg>'
    return f"{prolog}<html><body><p>Prices</p>{svg}</body></html>".encode()


_FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": _docx, "xlsx": _xlsx, "pptx": _pptx, "odt": _odt, "ods": _ods, "xml": _xml, "html": _html,
}  # fmt: skip


def cases() -> list[Case]:
    """Each attack in each format; what matters is that nothing is fetched, multiplied or hangs."""
    found = [
        Case(
            f"{attack}.{ending}",
            f"{attack.replace('-', ' ').capitalize()} in a .{ending} file.",
            partial(build, _DECLARED + prolog),
            Fate(ANY, "damaged|refused|limit-exceeded"),
        )
        for attack, prolog in ATTACKS.items()
        for ending, build in _FORMATS.items()
    ]
    notice = Fate(ANY, "damaged|refused|limit-exceeded")
    found += [
        Case(f"{attack}-in-a-notice.xml", "The same in a notice of TED.", partial(_ted, _DECLARED + prolog), notice)
        for attack, prolog in ATTACKS.items()
    ]
    return found
