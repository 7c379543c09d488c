"""A notice of TED: its coded data, then the form section by section, as headings and labelled lines."""

import re
from collections.abc import Iterator

from tenderscan.document import Properties
from tenderscan.readers.notice_xml.elements import attribute, child, children, descendants, name_of, text_of, worded
from tenderscan.readers.notice_xml.ted_wording import (
    AMOUNTS,
    BUYERS,
    CEILED,
    FRAMEWORKS,
    HEADED,
    KINDS,
    NAMES,
    OTHERS,
    ROLES,
    SECTIONS,
    SUPPLIERS,
)
from tenderscan.readers.notices.labelled import OTHER, Labelled, Party, Sum, tidy
from tenderscan.readers.notices.registers import COMPANIES, identifier_of, postcode_of
from tenderscan.readers.notices.stated import day_of
from tenderscan.readers.xml import Element

_ENGLISH = "EN"
_CODES = frozenset({"CPV_CODE", "CPV_SUPPLEMENTARY_CODE", "NUTS"})
_SAYING = ("VALUE", "CTYPE", "CODE", "TYPE")
"""Attributes by which an empty element says what it means."""
_DAY_PARTS = frozenset({"DAY", "MONTH", "YEAR", "TIME"})
_INLINE = frozenset({"P", "FT"})
_VAT_FREE = re.compile(r"VAL_\w+|EXCLUDING_VAT\w*")
"""Amounts of the forms of 2014, which are stated without VAT throughout (II.1.5, II.1.7 and V.2.4 of the forms)."""
_TITLES = frozenset({"TITLE", "TITLE_CONTRACT"})
"""What is written as a heading, or part of one."""
_YES_NO = frozenset({"YES", "NO"})


