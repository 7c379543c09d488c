"""A notice in eForms (UBL): who buys, what, in which lots, with which result, as headings and labelled lines.

Its parts refer to organisations and tenders by numbers (ORG-0001, TEN-0001); the names are put in their place.
"""

from collections.abc import Iterable
from dataclasses import replace

from tenderscan.document import Properties
from tenderscan.readers.notice_xml.eforms_wording import KINDS, NAMES, NOTICE_TYPES, ROLES
from tenderscan.readers.notice_xml.elements import attribute, child, children, descendants, name_of, text_of, worded
from tenderscan.readers.notices.labelled import OTHER, Labelled, Party, Sum, tidy
from tenderscan.readers.notices.registers import COMPANIES, identifier_of, postcode_of
from tenderscan.readers.notices.stated import day_of
from tenderscan.readers.xml import Element

_ENGLISH = "ENG"
_LOT = "ProcurementProjectLot"
_HEADED = {"LotResult": "Result", "LotTender": "Tender", "SettledContract": "Contract", "Organization": "Organisation"}
_SELECTED = "selec-w"
_NEVER = "2000-01-01"
"""What notices without a day of award have for one, because UBL demands one."""
_SMALL = frozenset({"sme", "micro", "small", "medium"})
"""Codes of the size of a company that make it a small or medium-sized one."""
_SPANS = frozenset({"day", "week", "month", "year"})
_OLD_DATE = frozenset({"IssueDate", "IssueTime", "NoticeTypeCode", "NoticeLanguageCode", "Name"})


