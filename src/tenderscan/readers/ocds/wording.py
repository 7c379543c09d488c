"""What the parts of a release are called, and which of its amounts, days and names count for what.

Keys are the ends of paths in a release, without positions in lists: "awards/value" is the value of any award. The
longest end that is listed decides.
"""

import re
from typing import NamedTuple


class Side(NamedTuple):
    """What an organisation is whose field has this name; as `labelled.Party`."""

    label: str
    role: str
    known: bool = False


KINDS: dict[str, str] = {
    "tender/value": "estimated_value",
    "tender/minValue": "estimated_value",
    "estimatedValue": "estimated_value",
    "lots/value": "lot_value",
    "lots/minValue": "lot_value",
    "frameworkAgreement/value": "framework_value",
    "maximumValue": "framework_value",
    "awards/value": "contract_value",
    "contracts/value": "contract_value",
    "budget/amount": "budget",
    "budget/value": "budget",
    "project/totalValue": "budget",
    "budgetBreakdown/amount": "budget",
    "details/value": "bid_price",
    "bids/value": "bid_price",
    "unit/value": "unit_rate",
    "transactions/value": "payment_line",
    "transactions/amount": "payment_line",
}
"""Kinds of money, from `models/rules/money.toml`; what is not listed is "other"."""

CEILED = frozenset({"tender/value", "tender/minValue", "awards/value", "contracts/value"})
"""Values that are a ceiling, which nobody has promised to spend, where the procurement sets up a framework."""

ROLES: dict[str, str] = {
    "tenderPeriod/endDate": "deadline",
    "submissionPeriod/endDate": "deadline",
    "expressionOfInterestDeadline": "deadline",
    "enquiryPeriod/endDate": "clarification",
    "bidOpening/date": "opening",
    "awardPeriod/endDate": "award",
    "awards/date": "award",
    "standstillPeriod/endDate": "standstill_end",
    "contractPeriod/startDate": "start",
    "contractPeriod/endDate": "end",
    "contracts/period/startDate": "start",
    "contracts/period/endDate": "end",
    "contracts/dateSigned": "signature",
    "tender/datePublished": "publication",
    "documents/datePublished": "document",
    "documents/dateModified": "document",
}
"""Roles of days, from `models/rules/dates.toml`; what is not listed is "other"."""

SIDES: dict[str, Side] = {
    "buyer": Side("buyer", "buyer"),
    "procuringEntity": Side("buyer", "buyer", known=True),
    "payer": Side("buyer", "payer", known=True),
    "providerOrganization": Side("buyer", "payer", known=True),
    "suppliers": Side("supplier", "awarded"),
    "supplier": Side("supplier", "awarded"),
    "tenderers": Side("supplier", "tenderer"),
    "payee": Side("supplier", "contractor", known=True),
    "receiverOrganization": Side("supplier", "contractor", known=True),
}
"""Fields that hold an organisation, or a list of them."""

PARTY_ROLES: dict[str, Side] = {
    "supplier": Side("supplier", "awarded", known=True),
    "tenderer": Side("supplier", "tenderer", known=True),
    "buyer": Side("buyer", "buyer", known=True),
    "procuringEntity": Side("buyer", "buyer", known=True),
}
"""Roles in the list of parties, the first of which counts."""

HEADED = {
    "planning": "Planning",
    "tender": "Tender",
    "bids": "Bids",
    "awards": "Award",
    "contracts": "Contract",
    "lots": "Lot",
    "parties": "Organisation",
    "implementation": "Implementation",
}
"""Parts that have a heading of their own; of lists, each element."""

FIRST = ("title", "name", "roles", "description", "status", "tag", "date", "value", "id")
"""What stands at the top of its part; the rest follows as the file has it."""

_WORDS: dict[str, str] = {
    "id": "ID",
    "ocid": "OCID",
    "awardID": "Award ID",
    "uri": "URI",
    "url": "Web address",
    "startDate": "Starts",
    "endDate": "Ends",
    "maxExtentDate": "Ends at the latest",
    "durationInDays": "Days",
    "tag": "Kind of notice",
    "suppliers": "Supplier",
    "tenderers": "Tenderer",
    "procuringEntity": "Procuring entity",
    "documents": "Document",
    "documentType": "Type",
    "items": "Item",
    "amendments": "Amendment",
    "milestones": "Milestone",
    "transactions": "Transaction",
    "relatedProcesses": "Related process",
    "relatedNotices": "Related notice",
    "additionalClassifications": "Further classification",
    "additionalIdentifiers": "Further identifier",
    "deliveryAddresses": "Delivery address",
    "sme": "For small and medium-sized firms",
    "vcse": "For voluntary, community and social enterprises",
    "datePublished": "Published",
    "dateModified": "Modified",
    "dateSigned": "Signed",
    "numberOfTenderers": "Number of tenderers",
    "countryName": "Country",
    "streetAddress": "Street",
    "locality": "Town",
    "postalCode": "Postcode",
    "minValue": "Lowest value",
    "awarded_to_sme": "Awarded to a small or medium-sized firm",
    "awardedToSme": "Awarded to a small or medium-sized firm",
    "suitable_for_sme": "For small and medium-sized firms",
    "value_low": "Lowest value",
    "value_high": "Highest value",
    "mainProcurementCategory": "Main category",
    "awardCriteria": "Award criteria",
}
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_:.\-]+")
_SHORT = {word.lower(): word for word in ("CPV", "SME", "VCSE", "ID", "URL", "URI", "VAT", "UID")}
_ACRONYM = re.compile(r"[A-Z]{2,}")


def label_of(key: str) -> str:
    """What people call a field: "tenderPeriod" is "Tender period"."""
    if key in _WORDS:
        return _WORDS[key]
    split = [word for word in _HUMP.split(key[:200]) if word]
    words = [_SHORT.get(word.lower()) or (word if _ACRONYM.fullmatch(word) else word.lower()) for word in split]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def joined(prefix: str, label: str) -> str:
    """The name of a field inside another: "Tender period" and "Ends" are "Tender period ends"."""
    if not prefix:
        return label
    first = label.split(" ", 1)[0]
    return f"{prefix} {label if _ACRONYM.fullmatch(first) else label[:1].lower() + label[1:]}"


def of_path(table: dict[str, str], path: tuple[str, ...]) -> str | None:
    """What a table has for the longest end of a path."""
    for length in (3, 2, 1):
        found = table.get("/".join(path[-length:]))
        if found is not None:
            return found
    return None
