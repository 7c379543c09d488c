"""Small structured notices made by code: open contracting data (OCDS), forms of TED, eForms."""

import json
from typing import Any

Json = dict[str, Any]


def release(**parts: Any) -> Json:
    """A release with an id and a tag, and whatever parts are given."""
    return {"ocid": "ocds-abc-1", "id": "1", "date": "2026-03-02T09:30:00Z", "tag": ["award"], **parts}


def package(*releases: Json, **about: Any) -> bytes:
    """The bytes of a release package."""
    return json.dumps({"uri": "https://example.com/1", "version": "1.1", **about, "releases": list(releases)}).encode()


def records(*compiled: Json | None, releases: tuple[Json, ...] = ()) -> bytes:
    """The bytes of a record package; None makes a record that has but its releases."""
    found = [
        {"ocid": "ocds-abc-1", "releases": list(releases), **({"compiledRelease": each} if each else {})}
        for each in compiled
    ]
    return json.dumps({"uri": "https://example.com/2", "records": found}).encode()


def money(amount: object, currency: str = "GBP", **more: Any) -> Json:
    return {"amount": amount, "currency": currency, **more}


def party(number: str, name: str, *roles: str, company: str | None = None) -> Json:
    identifier = {"identifier": {"scheme": "GB-COH", "id": company, "legalName": name}} if company else {}
    return {"id": number, "name": name, "roles": list(roles), **identifier}


TED = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"


def ted(form: str, *, coded: str = "", language: str = "EN", more_forms: str = "", title: str = "") -> bytes:
    """An export of TED with one form; `coded` stands in its coded data."""
    titles = f'<ML_TITLES><ML_TI_DOC LG="EN"><TI_TEXT><P>{title}</P></TI_TEXT></ML_TI_DOC></ML_TITLES>' if title else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="{TED}" xmlns:n2016="ted/2016/nuts" DOC_ID="1-2026">'
        f"<CODED_DATA_SECTION>{coded}</CODED_DATA_SECTION><TRANSLATION_SECTION>{titles}</TRANSLATION_SECTION>"
        f'<FORM_SECTION><F03_2014 CATEGORY="ORIGINAL" FORM="F03" LG="{language}">{form}</F03_2014>{more_forms}'
        "</FORM_SECTION></TED_EXPORT>"
    ).encode()


def address(name: str, *, number: str = "") -> str:
    """The address of an organisation in a form of TED."""
    known = f"<NATIONALID>{number}</NATIONALID>" if number else ""
    return f"<OFFICIALNAME>{name}</OFFICIALNAME>{known}<TOWN>Brindle</TOWN>"


UBL = "urn:oasis:names:specification:ubl:schema:xsd"


def eforms(
    body: str,
    *,
    kind: str = "ContractAwardNotice",
    code: str = "can-standard",
    result: str = "",
    organisations: str = "",
) -> bytes:
    """A notice in eForms; `result` is the content of its notice result."""
    found = f"<efac:NoticeResult>{result}</efac:NoticeResult>" if result else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{kind} xmlns="{UBL}:{kind}-2" '
        f'xmlns:ext="{UBL}:CommonExtensionComponents-2" xmlns:cbc="{UBL}:CommonBasicComponents-2" '
        f'xmlns:cac="{UBL}:CommonAggregateComponents-2" '
        'xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1" '
        'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" '
        'xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1">'
        f"<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{found}"
        f"<efac:Organizations>{organisations}</efac:Organizations></efext:EformsExtension></ext:ExtensionContent>"
        "</ext:UBLExtension></ext:UBLExtensions><cbc:ID>notice-1</cbc:ID><cbc:IssueDate>2026-03-02+00:00</cbc:IssueDate>"
        f"<cbc:NoticeTypeCode>{code}</cbc:NoticeTypeCode><cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>"
        f"{body}</{kind}>"
    ).encode()


def organisation(number: str, name: str, *, company: str = "", country: str = "GBR") -> str:
    """An organisation of an eForms notice, to which its parts refer by number."""
    return (
        "<efac:Organization><efac:Company><cac:PartyIdentification>"
        f'<cbc:ID schemeName="organization">{number}</cbc:ID></cac:PartyIdentification>'
        f'<cac:PartyName><cbc:Name languageID="ENG">{name}</cbc:Name></cac:PartyName><cac:PostalAddress><cac:Country>'
        f"<cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
        f"<cac:PartyLegalEntity><cbc:CompanyID>{company}</cbc:CompanyID></cac:PartyLegalEntity></efac:Company>"
        "</efac:Organization>"
    )


def reference(number: str) -> str:
    """A reference to an organisation."""
    return f'<cac:PartyIdentification><cbc:ID schemeName="organization">{number}</cbc:ID></cac:PartyIdentification>'
