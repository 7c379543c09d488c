"""Content controls whose content does not say by itself what they hold: check boxes, and controls bound to data.

A check box holds whatever sign its author chose for "ticked", so that its state is looked up. A control that is bound
to data (17.5.2.6) keeps a copy of them as its content; a program that fills in forms may write the data only, and Word
shows these.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from tenderscan.readers.ballot_boxes import EMPTY_BOX, TICKED_BOX
from tenderscan.readers.docx.names import CONTROL_CONTENT, WORD, R, T, is_on, switch
from tenderscan.readers.xml import Element, local_name

_FORMS = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SIGN = 2
"""Characters that the sign of a check box has at most; where there are more, somebody wrote into it."""
_STEP = re.compile(r"(?:[\w.-]+:)?([\w.-]+)(?:\[(\d{1,6})\])?")
_MOST_STEPS = 50


def shown_instead(roots: Iterable[Element], stores: Mapping[str, Element]) -> dict[Element, str]:
    """Runs in controls and what they show instead of what is written in them.

    Args:
        roots: of the parts with text.
        stores: roots of the parts with data, by their id in lower case.
    """
    shown: dict[Element, str] = {}
    for root in roots:
        for box in root.iter(_FORMS + "checkbox"):
            _put(shown, _runs(box), TICKED_BOX if _is_ticked(box) else EMPTY_BOX, longest=_SIGN)
        for binding in root.iter(WORD + "dataBinding") if stores else ():
            runs = _runs(binding)
            if switch(binding.getparent(), "showingPlcHdr") or not _text(runs).strip():
                text = _bound(binding, stores)
                if text:
                    _put(shown, runs, text)
    return shown


def count_unfilled(roots: Iterable[Element], filled: Mapping[Element, str]) -> int:
    """Number of controls that still show what is to be filled in; `filled` are runs that show something else."""
    placeholders = (mark for root in roots for mark in root.iter(WORD + "showingPlcHdr") if is_on(mark))
    return sum(_text(runs).strip() != "" and runs[0] not in filled for mark in placeholders if (runs := _runs(mark)))


def _runs(property_: Element) -> list[Element]:
    """Runs in the control that has the property."""
    control = property_.getparent().getparent()
    content = None if control is None else control.find(CONTROL_CONTENT)
    return [] if content is None else list(content.iter(R))


def _text(runs: list[Element]) -> str:
    return "".join(piece.text or "" for run in runs for piece in run.iterchildren(T))


def _put(shown: dict[Element, str], runs: list[Element], text: str, *, longest: int | None = None) -> None:
    if runs and (longest is None or len(_text(runs).strip()) <= longest):
        shown.update(dict.fromkeys(runs, ""))
        shown[runs[0]] = text


def _is_ticked(box: Element) -> bool:
    checked = box.find(_FORMS + "checked")
    return checked is not None and checked.get(_FORMS + "val", "1") not in ("0", "false", "off")


def _bound(binding: Element, stores: Mapping[str, Element]) -> str:
    """The data a control is bound to, "" where they are not to be found."""
    store = stores.get(binding.get(WORD + "storeItemID", "").lower())
    found = None if store is None else _followed(store, binding.get(WORD + "xpath", ""))
    return "" if found is None else found.strip()


def _followed(store: Element, path: str) -> str | None:
    """Text at the end of a path such as `/ns0:form[1]/ns0:buyer[1]`: what Word writes, and no other XPath."""
    steps = path.strip().lstrip("/").split("/")
    if len(steps) > _MOST_STEPS:
        return None
    element: Element | None = None
    for depth, step in enumerate(steps):
        if depth and step.startswith("@"):
            return None if element is None else _attribute(element, step[1:].rpartition(":")[2])
        parts = _STEP.fullmatch(step)
        if parts is None:
            return None
        among = [store] if element is None else element
        element = _child(among, parts.group(1), int(parts.group(2) or 1))
        if element is None:
            return None
    return None if element is None else "".join(element.itertext())


def _child(among: Iterable[Element], name: str, number: int) -> Element | None:
    named: Iterator[Element] = (child for child in among if local_name(child.tag) == name)
    return next((child for at, child in enumerate(named, start=1) if at == number), None)


def _attribute(element: Element, name: str) -> str | None:
    return next((str(text) for key, text in element.items() if local_name(key) == name), None)