class TedWriter:
    """Writes one export of TED into a document."""

    def __init__(self, out: Labelled, root: Element) -> None:
        """Write `root` into `out`."""
        self._out = out
        self._root = root
        self._coded = child(root, "CODED_DATA_SECTION")
        self._names = {
            attribute(each, "CODE"): text_of(each)
            for each in (() if self._coded is None else self._coded.iter())
            if attribute(each, "CODE") and text_of(each)
        }
        self._lots = False
        self._framework = False
        self._headed: set[str] = set()

    def write(self) -> Properties:
        """Write it all; what it says about itself."""
        forms = _chosen(list(children(child(self._root, "FORM_SECTION"))))
        title = next((found for form in forms if (found := _title(form))), "") or self._translated_title()
        number = text_of(next(descendants(self._coded, "NO_DOC_OJS"), None)) or attribute(self._root, "DOC_ID")
        self._out.heading(f"{title} ({number})" if title and number else title or number or "Notice", 1)
        self._headed.add(title)
        published = next(descendants(self._coded, "DATE_PUB"), None)
        self._coded_lines(published)
        for form in forms:
            self._lots = any(text_of(lot) for lot in descendants(form, "LOT_NO"))
            self._framework = any(map(_sets_up_framework, form.iter()))
            self._sections(form)
        buyer = next(descendants(child(self._root, "TRANSLATION_SECTION"), "AA_NAME"), None)
        day = day_of(text_of(published))
        return Properties(title=title or None, author=text_of(buyer) or None, created=day.iso if day else None)

    def _translated_title(self) -> str:
        titles = descendants(child(self._root, "TRANSLATION_SECTION"), "ML_TI_DOC")
        english = next((title for title in titles if attribute(title, "LG") == _ENGLISH), None)
        return text_of(child(english, "TI_TEXT"))

    def _coded_lines(self, published: Element | None) -> None:
        """What the publisher has coded: kind of notice, day of publication, nature, procedure."""
        data = child(self._coded, "CODIF_DATA")
        self._out.document_type("Kind of notice", text_of(child(data, "TD_DOCUMENT_TYPE")), "TD_DOCUMENT_TYPE")
        self._out.date("Published", text_of(published), "publication", "DATE_PUB")
        labels = {
            "NC_CONTRACT_NATURE": "Nature of the contract",
            "PR_PROC": "Procedure",
            "AA_AUTHORITY_TYPE": "Type of authority",
            "MA_MAIN_ACTIVITIES": "Main activity",
            "AC_AWARD_CRIT": "Award criteria",
            "RP_REGULATION": "Regulation",
        }
        for name, label in labels.items():
            self._out.line(label, "; ".join(filter(None, map(text_of, children(data, name)))))
        notice = child(self._coded, "NOTICE_DATA")
        self._out.line("CPV", "; ".join(self._code(each) for each in children(notice, "ORIGINAL_CPV")))
        references = {text_of(each): None for each in descendants(child(notice, "REF_NOTICE"), "NO_DOC_OJS")}
        self._out.line("Earlier notice", "; ".join(filter(None, references)))

    def _sections(self, form: Element) -> None:
        """The sections of a form; older forms have other names for them, and one more element around all."""
        parts = list(children(form))
        if len(parts) == 1 and len(parts[0]):
            parts = list(children(parts[0]))
        for part in parts:
            name = name_of(part)
            if len(part) and not _is_text(part):
                heading = next((text for pattern, text in SECTIONS if pattern.fullmatch(name)), worded(name))
                self._heading(heading, part, 2)
                self._inside(part, (name,), "")
            else:
                self._element(part, (name,), "")

    def _heading(self, heading: str, element: Element, level: int) -> None:
        """A heading with the number and title of the lot or contract it is about, unless that is the whole notice."""
        item = attribute(element, "ITEM") if name_of(element).startswith("AWARD") else ""
        lot = text_of(child(element, "LOT_NO"))
        title = tidy(text_of(child(element, "TITLE")))
        own = "" if title in self._headed else title
        about = ", ".join(part for part in (f"lot {lot}" if lot else "", own) if part)
        numbered = f"{heading} {item}" if item else heading
        self._headed.add(title)
        self._out.heading(f"{numbered}: {about}" if about else numbered, level, lot)

    def _inside(self, element: Element, path: tuple[str, ...], prefix: str) -> None:
        for each in children(element):
            self._element(each, (*path, name_of(each)), prefix)

    def _element(self, element: Element, path: tuple[str, ...], prefix: str) -> None:
        name = path[-1]
        label = f"{prefix}: {_lowered(_label(name))}" if prefix and name not in _CODES else prefix or _label(name)
        if name in _TITLES and tidy(text_of(element)) in self._headed:
            return
        if name == "OFFICIALNAME":
            self._organisation(element, path, label)
        elif attribute(element, "CURRENCY"):
            self._money(element, path, label)
        elif name.startswith(("DATE_", "TIME_")) and not len(element):
            self._date(element, path, label)
        elif _DAY_PARTS & {name_of(each) for each in children(element)}:
            self._out.date(label, _parted_day(element), ROLES.get(name, OTHER), "/".join(path))
        elif _is_text(element):
            self._text(element, label)
        elif not len(element):
            self._empty(element, name, label)
        elif name in HEADED:
            self._heading(HEADED[name], element, 3)
            self._inside(element, path, "")
        else:
            self._inside(element, path, _label(name) if name in NAMES else prefix)

    def _organisation(self, element: Element, path: tuple[str, ...], label: str) -> None:
        elsewhere = any(map(OTHERS.match, path))
        side = None if elsewhere else next((side for part in reversed(path) if (side := _side(part))), None)
        name = text_of(element)
        if side is None:
            self._out.line(label, name)
            return
        party = _party(side, element.getparent())
        self._out.organisation("Supplier" if side == "supplier" else "Buyer", name, party, "/".join(path))

    def _money(self, element: Element, path: tuple[str, ...], label: str) -> None:
        """An amount, or the lowest and the highest, with the currency as attribute; then what else is inside."""
        currency = attribute(element, "CURRENCY")
        leaves = [each for each in element.iter() if isinstance(each.tag, str) and not len(each)]
        others = [each for each in leaves if each is not element and name_of(each) not in AMOUNTS]
        amounts = [_amount(each) for each in leaves if each is element or name_of(each) in AMOUNTS]
        amounts = [amount for amount in amounts if amount]
        within = {name_of(each) for each in element.iter()}
        vat = "excl" if any(map(_VAT_FREE.fullmatch, (*path, *within))) else "unknown"
        vat = "incl" if "INCLUDING_VAT" in within else vat
        tax = {"excl": " (excluding VAT)", "incl": " (including VAT)"}.get(vat, "")
        if amounts:
            # of the older forms the element is but "costs, range and currency": what it stands in says which
            named = next((part for part in reversed(path) if part in NAMES or part in KINDS), path[-1])
            label = label if path[-1] in NAMES else _label(named)
            total = Sum(amounts[0], amounts[1] if len(amounts) > 1 else None, currency, vat)
            self._out.money(label + tax, total, self._kind(path), "/".join(path))
        for each in others:
            self._out.line(_label(name_of(each)), _amount(each))

    def _kind(self, path: tuple[str, ...]) -> str:
        found = next((KINDS[part] for part in reversed(path) if part in KINDS), "other")
        if path[-1].startswith("VAL_") and path[-1] not in KINDS:
            return "other"
        if path[-1] == "VAL_OBJECT" and self._lots:
            return "lot_value"
        return "framework_value" if self._framework and found in CEILED else found

    def _date(self, element: Element, path: tuple[str, ...], label: str) -> None:
        """A day with the time that stands in an element of its own behind it."""
        name = path[-1]
        time = next(children(element.getparent(), name.replace("DATE_", "TIME_", 1)), None)
        if name.startswith("DATE_"):
            stated = f"{text_of(element)} {text_of(time)}" if text_of(time) else text_of(element)
            self._out.date(label, stated, ROLES.get(name, OTHER), "/".join(path))
        elif not list(children(element.getparent(), name.replace("TIME_", "DATE_", 1))):
            self._out.line(label, text_of(element))

    def _text(self, element: Element, label: str) -> None:
        paragraphs = [text_of(each) for each in children(element, "P")]
        own = text_of(element) if not paragraphs else "\n".join(filter(None, paragraphs))
        unit = attribute(element, "TYPE")
        self._out.line(label, f"{own} {worded(unit).lower()}s" if own.isdigit() and unit else own)

    def _empty(self, element: Element, name: str, label: str) -> None:
        """An element that says by being there, or by an attribute, what it means."""
        if name in _CODES:
            self._out.line(label, self._code(element))
            return
        said = next((value for key in _SAYING if (value := attribute(element, key))), "")
        if said:
            short = len(said) <= 2 and said not in _YES_NO
            self._out.line(label, said if short or any(map(str.isdigit, said)) else worded(said))
        elif label.endswith(": no"):
            self._out.line(label.removesuffix(": no"), "no")
        elif name.startswith("NO_"):
            self._out.line(_label(name.removeprefix("NO_")), "no")
        elif name.endswith("_NO"):
            self._out.line(label.removesuffix(" no"), "no")
        else:
            self._out.line(label.removesuffix(" yes"), "yes")

    def _code(self, element: Element) -> str:
        code = attribute(element, "CODE")
        meaning = text_of(element) or self._names.get(code, "")
        return f"{code} ({meaning})" if meaning else code