class EformsWriter:
    """Writes one notice into a document."""

    def __init__(self, out: Labelled, root: Element) -> None:
        """Write `root` into `out`."""
        self._out = out
        self._root = root
        result = next(descendants(root, "NoticeResult"), None)
        self._result = result
        self._organisations = {_id(company): company for company in descendants(root, "Company")}
        self._tenders = {_own_id(tender): tender for tender in children(result, "LotTender")}
        self._parties = {_own_id(party): party for party in children(result, "TenderingParty")}
        self._won = self._won_tenders()
        self._winners = {text_of(child(self._tenders[key], "TenderingParty", "ID")) for key in self._won} - {""}
        self._language = text_of(child(root, "NoticeLanguageCode"))

    def write(self) -> Properties:
        """Write it all; what it says about itself."""
        project = child(self._root, "ProcurementProject")
        title = tidy(text_of(self._spoken(list(children(project, "Name")))))
        number = text_of(next(descendants(self._root, "NoticePublicationID"), None)) or text_of(child(self._root, "ID"))
        self._out.heading(f"{title} ({number})" if title and number else title or number or "Notice", 1)
        issued = child(self._root, "IssueDate")
        self._head(issued)
        self._section("Buyer", children(self._root, "ContractingParty"))
        self._section("Procurement", children(self._root, "ProcurementProject"))
        self._section("Procedure", children(self._root, "TenderingTerms", "TenderingProcess"))
        for lot in children(self._root, _LOT):
            name = tidy(text_of(self._spoken(list(children(child(lot, "ProcurementProject"), "Name")))))
            number = text_of(child(lot, "ID"))
            self._section(f"Lot {number}: {name}" if name else f"Lot {number}", [lot], number)
        results = children(self._root, "TenderResult")
        self._section("Result", (each for each in results if not text_of(child(each, "AwardDate")).startswith(_NEVER)))
        if self._result is not None:
            self._section("Result", [self._result])
        known = {"ContractingParty", "ProcurementProject", "TenderingTerms", "TenderingProcess", _LOT, "TenderResult"}
        rest = [part for part in children(self._root) if name_of(part) not in known | {"UBLExtensions"} and len(part)]
        for part in rest:
            self._section(worded(name_of(part)), [part])
        self._extensions()
        buyer = next(iter(self._buyers()), None)
        day = day_of(_bare_day(text_of(issued)))
        return Properties(title=title or None, author=buyer, created=day.iso if day else None)

    def _head(self, issued: Element | None) -> None:
        code = text_of(child(self._root, "NoticeTypeCode"))
        known = next((text for key, text in sorted(NOTICE_TYPES.items(), reverse=True) if code.startswith(key)), "")
        kind = known or worded(name_of(self._root))
        self._out.document_type("Kind of notice", f"{kind} ({code})" if code else kind, "NoticeTypeCode")
        stated = _bare_day(text_of(issued))
        self._out.date("Published", stated, "publication", "IssueDate")
        for part in children(self._root):
            if not len(part) and name_of(part) not in _OLD_DATE:
                self._leaf(part, (name_of(part),), "")

    def _section(self, heading: str, parts: Iterable[Element], lot: str = "") -> None:
        found = list(parts)
        if found:
            self._out.heading(heading, 2, lot)
        for part in found:
            self._inside(part, (name_of(part),), "")

    def _extensions(self) -> None:
        """What the extensions hold besides the result: organisations, changes, and what is said of publication."""
        extension = next(descendants(child(self._root, "UBLExtensions"), "EformsExtension"), None)
        for part in children(extension):
            if name_of(part) != "NoticeResult":
                self._section({"Organizations": "Organisations"}.get(name_of(part), worded(name_of(part))), [part])

    def _inside(self, element: Element, path: tuple[str, ...], prefix: str) -> None:
        """The children of an element; of texts in several languages one, in English where there is one."""
        several: dict[str, list[Element]] = {}
        for each in children(element):
            if attribute(each, "languageID"):
                several.setdefault(name_of(each), []).append(each)
        spoken = {name: self._in_one_language(texts) for name, texts in several.items()}
        for each in children(element):
            name = name_of(each)
            if name in spoken and attribute(each, "languageID") and each not in spoken[name]:
                continue
            if not len(each):
                self._leaf(each, (*path, name), prefix)
            elif [name_of(part) for part in each] == ["ID"] and text_of(each) not in self._organisations:
                self._out.line(_joined(prefix, _label(name)), text_of(each))
            elif name in _HEADED and not prefix:
                company = child(each, "Company") if name == "Organization" else None
                about = (_own_id(each), _id(company), self._name(company))
                self._out.heading(" ".join(filter(None, (_HEADED[name], *about))), 3)
                self._inside(each, (*path, name), "")
            else:
                self._inside(each, (*path, name), _joined(prefix, _label(name)))

    def _leaf(self, element: Element, path: tuple[str, ...], prefix: str) -> None:
        name = path[-1]
        label = _joined(prefix, _label(name))
        stated = "/".join(part for part in path if _label(part) or part == name)
        if attribute(element, "schemeName") == "organization" or text_of(element) in self._organisations:
            self._organisation(element, path, prefix, stated)
        elif attribute(element, "currencyID"):
            self._money(element, path, label, stated)
        elif name.endswith("Date"):
            time = text_of(child(element.getparent(), name.removesuffix("Date") + "Time"))[:5]
            self._day(label, f"{_bare_day(text_of(element))} {time}".strip(), path)
        elif name.endswith("Time") and child(element.getparent(), name.removesuffix("Time") + "Date") is not None:
            return
        else:
            unit = attribute(element, "unitCode").lower()
            self._out.line(label, f"{text_of(element)} {unit}s" if unit in _SPANS else f"{text_of(element)} {unit}")

    def _day(self, label: str, stated: str, path: tuple[str, ...]) -> None:
        if stated.startswith(_NEVER):
            return
        role = ROLES.get("/".join(path[-2:]), OTHER)
        self._out.date(label, stated, role, "/".join(path))

    def _organisation(self, element: Element, path: tuple[str, ...], prefix: str, stated: str) -> None:
        """A reference to an organisation, with its name in place of the number."""
        number = text_of(element)
        company = self._organisations.get(number)
        name = self._name(company)
        if "Organizations" in path or not name:
            self._out.line(_joined(prefix, "ID"), number)
            return
        party = self._party(path, company)
        if party is None:
            self._out.line(prefix or "Organisation", f"{name} ({number})")
            return
        label = "Buyer" if party.label == "buyer" else "Supplier" if party.role == "awarded" else "Tenderer"
        if party.role == "tenderer":
            awarded = _own_id(element.getparent().getparent()) in self._winners
            label = "Supplier" if awarded else label
            party = replace(party, role="awarded") if awarded else party
        self._out.organisation(label, name, party, stated)

    def _party(self, path: tuple[str, ...], company: Element | None) -> Party | None:
        postcode = postcode_of(text_of(next(descendants(company, "PostalZone"), None)))
        if path[0] == "ContractingParty" and "ServiceProviderParty" not in path:
            return Party("buyer", "buyer", postcode=postcode)
        if path[-2:] == ("Tenderer", "ID"):
            number = identifier_of(COMPANIES, text_of(next(descendants(company, "CompanyID"), None)))
            british = text_of(next(descendants(company, "IdentificationCode"), None)) in {"GBR", "GB", "UK"}
            small = text_of(next(descendants(company, "CompanySizeCode"), None)) in _SMALL
            numbers = (number,) if number and british else ()
            return Party("supplier", "tenderer", numbers, postcode=postcode, flags=("sme",) if small else ())
        return None

    def _money(self, element: Element, path: tuple[str, ...], label: str, stated: str) -> None:
        name = path[-1]
        kind = KINDS.get(name, "other")
        if name == "EstimatedOverallContractAmount" and path[0] == _LOT and self._has_lots():
            kind = "lot_value"
        tender = next((each for each in element.iterancestors() if name_of(each) == "LotTender"), None)
        if name == "PayableAmount" and tender is not None:
            # a winner may have made other tenders besides: it is the tender that counts
            kind = "contract_value" if _own_id(tender) in self._won else kind
        self._out.money(label, Sum(text_of(element), None, attribute(element, "currencyID")), kind, stated)

    def _has_lots(self) -> bool:
        return sum(1 for _ in children(self._root, _LOT)) > 1

    def _won_tenders(self) -> set[str]:
        """Numbers of the tenders that led to a contract or, without contracts, were selected."""
        sources = list(children(self._result, "SettledContract"))
        if not sources:
            results = children(self._result, "LotResult")
            sources = [each for each in results if text_of(child(each, "TenderResultCode")) == _SELECTED]
        named = {_own_id(each) for source in sources for each in children(source, "LotTender")}
        known = named & self._tenders.keys()
        return {key for key in known if text_of(child(self._tenders[key], "RankCode")) in {"", "1"}}

    def _buyers(self) -> Iterable[str]:
        for part in children(self._root, "ContractingParty"):
            name = self._name(self._organisations.get(_id(child(part, "Party"))))
            if name:
                yield name

    def _name(self, company: Element | None) -> str:
        return tidy(text_of(self._spoken([each for part in children(company, "PartyName") for each in children(part)])))

    def _spoken(self, texts: list[Element]) -> Element | None:
        return next(iter(self._in_one_language(texts)), None)

    def _in_one_language(self, texts: list[Element]) -> list[Element]:
        for language in (_ENGLISH, self._language):
            found = [text for text in texts if attribute(text, "languageID") == language]
            if found:
                return found
        first = attribute(texts[0], "languageID") if texts else ""
        return [text for text in texts if attribute(text, "languageID") == first]


def _id(company: Element | None) -> str:
    return text_of(child(company, "PartyIdentification", "ID"))


def _own_id(element: Element | None) -> str:
    return text_of(child(element, "ID"))


def _label(name: str) -> str:
    found = NAMES.get(name)
    return worded(name).removesuffix(" code").removesuffix(" indicator") if found is None else found


def _joined(prefix: str, label: str) -> str:
    if not prefix or not label:
        return prefix or label
    return f"{prefix}, {label if label[:2].isupper() else label[:1].lower() + label[1:]}"


def _bare_day(text: str) -> str:
    """A day without the offset that XML lets stand behind it: "2025-01-02+01:00"."""
    return text[:10]
