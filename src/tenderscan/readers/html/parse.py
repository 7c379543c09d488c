"""A tree of elements from the bytes of a web page."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from tenderscan.errors import LimitExceeded
from tenderscan.readers import effort
from tenderscan.readers.xml import Element

_MOST_TAGS = 3_000_000
"""An element takes some hundred bytes of memory, however short it is in the file."""
_DEPTH_LOST = "Excessive depth"
"""What libxml2 says where it stops reading, 2,048 elements deep."""
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_META_WITHIN = 16_384
"""Bytes in which the encoding is looked for; browsers look at 1,024, but pages put scripts first."""
_UNSHOWN = re.compile(r"<(script|style|template|title)\b|<!--", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in ("script", "style", "template", "title")
} | {"": re.compile("-->")}
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|em|font|i|ins|kbd|label|mark|q|s|small|span|strong|sub|sup|tt|u|wbr)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
# The declarations inside a DOCTYPE (XML 1.0, 2.8), which HTML does not know: it takes their first ">" for the end.
_SUBSET = re.compile(
    r"""(?xs) (\s*+ (?:<\?xml\b[^>]*+>\s*+)? (?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+ <!DOCTYPE\b [^>\["']*+
    (?:"[^"]*+"[^>\["']*+ | '[^']*+'[^>\["']*+)*+)
    \[ (?: [^]<%"'] | %[\w.:-]++; | <!--(?:[^-]|-(?!->))*+--> | <\?(?:[^?]|\?(?!>))*+\?>
      | <!(?!--)(?:[^<>"'] | "[^"]*+" | '[^']*+')*+> )*+ \]
    """,
    re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")


def declared_encoding(content: bytes) -> str | None:
    """The encoding that the page names for itself."""
    head = content[:_META_WITHIN]
    found = _XML_DECLARATION.match(head) or _META.search(head)
    return found.group(1).decode("ascii") if found else None


def parse_html(text: str, name: str) -> Element | None:
    """The root element; None where elements lie too deep in each other to be kept as a tree, or there are none.

    Comments are left out. Nothing is fetched, and no script is run.

    Raises:
        LimitExceeded: the page has more tags than fit into memory.
    """
    text = without_subset(text)
    if text.count("<") > _MOST_TAGS:
        raise LimitExceeded(f"{name} holds more than {_MOST_TAGS:,} tags, more than are read. Split the file.")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        # what is no character of XML would end the page, or could not be taken out of the tree again
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    return None if any(_DEPTH_LOST in error.message for error in parser.error_log) else root


def bare_text(text: str) -> str:
    """The text of a page whose elements make no tree: a line for what stands between two tags that part lines."""
    shown = _INLINE_TAG.sub("", "\n".join(_shown(without_subset(text))))
    return html.unescape(_TAG.sub("\n", shown))


def without_subset(text: str) -> str:
    """The page without the declarations of entities in its DOCTYPE, whose end would stand in the text."""
    return _SUBSET.sub(r"\1", text, count=1) if _SUBSET.match(text) else text


def _shown(text: str) -> Iterator[str]:
    """What lies between comments, scripts and the like; one that does not end hides all that follows, as in a browser.

    Sought step by step, since a pattern for the whole would look for each end up to the end of the page.
    """
    start = 0
    while (begin := _UNSHOWN.search(text, start)) is not None:
        effort.check()
        yield text[start : begin.start()]
        end = _ENDS[(begin.group(1) or "").lower()].search(text, begin.end())
        if end is None:
            return
        start = end.end()
    yield text[start:]