def _chosen(forms: list[Element]) -> list[Element]:
    """The forms in English or, failing that, in the language they were written in."""
    for wanted in (
        [form for form in forms if attribute(form, "LG") == _ENGLISH],
        [form for form in forms if attribute(form, "CATEGORY") == "ORIGINAL"],
    ):
        if wanted:
            return wanted
    return [form for form in forms if attribute(form, "LG") == attribute(forms[0], "LG")]


def _title(form: Element) -> str:
    titles = (each for name in sorted(_TITLES) for each in descendants(form, name))
    return next((text for each in titles if (text := tidy(text_of(each)))), "")


def _label(name: str) -> str:
    return NAMES.get(name) or worded(name)


def _lowered(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _is_text(element: Element) -> bool:
    """Whether an element holds text: its own, or in paragraphs, and no parts with a meaning of their own."""
    inside: Iterator[Element] = (each for each in element.iter() if isinstance(each.tag, str) and each is not element)
    return bool(text_of(element)) and all(name_of(each) in _INLINE for each in inside)


def _sets_up_framework(element: Element) -> bool:
    """Whether an element says that the procurement sets up a framework, by its name or, in older forms, its value."""
    value = attribute(element, "VALUE")
    return bool(FRAMEWORKS.fullmatch(value) or (FRAMEWORKS.fullmatch(name_of(element)) and value != "NO"))


def _party(side: str, address: Element | None) -> Party:
    """An organisation with what the address block and what stands around it say of it."""
    national = text_of(next(iter(children(address, "NATIONALID")), None))
    # that of a buyer is whatever its state gives authorities
    number = identifier_of(COMPANIES, national) if side == "supplier" else None
    around = address.getparent() if address is not None else None
    small = side == "supplier" and child(around, "SME") is not None
    return Party(
        side,
        "awarded" if side == "supplier" else "buyer",
        (number,) if number else (),
        postcode=postcode_of(text_of(next(iter(children(address, "POSTAL_CODE")), None))),
        flags=("sme",) if small else (),
    )


def _side(name: str) -> str | None:
    if SUPPLIERS.fullmatch(name):
        return "supplier"
    return "buyer" if BUYERS.fullmatch(name) else None


def _amount(element: Element) -> str:
    return attribute(element, "FMTVAL") or text_of(element)


def _parted_day(element: Element) -> str:
    """A day whose day, month and year are elements of their own."""
    day, month, year, time = (text_of(child(element, name)) for name in ("DAY", "MONTH", "YEAR", "TIME"))
    return f"{day}/{month}/{year} {time}".strip() if day else f"{month}/{year}".strip("/")
